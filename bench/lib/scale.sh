# shellcheck shell=bash
# What the control plane costs with more and more apps, on 1,000 simulated nodes with 4 GPUs each.

SCALE_APPS=${BENCH_APPS:-400 1000 4000}
SCALE_NODES=${BENCH_NODES:-1000}
SCALE_SECONDS=${BENCH_SECONDS:-60}

bench_scale() {
  local apps=0 more
  cluster_up --simulated --gpu-nodes "$SCALE_NODES" --cpu-nodes 0
  cluster_control_plane
  printf '%8s %14s %10s %12s %10s %12s  %s\n' apps created-in-s cpu-% heap-MiB rss-MiB restart-s changes
  for more in $SCALE_APPS; do
    _scale_row "$more" "$(fleet create "$apps" "$more" | cut -d' ' -f2)"
    apps=$more
  done
}

# _scale_row APPS SECONDS
_scale_row() {
  local before after pid heap rss from restart changes
  pid=$(process_pid control-plane)
  sleep 10 # what came with the last apps settles
  before=$(_scale_ticks "$pid")
  sleep "$SCALE_SECONDS"
  after=$(_scale_ticks "$pid")
  heap=$(_scale_heap "$pid")
  rss=$(awk '/^VmRSS:/ { print int($2 / 1024) }' "/proc/$pid/status")
  changes=$(fleet change 50 6)
  process_stop control-plane 60
  from=$EPOCHREALTIME
  cluster_control_plane_up
  wait_until 120 _scale_synced || warn "The control plane was not healthy within two minutes of its start"
  restart=$(awk -v from="$from" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }')
  printf '%8d %14s %10s %12s %10s %12s  %s\n' "$1" "$2" \
    "$(awk -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v s="$SCALE_SECONDS" \
      'BEGIN { printf "%.1f", 100 * ticks / hz / s }')" \
    "$heap" "$rss" "$restart" "$changes"
}

# Clock ticks that it was running.
_scale_ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# What is in use after a collection.
_scale_heap() {
  "$JAVA_HOME/bin/jcmd" "$1" GC.run >/dev/null
  curl -sf -m 5 "http://$SLIPWAY_HTTP_ADDRESS/actuator/prometheus" |
    awk '/^jvm_memory_used_bytes.*area="heap"/ { sum += $NF } END { printf "%d", sum / 1048576 }'
}

_scale_synced() { curl -sf -m 5 "http://$SLIPWAY_HTTP_ADDRESS/actuator/health"; }
