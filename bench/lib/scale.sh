# shellcheck shell=bash
# What the control plane costs with more and more apps of one GPU each, on 1,000 simulated nodes. Of
# the five GPUs of a node one is to spare: where all were taken, no replica could be replaced.

SCALE_APPS=${BENCH_APPS:-400 1000 2000 3000 4000}
SCALE_NODES=${BENCH_NODES:-1000}
SCALE_SECONDS=${BENCH_SECONDS:-60}

bench_scale() {
  local apps=0 more created ticks
  SCALE_COSTS=$BENCH_HOME/costs
  cluster_up --simulated --gpu-nodes "$SCALE_NODES" --gpus-per-node 5 --cpu-nodes 0
  cluster_control_plane
  printf '%6s %12s %10s %6s %8s %7s %-26s %-26s %-26s %s\n' apps created-in-s cpu-ms-app cpu-% \
    heap-MiB rss-MiB '10/s seen, p50/p99 ms' '50/s seen' '50/s of pods seen' restart-s
  for more in $SCALE_APPS; do
    ticks=$(_scale_ticks "$(process_pid control-plane)")
    created=$(fleet create "$apps" "$more" | cut -d' ' -f2)
    ticks=$(($(_scale_ticks "$(process_pid control-plane)") - ticks))
    _scale_row "$more" "$created" "$(_scale_ms "$ticks" $((more - apps)))"
    apps=$more
  done
  printf '\nProcessor time of the control plane for each app that is made, ms\n'
  awk '{ printf "%6d %s %s\n", $1, substr("############################################################", 1, $2 / 2), $2 }' \
    "$SCALE_COSTS"
}

# _scale_row APPS SECONDS MS: prints each figure when it is there.
_scale_row() {
  local before pid from
  printf '%s %s\n' "$1" "$3" >>"$SCALE_COSTS"
  printf '%6d %12s %10s ' "$1" "$2" "$3"
  pid=$(process_pid control-plane)
  sleep 10 # what came with the last apps settles
  before=$(_scale_ticks "$pid")
  sleep "$SCALE_SECONDS"
  awk -v ticks=$(($(_scale_ticks "$pid") - before)) -v hz="$(getconf CLK_TCK)" -v s="$SCALE_SECONDS" \
    'BEGIN { printf "%6.1f ", 100 * ticks / hz / s }'
  printf '%8s ' "$(_scale_heap "$pid")"
  awk '/^VmRSS:/ { printf "%7d ", $2 / 1024 }' "/proc/$pid/status"
  printf '%-26s ' "$(fleet change setting 10 6)"
  printf '%-26s %-26s ' "$(fleet change setting 50 6)" "$(fleet change pods 50 6)"
  fleet create "$1" "$1" >/dev/null # returns when all run again
  process_stop control-plane 60
  from=$EPOCHREALTIME
  cluster_control_plane_up
  wait_until 120 _scale_synced || warn "The control plane was not healthy within two minutes of its start"
  awk -v from="$from" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f\n", to - from }'
}

# Clock ticks that it was running.
_scale_ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# _scale_ms TICKS COUNT: milliseconds for each.
_scale_ms() {
  awk -v ticks="$1" -v count="$2" -v hz="$(getconf CLK_TCK)" \
    'BEGIN { printf "%.1f", 1000 * ticks / hz / count }'
}

# What is in use after a collection.
_scale_heap() {
  "$JAVA_HOME/bin/jcmd" "$1" GC.run >/dev/null
  curl -sf -m 5 "http://$SLIPWAY_HTTP_ADDRESS/actuator/prometheus" |
    awk '/^jvm_memory_used_bytes.*area="heap"/ { sum += $NF } END { printf "%d", sum / 1048576 }'
}

_scale_synced() { curl -sf -m 5 "http://$SLIPWAY_HTTP_ADDRESS/actuator/health"; }
