# shellcheck shell=bash
# Plans of a thousand apps that change nothing: how large the provider gets, and what each app costs
# beside Terraform's own work. The apps are stopped and only accepted, so that making them is fast.

bench_memory() {
  _thousand_up
  THOUSAND_PEERS=$BENCH_HOME/thousand-peers
  _plan_configuration_peers "$THOUSAND_PEERS" 1000
  _plan_terraform "$THOUSAND_PEERS" init -input=false >/dev/null
  _plan_terraform "$THOUSAND_PEERS" apply -auto-approve -input=false >/dev/null
  compare memory-1000-apps-mib _memory_ours _memory_peers
}

_memory_ours() { TERRAFORM_RC=$THOUSAND/ours.rc _memory_of_plan "$THOUSAND"; }

_memory_peers() { _memory_of_plan "$THOUSAND_PEERS"; }

# Terraform's own work is what the same plan takes with a provider that knows every answer: the one
# in bench/plugin, which has recorded them. Same schema, same state, same calls.
bench_refresh1000() {
  _thousand_up
  _thousand_no_op recording "REPLAY_OF=$(provider_folder)/terraform-provider-ai_v$SLIPWAY_VERSION"
  _thousand_no_op replaying
  TERRAFORM_RC=$THOUSAND/recording.rc _plan_terraform "$THOUSAND" plan -input=false \
    -detailed-exitcode >/dev/null
  medians _thousand_ours _thousand_replayed
  figure refresh-1000-apps-ms "$OURS" "$PEERS"
  figure refresh-own-ms-per-app "$(awk -v ours="$OURS" -v terraforms="$PEERS" \
    'BEGIN { print (ours - terraforms) / 1000 }')"
}

_thousand_ours() {
  TERRAFORM_RC=$THOUSAND/ours.rc \
    milliseconds _plan_terraform "$THOUSAND" plan -input=false -detailed-exitcode
}

_thousand_replayed() {
  TERRAFORM_RC=$THOUSAND/replaying.rc \
    milliseconds _plan_terraform "$THOUSAND" plan -input=false -detailed-exitcode
}

_thousand_up() {
  [ -z "${THOUSAND:-}" ] || return 0
  THOUSAND=$BENCH_HOME/thousand
  _plan_configuration_ours "$THOUSAND" 1000 'wait_for = "accepted"'
  _thousand_rc ours "$(provider_folder)"
  plan_control_plane
  say "Creating 1000 apps"
  TERRAFORM_RC=$THOUSAND/ours.rc _plan_terraform "$THOUSAND" apply -auto-approve -input=false \
    -parallelism=50 >"$LOGS/thousand.log" 2>&1 ||
    fail "bench: 1000 apps could not be created." "See $LOGS/thousand.log."
}

# _thousand_no_op NAME [VARIABLE]: the provider that does nothing, as a program of its own.
_thousand_no_op() {
  local folder=$BENCH_HOME/$1 program=$BENCH_HOME/$1/terraform-provider-ai
  mkdir -p "$folder"
  cat >"$program" <<SH
#!/bin/sh
exec env "REPLAY_FROM=$BENCH_HOME/answers" ${2:+"\"$2\""} "$HOST"
SH
  chmod 755 "$program"
  _thousand_rc "$1" "$folder"
}

# _thousand_rc NAME FOLDER: settings of Terraform with the provider in FOLDER.
_thousand_rc() {
  cat >"$THOUSAND/$1.rc" <<RC
provider_installation {
  dev_overrides {
    "$PROVIDER_SOURCE" = "$2"
  }
}
RC
}

# _memory_of_plan FOLDER: plans, and prints the most that a provider held, in MiB. Linux remembers a
# process's peak for as long as it lives.
_memory_of_plan() {
  local terraform provider peak most=0
  _plan_terraform "$1" plan -input=false -detailed-exitcode >"$LOGS/memory.log" 2>&1 &
  terraform=$!
  while kill -0 "$terraform" 2>/dev/null; do
    for provider in $(_descendants "$terraform"); do
      peak=$(_peak_of "$provider")
      [ "${peak:-0}" -le "$most" ] || most=$peak
    done
    sleep 0.02
  done
  wait "$terraform" || fail "bench: a plan of 1000 failed." "See $LOGS/memory.log."
  awk -v kib="$most" 'BEGIN { printf "%.1f\n", kib / 1024 }'
}

# The peak of a provider in KiB; nothing for other programs.
_peak_of() {
  case $(cat "/proc/$1/comm" 2>/dev/null) in
    java | terraform-provi*) sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$1/status" 2>/dev/null || true ;;
  esac
}

_descendants() {
  local child
  for child in $(cat "/proc/$1"/task/*/children 2>/dev/null); do
    printf '%s\n' "$child"
    _descendants "$child"
  done
}
