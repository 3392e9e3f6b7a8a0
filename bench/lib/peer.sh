# shellcheck shell=bash
# The peer: HashiCorp's `time` provider, written in Go, built from source through Go's module proxy.

PEER_VERSION=0.14.2
PEER=$TOOLS/bench/terraform-provider-time

peer_bring() {
  [ ! -x "$PEER" ] || return 0
  have go || fail "bench needs Go to build the peer provider." "Install Go, then run this again."
  say "Building the peer: terraform-provider-time $PEER_VERSION (a minute)"
  mkdir -p "${PEER%/*}"
  quietly "$LOGS/peer.log" env GOBIN="${PEER%/*}" GOFLAGS=-trimpath \
    go install "github.com/hashicorp/terraform-provider-time@v$PEER_VERSION" ||
    fail "The peer could not be built." "See $LOGS/peer.log."
}
