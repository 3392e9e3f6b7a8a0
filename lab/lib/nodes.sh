# shellcheck shell=bash
# Real nodes: containerd, kubelet and kube-proxy, and the containers they run. Each node lives in
# namespaces of its own for the network, mounts, processes and control groups, so several fit on one
# machine, none meets the machine's own containers or firewall, and when its first process (node-1)
# ends, the kernel ends and unmounts all the rest.

# nodes_packages: what a node needs of the distribution.
nodes_packages() {
  [ "$(id -u)" = 0 ] || fail "A real node can only be started by root." \
    "Run this as root, or use lab/up --simulated, which has all but containers."
  [ -n "$(_nodes_lack)" ] || return 0
  packages_install "A real node runs containers" \
    containerd runc containernetworking-plugins iptables iproute2 conntrack util-linux || true
  [ -z "$(_nodes_lack)" ] || fail "A real node needs what is not here: $(_nodes_lack | paste -sd' ')" \
    "Install it, or use lab/up --simulated."
}

_nodes_lack() {
  local program
  for program in containerd ctr runc iptables ip conntrack nsenter unshare; do
    have "$program" || printf '%s\n' "$program"
  done
  [ -n "$(_cni_plugins)" ] || echo "CNI plugins (in /usr/lib/cni or /opt/cni/bin)"
}

_cni_plugins() {
  local folder
  for folder in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    [ ! -x "$folder/ptp" ] || { printf '%s\n' "$folder" && return; }
  done
}

# nodes_objects: the name server of pods. There is none behind it, so that a question is refused at
# once instead of waiting for an answer. And the right of the API server to logs and exec.
nodes_objects() {
  [ "$NODES" != 0 ] || return 0
  cat <<YAML
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system }
spec: { clusterIP: $(network_dns), ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53 }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: slipway-lab-apiserver-kubelet }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: system:kubelet-api-admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: kube-apiserver-kubelet-client }]
YAML
}

# node_launch N: an empty node, connected to the network.
node_launch() {
  local home=$SLIPWAY_HOME/node-$1
  _node_files "$1"
  node_clear "$1"
  rm -f "$home/made"
  process_start "node-$1" unshare --mount --net --pid --ipc --uts --fork \
    "$LAB/lib/node-start" "$home" "$PROGRAMS" "$(_node_cgroup "$1")"
  wait_until 10 process_adopt "node-$1" unshare && wait_until 10 test -e "$home/made" || {
    sed 's/^/  | /' "$LOGS/node-$1.log" >&2
    fail "node-$1 could not be made." "A node needs the right to mount and to make namespaces."
  }
  network_connect "$1" "$(process_pid "node-$1")"
}

node_ready() { [ -e "$SLIPWAY_HOME/node-$1/made" ]; }

containerd_launch() { _node_process "$1" containerd containerd --config /run/node/containerd.toml; }

containerd_ready() { node_images "$1" ls; }

# node_images N ARGUMENT…: ctr images … in a node.
node_images() {
  ctr --address "/proc/$(process_pid "node-$1")/root/run/containerd/containerd.sock" \
    --namespace k8s.io images "${@:2}"
}

# node_load N ARCHIVE: gives images to a node; kubelet sees them a moment later.
node_load() {
  quietly "$LOGS/load.log" node_images "$1" import "$2" || fail "$2 could not be loaded into node-$1."
  wait_until 10 _images_seen "$1" || fail "node-$1 does not see the images of $2." "See $LOGS/node-$1.containerd.log."
}

# containerd's side for Kubernetes labels what it knows.
_images_seen() {
  ! node_images "$1" ls | sed 1d | grep -v io.cri-containerd.image=managed
}

kubelet_launch() {
  date -u +%FT%TZ >"$SLIPWAY_HOME/node-$1/kubelet.started"
  node_load "$1" "$PROGRAMS/pause.tar"
  _node_process "$1" kubelet /run/programs/kubelet --config /run/node/kubelet.yaml \
    --kubeconfig /run/node/kubelet.conf --hostname-override "node-$1" --node-ip "$(network_node "$1")" \
    --node-labels "slipway.dev/node=real,topology.kubernetes.io/region=$LAB_NAME,topology.kubernetes.io/zone=$(lab_zone "$1")"
}

# What it said of the node before it was started does not count.
kubelet_ready() {
  local started said
  started=$(cat "$SLIPWAY_HOME/node-$1/kubelet.started")
  said=$(lab_kubectl get node "node-$1" --output \
    'jsonpath={range .status.conditions[?(@.type=="Ready")]}{.status} {.lastHeartbeatTime}{end}')
  [[ $said == True\ * && ! ${said#True } < $started ]] && _node_gpus "$1"
}

# GPUs are made up by writing them into the node's status; kubelet keeps what it does not know.
_node_gpus() {
  local claimed="{\"nvidia.com/gpu\":\"$GPUS\"}"
  [ "$GPUS" = 0 ] || lab_kubectl patch node "node-$1" --subresource status \
    --patch "{\"status\":{\"capacity\":$claimed,\"allocatable\":$claimed}}"
}

kube_proxy_launch() {
  _node_process "$1" kube-proxy /run/programs/kube-proxy --kubeconfig /run/node/kube-proxy.conf \
    --hostname-override "node-$1" --proxy-mode iptables --cluster-cidr "$(network_all_pods)" \
    --conntrack-max-per-core 0 --conntrack-tcp-timeout-established 0 --conntrack-tcp-timeout-close-wait 0
}

kube_proxy_ready() { curl -sf -m 2 "http://$(network_node "$1"):10256/healthz"; }

# _node_process N NAME COMMAND…: starts it inside the node.
_node_process() {
  local name=node-$1.$2
  process_start "$name" "$LAB/lib/node-enter" "$(process_pid "node-$1")" "$(_node_cgroup "$1")" "${@:3}"
  wait_until 10 process_adopt "$name" nsenter || fail "$name could not be started." "See $LOGS/$name.log."
}

# node_clear N: removes what the kernel leaves of a node that ended: empty control groups. The next
# kubelet would look for their containers, 3 s each.
node_clear() {
  wait_until 10 cgroup_remove "$(_node_cgroup "$1")" ||
    warn "The control group $(_node_cgroup "$1") of a node that has ended is still in use"
}

_node_cgroup() { printf '%s-node-%s\n' "$BRIDGE" "$1"; }

# What the programs of node N read, below /run/node there.
_node_files() {
  local home=$SLIPWAY_HOME/node-$1 snapshotter=overlayfs taints=
  mkdir -p "$home"/{containerd,kubelet,cni,logs,"registries/$ADDRESS:5000"}
  [ -r "$PKI/node-$1.conf" ] || certificates_user "node-$1" "system:node:node-$1" --org system:nodes
  cp "$PKI/node-$1.conf" "$home/kubelet.conf"
  cp "$PKI/kube-proxy.conf" "$home/kube-proxy.conf"
  cp "$PKI/ca.crt" "$home/ca.crt"
  [ "$(stat -f -c %T "$home")" != overlayfs ] || snapshotter=native
  [ $((CPU_NODES + GPU_NODES)) = 0 ] || taints="[{ key: slipway.dev/node, value: real, effect: NoSchedule }]"
  cat >"$home/containerd.toml" <<TOML
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "/run/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$snapshotter"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(_cni_plugins)"
    conf_dir = "/run/node/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/run/node/registries"
TOML
  cat >"$home/cni/lab.conflist" <<JSON
{
  "cniVersion": "0.4.0",
  "name": "lab",
  "plugins": [
    {
      "type": "ptp",
      "ipam": {
        "type": "host-local",
        "dataDir": "/run/addresses",
        "ranges": [[{ "subnet": "$(network_pods "$1")" }]],
        "routes": [{ "dst": "0.0.0.0/0" }]
      }
    },
    { "type": "portmap", "capabilities": { "portMappings": true } }
  ]
}
JSON
  # Control groups as they are here: of either version or a mixture, and without systemd.
  cat >"$home/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $(network_node "$1")
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: /run/node/ca.crt } }
authorization: { mode: Webhook }
clusterDomain: cluster.local
clusterDNS: [$(network_dns)]
resolvConf: /run/node/resolv.conf
volumePluginDir: /run/node/flexvolumes
cgroupDriver: cgroupfs
failCgroupV1: false
enforceNodeAllocatable: []
failSwapOn: false
oomScoreAdj: 0
evictionHard: {}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
registerWithTaints: ${taints:-[]}
YAML
  printf 'nameserver %s\n' "$(network_dns)" >"$home/resolv.conf"
  # The lab's registry needs no certificate; what it has not, is not looked for with one either.
  printf 'server = "http://%s:5000"\n[host."http://%s:5000"]\n' "$ADDRESS" "$ADDRESS" \
    >"$home/registries/$ADDRESS:5000/hosts.toml"
}
