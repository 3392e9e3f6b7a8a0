# shellcheck shell=bash
# Requests that fail while real pods are replaced: by another image, and by a drain of their node.

ROLLOUT_REQUESTS=${BENCH_REQUESTS:-20000}

bench_rollout() {
  ROLLOUT_FOLDER=$BENCH_HOME/rollout
  cluster_up --nodes 2
  local second
  second=$("$CHECKOUT/lab/push" --name bench localhost/slipway/hello:2)
  cluster_control_plane
  mkdir -p "$ROLLOUT_FOLDER"
  cp "$DIST/terraform.rc" "$ROLLOUT_FOLDER/terraform.rc"
  _rollout_configuration "$CLUSTER_IMAGE"
  _plan_terraform "$ROLLOUT_FOLDER" init -input=false >/dev/null
  _plan_terraform "$ROLLOUT_FOLDER" apply -auto-approve -input=false >/dev/null
  printf '%-32s %10s %10s %8s\n' name requests failed s
  _rollout_configuration "$second"
  _rollout_during image-update _plan_terraform "$ROLLOUT_FOLDER" apply -auto-approve -input=false
  _rollout_during node-drain kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data --timeout 120s
  kubectl uncordon node-1 >/dev/null
}

# _rollout_during NAME COMMAND…
_rollout_during() {
  local name=$1 over=$BENCH_HOME/over asking url from seconds
  shift
  rm -f "$over"
  url=$(_plan_terraform "$ROLLOUT_FOLDER" output -raw url)
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Djdk.httpclient.allowRestrictedHeaders=host \
    "$CHECKOUT/bench/lib/Asks.java" "$url/passwd" "$SLIPWAY_GATEWAY_ADDRESS" 4 "$ROLLOUT_REQUESTS" "$over" \
    >"$BENCH_HOME/asked" &
  asking=$!
  sleep 2 # it is asking by now
  from=$EPOCHREALTIME
  "$@" >"$BENCH_HOME/rollout.log" 2>&1 || { cat "$BENCH_HOME/rollout.log" >&2; fail "bench: '$*' failed."; }
  seconds=$(awk -v from="$from" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }')
  touch "$over"
  wait "$asking"
  read -r requests failed <"$BENCH_HOME/asked"
  printf '%-32s %10s %10s %8s\n' "$name" "$requests" "$failed" "$seconds"
}

# A server that answers thousands of requests a second, which the greeter's shell does not.
_rollout_configuration() {
  cat >"$ROLLOUT_FOLDER/main.tf" <<HCL
terraform {
  required_providers {
    ai = { source = "slipway/ai" }
  }
}

resource "ai_app" "bench" {
  name    = "bench"
  image   = "$1"
  command = ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/etc"]
  scaling = { fixed = { replicas = 2 } }

  readiness_probe = { path = "/passwd", period = "1s" }
  rollout         = { max_unavailable = "0", termination_grace = "5s" }
}

output "url" {
  value = ai_app.bench.url
}
HCL
}
