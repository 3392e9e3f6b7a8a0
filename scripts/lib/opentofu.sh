# shellcheck shell=bash
# OpenTofu, for the tests that run with both programs: the one TOFU names, the one on the path, else
# one built from its sources through Go's module proxy, into .tools/. Its releases are no package of
# a registry.

OPENTOFU_MODULE=$CHECKOUT/scripts/opentofu
OPENTOFU_VERSION=$(sed -n 's|^require github.com/opentofu/opentofu v||p' "$OPENTOFU_MODULE/go.mod")
OPENTOFU_BUILT=$TOOLS/opentofu-$OPENTOFU_VERSION/tofu

# opentofu_bring: sets and exports TOFU to the program. False when there is none and no Go.
opentofu_bring() {
  if [ -n "${TOFU:-}" ]; then
    have "$TOFU" || fail "TOFU=$TOFU is not a program." "Name OpenTofu, or unset it and let this script find or build it."
    TOFU=$(command -v "$TOFU")
  elif have tofu; then
    TOFU=$(command -v tofu)
  else
    _opentofu_build || return 1
    TOFU=$OPENTOFU_BUILT
  fi
  export TOFU
  say "OpenTofu: $TOFU"
}

# opentofu_begin: builds what opentofu_bring will want. False without Go.
opentofu_begin() { [ -n "${TOFU:-}" ] || have tofu || _opentofu_build; }

# Builds in a copy, where Go may note which versions OpenTofu's own module chooses.
_opentofu_build() {
  local folder
  [ ! -x "$OPENTOFU_BUILT" ] || return 0
  have go || return 1
  say "Building OpenTofu $OPENTOFU_VERSION (three minutes; $LOGS/opentofu.log)"
  mkdir -p "$TOOLS"
  folder=$(mktemp -d "$TOOLS/opentofu.XXXXXX")
  cp "$OPENTOFU_MODULE/go.mod" "$folder"
  (cd "$folder" && quietly "$LOGS/opentofu.log" env CGO_ENABLED=0 go build -mod=mod -trimpath \
    -ldflags "-s -w -X github.com/opentofu/opentofu/version.dev=no" -o tofu tool) || {
    rm -rf "$folder"
    return 1
  }
  mkdir -p "${OPENTOFU_BUILT%/*}"
  mv "$folder/tofu" "$OPENTOFU_BUILT"
  rm -rf "$folder"
}
