# shellcheck shell=bash
# The control plane that scripts run: one process, recorded, restarted only when its build changed.

CONTROL_PLANE_HTTP=${SLIPWAY_HTTP_ADDRESS:-127.0.0.1:8640}

control_plane_healthy() { curl -sf -m 5 "http://$CONTROL_PLANE_HTTP/actuator/health"; }

# control_plane_up: leaves a healthy control plane of the present build.
control_plane_up() {
  local build
  build=$(cat "$DIST/built")
  if process_pid control-plane >/dev/null; then
    if [ "$(cat "$RUN/control-plane.build" 2>/dev/null)" = "$build" ] &&
      control_plane_healthy >/dev/null; then
      say "The control plane runs already (http://$CONTROL_PLANE_HTTP)"
      return
    fi
    say "Replacing the control plane by the present build; containers keep running"
    control_plane_down
  elif control_plane_healthy >/dev/null; then
    fail "Another control plane answers at $CONTROL_PLANE_HTTP, and these scripts did not start it." \
      "Stop it, or choose other addresses with SLIPWAY_HTTP_ADDRESS, SLIPWAY_GRPC_ADDRESS, SLIPWAY_XDS_ADDRESS and SLIPWAY_GATEWAY_ADDRESS."
  fi
  say "Starting the control plane and the gateway (output: $LOGS/control-plane.log)"
  process_start control-plane "$CHECKOUT/bin/slipway-control-plane"
  printf '%s\n' "$build" >"$RUN/control-plane.build"
  wait_until 180 _control_plane_settled || true
  control_plane_healthy >/dev/null || {
    tail -n 30 "$LOGS/control-plane.log" | sed 's/^/  | /' >&2
    fail "The control plane did not become healthy." "All of its output is in $LOGS/control-plane.log."
  }
}

# Healthy, or ended, which waiting does not mend.
_control_plane_settled() { control_plane_healthy || ! process_pid control-plane; }

control_plane_down() {
  process_stop control-plane 30
  rm -f "$RUN/control-plane.build"
}

# gateway_down: ends the Envoy that the control plane started and left running on purpose. It is
# recorded the same way.
gateway_down() { process_stop envoy; }
