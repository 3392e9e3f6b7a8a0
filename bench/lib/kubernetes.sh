# shellcheck shell=bash
# Terraform against kubectl: 200 apps until they are ready on simulated nodes, and the same again
# where nothing has changed. kubectl applies the Deployments and Services that Slipway made, and does
# not wait for anything.

KUBERNETES_APPS=${BENCH_APPS:-200}
# Terraform's own default is 10 at a time; each of them waits until its app runs.
KUBERNETES_PARALLELISM=${BENCH_PARALLELISM:-100}

bench_kubernetes() {
  KUBERNETES_FOLDER=$BENCH_HOME/kubernetes
  cluster_up --simulated --gpu-nodes 0 --cpu-nodes 10
  cluster_control_plane
  _kubernetes_configuration
  _plan_terraform "$KUBERNETES_FOLDER" init -input=false >/dev/null
  say "Recording what kubectl is to apply"
  _kubernetes_apply >/dev/null
  _kubernetes_objects >"$KUBERNETES_FOLDER/objects.json"
  ROUNDS=${BENCH_ROUNDS:-3} compare "plan-$KUBERNETES_APPS-to-unchanged-kubectl-ms" _kubernetes_plan _kubernetes_unchanged
  _kubernetes_destroy
  kubectl delete namespace peer >/dev/null
  ROUNDS=${BENCH_ROUNDS:-3} compare "apply-$KUBERNETES_APPS-to-kubectl-ms" _kubernetes_ours _kubernetes_kubectl
}

_kubernetes_configuration() {
  mkdir -p "$KUBERNETES_FOLDER"
  cp "$DIST/terraform.rc" "$KUBERNETES_FOLDER/terraform.rc"
  cat >"$KUBERNETES_FOLDER/main.tf" <<HCL
terraform {
  required_providers {
    ai = { source = "slipway/ai" }
  }
}

resource "ai_app" "bench" {
  count = $KUBERNETES_APPS
  name  = "bench-\${count.index}"
  image = "$CLUSTER_IMAGE"
}
HCL
}

_kubernetes_apply() {
  milliseconds _plan_terraform "$KUBERNETES_FOLDER" apply -auto-approve -input=false \
    -parallelism="$KUBERNETES_PARALLELISM"
}

_kubernetes_destroy() {
  milliseconds _plan_terraform "$KUBERNETES_FOLDER" destroy -auto-approve -input=false \
    -parallelism="$KUBERNETES_PARALLELISM" >/dev/null
}

_kubernetes_ours() {
  _kubernetes_apply
  _kubernetes_destroy
}

# What Slipway applied, in a namespace that is kubectl's, under labels that mean nothing to Slipway.
_kubernetes_objects() {
  kubectl get deployments,services --all-namespaces --selector app.kubernetes.io/managed-by=slipway \
    --output json | python3 -c '
import json, sys
objects = json.loads(sys.stdin.read().replace("slipway.dev/", "peer.example/").replace("managed-by", "part-of"))
if not objects["items"]:
    sys.exit("Slipway has made nothing")
for item in objects["items"]:
    meta = item["metadata"]
    item["metadata"] = {"name": meta["name"], "namespace": "peer", "labels": meta["labels"]}
    item.pop("status", None)
    for field in ("clusterIP", "clusterIPs", "serviceAccountName", "serviceAccount"):
        item["spec"].pop(field, None)
        item["spec"].get("template", {}).get("spec", {}).pop(field, None)
json.dump(objects, sys.stdout)'
}

_kubernetes_kubectl() {
  milliseconds _kubernetes_kubectl_apply
  wait_until 300 _kubernetes_available || fail "bench: what kubectl applied does not become available."
  kubectl delete namespace peer >/dev/null
}

_kubernetes_kubectl_apply() {
  kubectl create namespace peer && kubectl apply --server-side -f "$KUBERNETES_FOLDER/objects.json"
}

_kubernetes_available() {
  [ "$(kubectl get deployments --namespace peer --no-headers | awk '$4 > 0' | wc -l)" = "$KUBERNETES_APPS" ]
}

_kubernetes_plan() {
  milliseconds _plan_terraform "$KUBERNETES_FOLDER" plan -input=false -detailed-exitcode
}

_kubernetes_unchanged() {
  kubectl get namespace peer >/dev/null 2>&1 || {
    _kubernetes_kubectl_apply >/dev/null
    wait_until 300 _kubernetes_available
  }
  milliseconds kubectl apply --server-side -f "$KUBERNETES_FOLDER/objects.json"
}
