# shellcheck shell=bash
# A control plane for a while, in a home and on ports of its own, so that it meets nobody else's.

# scratch_home FOLDER: from now on, everything is recorded below FOLDER.
scratch_home() {
  SLIPWAY_HOME=$1 RUN=$1/run LOGS=$1/log
  ENGINE_SOCKET=$RUN/engine.sock
  export SLIPWAY_HOME
  prepare_home
}

# scratch_control_plane_up: starts it unless it runs, and points the provider to it. False when
# it does not come up. Without a container engine it is up as well, though not healthy.
scratch_control_plane_up() {
  local address
  ! process_pid control-plane >/dev/null || return 0
  for address in SLIPWAY_HTTP_ADDRESS SLIPWAY_GRPC_ADDRESS SLIPWAY_GATEWAY_ADDRESS SLIPWAY_XDS_ADDRESS; do
    export "$address=127.0.0.1:$(_free_port)"
  done
  export SLIPWAY_ENDPOINT=$SLIPWAY_GRPC_ADDRESS
  unset SLIPWAY_TOKEN SLIPWAY_PROJECT
  process_start control-plane "$CHECKOUT/bin/slipway-control-plane"
  wait_until 180 _scratch_settled || true
  _scratch_answers
}

scratch_control_plane_down() {
  process_stop control-plane 60 # one that records itself takes long to end
  process_stop envoy
}

_scratch_answers() { curl -s -m 5 "http://$SLIPWAY_HTTP_ADDRESS/actuator/health"; }

_scratch_settled() { _scratch_answers || ! process_pid control-plane; }

# A port that nobody listens on now, below the range the system hands out by itself.
_free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  printf '%s\n' "$port"
}
