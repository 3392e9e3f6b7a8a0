# shellcheck shell=bash disable=SC2154 # sourced by lab/check, which has the scratch folder
# What lab/check looks at. Each function is one observation and fails when it is not made.

# on NAME: what follows is seen on this lab.
on() {
  lab_choose "$1"
  ! lab_exists || lab_settings
  printf '%s\n' "$1"
}

# see WHAT COMMAND…: does it and says how long it took, or shows what it said and fails.
see() {
  local what=$1 started=${EPOCHREALTIME//[.,]/} code tenths
  shift
  # As part of a condition, nothing in it would end it.
  set +e
  (set -e && "$@") >"$scratch/output" 2>&1
  code=$?
  set -e
  [ "$code" = 0 ] || {
    sed 's/^/  | /' "$scratch/output" >&2
    fail "Not seen: $what." "It was: $*"
  }
  tenths=$(((${EPOCHREALTIME//[.,]/} - started) / 100000))
  printf '%5d.%d s  %s\n' $((tenths / 10)) $((tenths % 10)) "$what"
  ! lab_exists || lab_settings
}

# Memory that is theirs, and their share of what they share.
memory() {
  local name pid total=0 pss
  for name in $(components); do
    pid=$(process_pid "$name")
    pss=$(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup")
    total=$((total + pss))
  done
  printf '%7d MB of memory\n' $((total / 1024))
}

not() { ! "$@"; }

lab() { "$LAB/$1" --name "$LAB_NAME" "${@:2}"; }

pods_ready() {
  lab_kubectl create deployment many --image none.example/none --replicas "$1"
  lab_kubectl rollout status deployment many --timeout 120s
}

# unschedulable GPUS MESSAGE
unschedulable() {
  local condition='{.status.conditions[?(@.type=="PodScheduled")].message}'
  lab_kubectl run "waiting-$1" --image none.example/none --overrides \
    "{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"none.example/none\",\"resources\":{\"limits\":{\"nvidia.com/gpu\":\"$1\"}}}]}}"
  lab_kubectl wait pod "waiting-$1" --for=jsonpath='{.status.conditions[?(@.type=="PodScheduled")].reason}'=Unschedulable
  lab_kubectl get pod "waiting-$1" --output "jsonpath=$condition" | grep -F "$2"
}

node_deleted() {
  [ -n "$(_pods_on "$1")" ]
  lab_kubectl delete node "$1"
  wait_until 120 _nothing_on "$1"
  lab_kubectl wait deployment many --for=jsonpath='{.status.availableReplicas}'="$2" --timeout 60s
}

_pods_on() { lab_kubectl get pods --field-selector "spec.nodeName=$1" --output name; }

_nothing_on() { [ -z "$(_pods_on "$1")" ]; }

account_restricted() {
  local config
  cat >"$scratch/role.yaml" <<'YAML'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: check }
rules: [{ apiGroups: [apps], resources: [deployments], verbs: [list] }]
YAML
  config=$(lab kubeconfig "$scratch/role.yaml" | tail -n 1)
  "$PROGRAMS/kubectl" --kubeconfig "$config" --cache-dir "$scratch" get deployments | grep many
  not "$PROGRAMS/kubectl" --kubeconfig "$config" --cache-dir "$scratch" get secrets
  sed -i s/deployments/daemonsets/ "$scratch/role.yaml"
  lab kubeconfig "$scratch/role.yaml"
  not "$PROGRAMS/kubectl" --kubeconfig "$config" --cache-dir "$scratch" get deployments
}

frozen() {
  lab freeze apiserver
  not lab_kubectl get nodes --request-timeout 1s
  lab thaw apiserver
  lab_kubectl get nodes
}

etcd_restored() {
  lab_kubectl create configmap before
  lab etcd save "$scratch/snapshot"
  lab_kubectl create configmap after
  lab etcd restore "$scratch/snapshot"
  lab_kubectl get configmap before
  not lab_kubectl get configmap after
  lab_kubectl create configmap later
  lab_kubectl rollout status deployment many --timeout 60s
}

busybox_image() {
  local name
  busybox_bring
  mkdir -p "$scratch/root/bin" "$scratch/root/www"
  cp "$BUSYBOX" "$scratch/root/bin/busybox"
  for name in sh httpd dd sleep; do ln -s busybox "$scratch/root/bin/$name"; done
  echo "Hello from a real pod" >"$scratch/root/www/index.html"
  image_archive "$1" slipway.local/busybox:check "$scratch/root" /bin/sh
}

# _real_pod COMMAND RESOURCES [MORE]: a pod's spec for the real node.
_real_pod() {
  printf '{ nodeSelector: { slipway.dev/node: real }, tolerations: [{ key: slipway.dev/node, operator: Exists }], containers: [{ name: main, image: "slipway.local/busybox:check", command: [/bin/sh, -c, "%s"], resources: { %s }%s }]' \
    "$1" "$2" "${3:-}"
}

web_available() {
  lab_kubectl apply -f - <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: $(_real_pod "echo serving; exec httpd -f -p 8080 -h /www" "limits: { cpu: 200m, memory: 32Mi }" ", readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }") }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
YAML
  lab_kubectl rollout status deployment web --timeout 60s
}

web_answers() {
  local address
  address=$(lab_kubectl get service web --output 'jsonpath={.spec.clusterIP}')
  wait_until 10 curl -sf -m 2 "http://$address/"
  curl -sf -m 2 "http://$address/" | grep "Hello from a real pod"
}

web_inside() {
  lab_kubectl logs deployment/web | grep serving
  lab_kubectl exec deployment/web -- /bin/busybox cat /www/index.html | grep "Hello from a real pod"
}

out_of_memory() {
  lab_kubectl apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: { name: greedy }
spec: $(_real_pod "exec dd if=/dev/zero of=/dev/null bs=1G count=1" "limits: { memory: 32Mi }"), restartPolicy: Never }
YAML
  lab_kubectl wait pod greedy --timeout 60s \
    --for=jsonpath='{.status.containerStatuses[0].state.terminated.reason}'=OOMKilled
}

gpu_pod_runs() {
  lab_kubectl apply -f - <<YAML
apiVersion: v1
kind: Pod
metadata: { name: gpu }
spec: $(_real_pod "exec sleep 3600" "limits: { nvidia.com/gpu: 2 }"), terminationGracePeriodSeconds: 1 }
YAML
  lab_kubectl wait pod gpu --for=condition=Ready --timeout 60s
}

scaled_by_cpu() {
  lab_kubectl apply -f - <<YAML
apiVersion: apps/v1
kind: Deployment
metadata: { name: busy }
spec:
  selector: { matchLabels: { app: busy } }
  template:
    metadata: { labels: { app: busy } }
    spec: $(_real_pod "while :; do :; done" "requests: { cpu: 50m }, limits: { cpu: 100m }"), terminationGracePeriodSeconds: 1 }
YAML
  lab_kubectl autoscale deployment busy --min 1 --max 3 --cpu 50%
  wait_until 120 _several busy
  lab_kubectl delete deployment busy
}

_several() {
  [ "$(lab_kubectl get deployment "$1" --output 'jsonpath={.status.readyReplicas}')" -ge 2 ]
}

kubelet_restarted() {
  local before after
  before=$(_started)
  lab restart node-1.kubelet
  lab_kubectl rollout status deployment web --timeout 60s
  after=$(_started)
  [ "$before" = "$after" ]
  lab_kubectl get pod gpu --output 'jsonpath={.status.phase}' | grep Running
  lab_kubectl get node node-1 --output 'jsonpath={.status.allocatable}' | grep '"nvidia.com/gpu":"2"'
}

_started() {
  lab_kubectl get pods --selector app=web --output 'jsonpath={..containerStatuses[*].containerID}'
}

ended() {
  lab down
  [ ! -e "$SLIPWAY_HOME" ]
  [ -z "$BRIDGE" ] || ! ip link show "$BRIDGE"
  not grep -F "$SLIPWAY_HOME" /proc/mounts
  not grep -lF -f <(printf '%s\n' "$SLIPWAY_HOME") /proc/[0-9]*/cmdline
  [ -z "$(find /sys/fs/cgroup -type d -name "$BRIDGE-node-*")" ]
}
