# shellcheck shell=bash
# The two sides of Terraform's plugin protocol, in Go: see bench/plugin.

HOST=$TOOLS/bench/plugin

host_bring() {
  local sources=$CHECKOUT/bench/plugin
  [ ! -x "$HOST" ] || [ -n "$(find "$sources" -newer "$HOST" -type f)" ] || return 0
  have go || fail "bench needs Go to build its own side of the plugin protocol." \
    "Install Go, then run this again."
  say "Building the benchmark's side of the plugin protocol (a minute)"
  quietly "$LOGS/host.log" go -C "$sources" build -trimpath -o "$HOST" . ||
    fail "It could not be built." "See $LOGS/host.log."
}
