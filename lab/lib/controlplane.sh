# shellcheck shell=bash
# The control plane, as kubeadm would run it. Each program has a function that starts it and one
# that says whether it is ready.

etcd_launch() {
  process_start etcd "$PROGRAMS/etcd" --name lab --data-dir "$SLIPWAY_HOME/etcd" \
    --listen-client-urls "https://$ADDRESS:2379" --advertise-client-urls "https://$ADDRESS:2379" \
    --listen-peer-urls "https://$ADDRESS:2380" \
    --initial-advertise-peer-urls "https://$ADDRESS:2380" \
    --initial-cluster "lab=https://$ADDRESS:2380" \
    --trusted-ca-file "$PKI/etcd/ca.crt" --client-cert-auth \
    --cert-file "$PKI/etcd/server.crt" --key-file "$PKI/etcd/server.key" \
    --peer-trusted-ca-file "$PKI/etcd/ca.crt" --peer-client-cert-auth \
    --peer-cert-file "$PKI/etcd/peer.crt" --peer-key-file "$PKI/etcd/peer.key" \
    --unsafe-no-fsync --log-level warn
}

etcd_ready() { etcd_control endpoint health; }

# etcd_control ARGUMENT…: etcdctl with what it needs to be let in.
etcd_control() {
  "$PROGRAMS/etcdctl" --endpoints "https://$ADDRESS:2379" --cacert "$PKI/etcd/ca.crt" \
    --cert "$PKI/etcd/healthcheck-client.crt" --key "$PKI/etcd/healthcheck-client.key" "$@"
}

# etcd_restore FILE [OPTION…]: takes etcd back to FILE. Programs that know later things start again,
# as Kubernetes' documentation wants it; users' clients see what they see.
etcd_restore() {
  local restored=$SLIPWAY_HOME/restored name others=()
  mapfile -t others < <(components | grep -xE 'apiserver|controller-manager|scheduler|kwok|metrics-server' | tac)
  rm -rf "$restored"
  quietly "$LOGS/snapshot.log" "$PROGRAMS/etcdutl" snapshot restore "$1" --name lab \
    --data-dir "$restored" --initial-cluster "lab=https://$ADDRESS:2380" \
    --initial-advertise-peer-urls "https://$ADDRESS:2380" "${@:2}" || fail "$1 could not be restored."
  for name in "${others[@]}" etcd; do
    component_stop "$name"
  done
  rm -rf "$SLIPWAY_HOME/etcd"
  mv "$restored" "$SLIPWAY_HOME/etcd"
  for name in $(components); do
    component_start "$name"
    [ "$name" != apiserver ] || component_await apiserver
  done
  for name in $(components); do
    component_await "$name"
  done
}

# Pods of a node that is gone are replaced after 10 s instead of five minutes. A loopback address
# cannot be advertised to pods; where there is no other, pods are only simulated.
apiserver_launch() {
  local advertised=("--advertise-address=$ADDRESS")
  [ "$NODES" != 0 ] || advertised=(--advertise-address=192.0.2.1 --endpoint-reconciler-type=none)
  process_start apiserver "$PROGRAMS/kube-apiserver" \
    --bind-address="$ADDRESS" "${advertised[@]}" \
    --etcd-servers="https://$ADDRESS:2379" --etcd-cafile="$PKI/etcd/ca.crt" \
    --etcd-certfile="$PKI/apiserver-etcd-client.crt" --etcd-keyfile="$PKI/apiserver-etcd-client.key" \
    --client-ca-file="$PKI/ca.crt" \
    --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
    --kubelet-client-certificate="$PKI/apiserver-kubelet-client.crt" \
    --kubelet-client-key="$PKI/apiserver-kubelet-client.key" \
    --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$PKI/sa.pub" --service-account-signing-key-file="$PKI/sa.key" \
    --service-cluster-ip-range="$SERVICES" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
    --default-not-ready-toleration-seconds=10 --default-unreachable-toleration-seconds=10 \
    --requestheader-client-ca-file="$PKI/front-proxy-ca.crt" \
    --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$PKI/front-proxy-client.crt" \
    --proxy-client-key-file="$PKI/front-proxy-client.key"
}

apiserver_ready() { _answers 6443 readyz; }

# A volume folder below /usr would be made otherwise.
controller_manager_launch() {
  local common
  mapfile -t common < <(_controller_options controller-manager)
  process_start controller-manager "$PROGRAMS/kube-controller-manager" "${common[@]}" \
    --use-service-account-credentials=true --service-account-private-key-file="$PKI/sa.key" \
    --root-ca-file="$PKI/ca.crt" --flex-volume-plugin-dir="$SLIPWAY_HOME/flexvolumes" \
    --horizontal-pod-autoscaler-sync-period=5s \
    --horizontal-pod-autoscaler-cpu-initialization-period=10s \
    --horizontal-pod-autoscaler-initial-readiness-delay=5s
}

# Answering is not enough: without its account the first pod of a namespace is refused.
controller_manager_ready() {
  _answers 10257 healthz && lab_kubectl get serviceaccount default >/dev/null
}

scheduler_launch() {
  local common
  mapfile -t common < <(_controller_options scheduler)
  process_start scheduler "$PROGRAMS/kube-scheduler" "${common[@]}"
}

scheduler_ready() { _answers 10259 readyz; }

# The usual 20 calls a second would make a cluster take 5 s longer to start.
_controller_options() {
  printf '%s\n' "--kubeconfig=$PKI/$1.conf" "--authentication-kubeconfig=$PKI/$1.conf" \
    "--authorization-kubeconfig=$PKI/$1.conf" "--bind-address=$ADDRESS" \
    --leader-elect=false --kube-api-qps=1000 --kube-api-burst=1000
}

# _answers PORT PATH: whether a program of the control plane says it is well.
_answers() { curl -sfk -m 2 "https://$ADDRESS:$1/$2"; }
