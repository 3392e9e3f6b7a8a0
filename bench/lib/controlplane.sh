# shellcheck shell=bash
# A control plane for the time of the benchmark, on free ports, with an engine that is already
# running or one of its own.

# bench_control_plane: starts it unless it runs, and points the provider to it.
bench_control_plane() {
  ! process_pid control-plane >/dev/null || return 0
  engine_bring
  envoy_bring
  export SLIPWAY_HTTP_ADDRESS SLIPWAY_GRPC_ADDRESS SLIPWAY_GATEWAY_ADDRESS SLIPWAY_XDS_ADDRESS \
    SLIPWAY_ENDPOINT
  SLIPWAY_HTTP_ADDRESS=127.0.0.1:$(_free_port)
  SLIPWAY_GRPC_ADDRESS=127.0.0.1:$(_free_port)
  SLIPWAY_GATEWAY_ADDRESS=127.0.0.1:$(_free_port)
  SLIPWAY_XDS_ADDRESS=127.0.0.1:$(_free_port)
  SLIPWAY_ENDPOINT=$SLIPWAY_GRPC_ADDRESS
  process_start control-plane "$CHECKOUT/bin/slipway-control-plane"
  wait_until 90 curl -sf "http://$SLIPWAY_HTTP_ADDRESS/actuator/health" || {
    tail -n 20 "$LOGS/control-plane.log" >&2
    fail "The control plane did not become healthy."
  }
}

bench_control_plane_stop() {
  process_stop control-plane
  process_stop envoy
  engine_stop
}

# A port that nobody listens on now, below the range the system hands out by itself.
_free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  printf '%s\n' "$port"
}
