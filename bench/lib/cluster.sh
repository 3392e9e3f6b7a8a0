# shellcheck shell=bash
# A lab for a benchmark, and a control plane whose only region it is.

# cluster_bench NAME: runs it with a home of its own, and ends what it started. For a subshell.
cluster_bench() {
  scratch_home "$BENCH_HOME/$1"
  trap 'scratch_control_plane_down; cluster_down' EXIT
  envoy_bring
  "bench_$1"
}

# cluster_up OPTION…: a fresh lab; sets KUBECONFIG, and CLUSTER_IMAGE to an image that it has.
cluster_up() {
  export SLIPWAY_LABS=$BENCH_HOME/labs
  say "Starting a lab: $*"
  KUBECONFIG=$("$CHECKOUT/lab/up" --name bench "$@" | tail -n 1)
  CLUSTER_IMAGE=$("$CHECKOUT/lab/push" --name bench localhost/slipway/hello:1)
  export KUBECONFIG CLUSTER_IMAGE
}

cluster_down() { [ -z "${SLIPWAY_LABS:-}" ] || "$CHECKOUT/lab/down" --all; }

kubectl() { "$CHECKOUT/lab/kubectl" --name bench "$@"; }

# cluster_control_plane: a control plane for the lab, with quota for all that the benchmark makes.
cluster_control_plane() {
  cluster_catalog >"$BENCH_HOME/catalog.yaml"
  export SLIPWAY_CATALOG=$BENCH_HOME/catalog.yaml
  export SLIPWAY_DOCKER_INSECURE_REGISTRIES=${CLUSTER_IMAGE%%/*}
  cluster_control_plane_up
  fleet quota 100000
}

cluster_control_plane_up() {
  scratch_control_plane_up >/dev/null || {
    tail -n 20 "$LOGS/control-plane.log" | sed 's/^/  | /' >&2
    fail "bench: the control plane did not come up."
  }
  SLIPWAY_TOKEN=$(cat "$SLIPWAY_HOME/operator.token")
  export SLIPWAY_TOKEN
}

cluster_catalog() {
  cat <<YAML
currency: EUR
limits: { replicas: 10, cpu: 12, gpu: 8 }
regions:
  - id: bench
    runtime: kubernetes
    default: true
    cluster: { kubeconfig: "$KUBECONFIG" }
    overcommit: { cpu: 64, memory: 8 }
flavors:
  - id: ai1-1-cpu
    kind: cpu
    default: true
    max: 12
    per_unit: { cpu: 1, memory: 64 MiB, disk: 1 GiB }
    price_per_minute: 0.0005
  - id: ai1-1-gpu
    kind: gpu
    default: true
    max: 8
    per_unit: { cpu: 1, memory: 64 MiB, disk: 1 GiB }
    gpu: { count: 1, model: H100, memory: 80 GiB, resource: nvidia.com/gpu }
    price_per_minute: 0.0467
YAML
}

# fleet COMMAND…: many apps at once, without Terraform; see Fleet.java.
fleet() {
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "$SERVICE_MODULE/target/lib/*" \
    "$CHECKOUT/bench/lib/Fleet.java" "$@"
}
