# shellcheck shell=bash
# The package: its size, and what `terraform init` of the unpacked mirror takes beside an init of a
# configuration without providers.

bench_package() {
  local zip unpacked=$BENCH_HOME/release/unpacked
  say "Packing the provider"
  release_provider "$BENCH_HOME/release" "$SLIPWAY_VERSION"
  zip=$(find "$BENCH_HOME/release/$SLIPWAY_VERSION" -name '*.zip')
  figure package-zip-mib "$(_mebibytes "$zip")"
  figure package-unpacked-mib "$(_mebibytes "$(provider_folder)")"
  INIT_OURS=$BENCH_HOME/init INIT_BARE=$BENCH_HOME/init-bare
  _init_configuration "$INIT_OURS" "$unpacked" 'ai = { source = "slipway/ai" }'
  _init_configuration "$INIT_BARE" "$unpacked" ''
  medians _init_first _init_bare
  figure init-first-ms "$(_beside)" "$PEERS"
  medians _init_again _init_bare
  figure init-again-ms "$(_beside)" "$PEERS"
}

_beside() { awk -v all="$OURS" -v bare="$PEERS" 'BEGIN { print all - bare }'; }

_mebibytes() { du -sb "$1" | awk '{ printf "%.1f\n", $1 / 1048576 }'; }

_init_first() {
  rm -rf "$INIT_OURS/.terraform" "$INIT_OURS/.terraform.lock.hcl"
  _init_again
}

_init_again() { milliseconds _plan_terraform "$INIT_OURS" init -input=false; }

_init_bare() { milliseconds _plan_terraform "$INIT_BARE" init -input=false; }

_init_configuration() {
  mkdir -p "$1"
  printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$2" \
    >"$1/terraform.rc"
  printf 'terraform {\n  required_providers {\n    %s\n  }\n}\n' "$3" >"$1/main.tf"
}
