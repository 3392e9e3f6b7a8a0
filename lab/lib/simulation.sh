# shellcheck shell=bash
# Nodes that do not exist: KWOK says they are well, and that the pods on them run. What it says,
# and how long that takes, is in lab/stages.yaml.

KWOK_PORT=10247

# At its own level it logs every lease of every node.
kwok_launch() {
  process_start kwok "$PROGRAMS/kwok" --kubeconfig "$PKI/simulation.conf" --config "$LAB/stages.yaml" \
    --manage-nodes-with-label-selector=slipway.dev/node=simulated \
    --v=WARN --node-lease-duration-seconds=40 --cidr=10.244.0.0/16 --node-ip="$ADDRESS" --node-port="$KWOK_PORT" \
    --server-address="$ADDRESS:$KWOK_PORT" \
    --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key"
}

# Ready when it has met its nodes, which exist by then. One list: `wait` asks for every node by itself.
kwok_ready() {
  _answers "$KWOK_PORT" healthz &&
    lab_kubectl get nodes --selector slipway.dev/node=simulated --no-headers |
    awk '$2 != "Ready" { unready = 1 } END { exit unready }'
}

# simulation_objects: the nodes, spread over three zones.
simulation_objects() {
  local node
  for ((node = 1; node <= CPU_NODES; node++)); do
    simulation_node "cpu-$node" 0
  done
  for ((node = 1; node <= GPU_NODES; node++)); do
    simulation_node "gpu-$node" "$GPUS_PER_NODE"
  done
}

# simulation_node NAME-NUMBER GPUS: one node, in the zone of its number.
simulation_node() {
  local resources='cpu: "48", memory: 480Gi, ephemeral-storage: 2Ti, pods: "110"'
  [ "$2" = 0 ] || resources+=", nvidia.com/gpu: \"$2\""
  cat <<YAML
---
apiVersion: v1
kind: Node
metadata:
  name: $1
  labels:
    slipway.dev/node: simulated
    topology.kubernetes.io/region: "$LAB_NAME"
    topology.kubernetes.io/zone: "$(lab_zone "${1##*-}")"
    kubernetes.io/hostname: $1
    kubernetes.io/os: linux
    kubernetes.io/arch: amd64
$([ "$2" = 0 ] || _gpu_labels "$2")
  annotations: {metrics.k8s.io/resource-metrics-path: /metrics/nodes/$1/metrics/resource}
status: {capacity: {$resources}, allocatable: {$resources}}
YAML
}

# _gpu_labels COUNT: what NVIDIA's GPU feature discovery says of a node with this many H100.
_gpu_labels() {
  printf '    %s: "%s"\n' \
    feature.node.kubernetes.io/pci-10de.present true \
    nvidia.com/gpu.present true nvidia.com/gpu.count "$1" \
    nvidia.com/gpu.product NVIDIA-H100-80GB-HBM3 nvidia.com/gpu.memory 81559 \
    nvidia.com/gpu.family hopper nvidia.com/gpu.compute.major 9 nvidia.com/gpu.compute.minor 0 \
    nvidia.com/gpu.replicas 1 nvidia.com/gpu.sharing-strategy none \
    nvidia.com/mig.capable true nvidia.com/mig.strategy none \
    nvidia.com/cuda.driver-version.major 580 nvidia.com/cuda.runtime-version.major 13
}
