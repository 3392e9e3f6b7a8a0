# shellcheck shell=bash
# Figures: taken in turns, ours and the peer's, so that both see the same machine; medians.

ROUNDS=${BENCH_ROUNDS:-7}

# milliseconds COMMAND…: prints how long it took; its output goes to standard error on failure.
milliseconds() {
  local from to log
  log=$(mktemp)
  from=$EPOCHREALTIME
  "$@" >"$log" 2>&1 || { cat "$log" >&2; fail "bench: '$*' failed."; }
  to=$EPOCHREALTIME
  rm -f "$log"
  awk -v from="$from" -v to="$to" 'BEGIN { printf "%.1f\n", (to - from) * 1000 }'
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# compare NAME OURS PEERS: runs the functions OURS and PEERS, each printing a number, in turns,
# after one unmeasured round, and prints the line for NAME.
compare() {
  medians "$2" "$3"
  figure "$1" "$OURS" "$PEERS"
}

# medians OURS PEERS: as above, and leaves the medians in OURS and PEERS.
medians() {
  local ours=$1 peers=$2 round folder
  folder=$(mktemp -d)
  "$ours" >/dev/null
  "$peers" >/dev/null
  for ((round = 0; round < ROUNDS; round++)); do
    "$ours" >>"$folder/ours"
    "$peers" >>"$folder/peers"
  done
  OURS=$(median <"$folder/ours") PEERS=$(median <"$folder/peers")
  rm -rf "$folder"
}

# figure NAME OURS [PEERS]: one line of the report; small numbers with two digits.
figure() {
  awk -v name="$1" -v ours="$2" -v peers="${3:-}" '
    function number(value) { return sprintf(value < 10 ? "%.2f" : "%.0f", value) }
    BEGIN {
      ratio = peers == "" ? "" : sprintf("%.2f", ours / peers)
      printf "%-38s %10s %10s %8s\n", name, number(ours), peers == "" ? "" : number(peers), ratio
    }'
}
