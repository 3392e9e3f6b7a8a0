# shellcheck shell=bash
# The peer: HashiCorp's `time` provider, written in Go, built from source through Go's module proxy.

PEER_VERSION=0.14.2
PEER=$TOOLS/bench/time/terraform-provider-time

peer_bring() {
  [ ! -x "$PEER" ] || return 0
  have go || fail "bench needs Go to build the peer provider." "Install Go, then run this again."
  say "Building the peer: terraform-provider-time $PEER_VERSION (a minute)"
  mkdir -p "${PEER%/*}"
  quietly "$LOGS/peer.log" env GOBIN="${PEER%/*}" GOFLAGS=-trimpath \
    go install "github.com/hashicorp/terraform-provider-time@v$PEER_VERSION" ||
    fail "The peer could not be built." "See $LOGS/peer.log."
}

# installable FOLDER SOURCE VERSION PROGRAMS: has Terraform in FOLDER install the provider SOURCE from
# the folder PROGRAMS, as if from an unpacked mirror.
installable() {
  local provider=$1/mirror/registry.terraform.io/$2/$3
  mkdir -p "$provider"
  ln -sfn "$4" "$provider/$(provider_platform)"
  printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$1/mirror" \
    >"$1/terraform.rc"
}
