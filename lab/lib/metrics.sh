# shellcheck shell=bash
# The metrics API, which autoscaling reads. Real nodes measure; KWOK tells what the pods'
# annotations kwok.x-k8s.io/usage-cpu and usage-memory say.

metrics_server_launch() {
  process_start metrics-server "$PROGRAMS/metrics-server" --kubeconfig "$PKI/metrics.conf" \
    --authentication-kubeconfig "$PKI/metrics.conf" --authorization-kubeconfig "$PKI/metrics.conf" \
    --bind-address "$ADDRESS" --secure-port 10443 --cert-dir "$SLIPWAY_HOME/metrics" \
    --kubelet-insecure-tls --kubelet-use-node-status-port --kubelet-request-timeout 5s \
    --kubelet-preferred-address-types InternalIP --metric-resolution 10s
}

# Its own readiness wants figures, which may take it 20 s.
metrics_server_ready() { _answers 10443 livez; }

# metrics_objects: where the API server finds the metrics API: by a name, which here is an address.
metrics_objects() {
  cat <<YAML
---
apiVersion: v1
kind: Service
metadata: { name: metrics-server, namespace: kube-system }
spec: { type: ExternalName, externalName: $ADDRESS }
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1beta1.metrics.k8s.io }
spec:
  group: metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  insecureSkipTLSVerify: true
  service: { name: metrics-server, namespace: kube-system, port: 10443 }
YAML
}
