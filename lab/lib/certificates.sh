# shellcheck shell=bash
# Keys, certificates and kubeconfigs, made by kubeadm as for any cluster.

# certificates_make: the authorities, what servers show, and the administrator's kubeconfig.
certificates_make() {
  [ ! -r "$ADMIN" ] || return 0
  _kubeadm_settings >"$SLIPWAY_HOME/kubeadm.yaml"
  quietly "$LOGS/kubeadm.log" "$PROGRAMS/kubeadm" init phase certs all --config "$SLIPWAY_HOME/kubeadm.yaml" ||
    fail "The lab's certificates could not be made."
  certificates_user controller-manager system:kube-controller-manager
  certificates_user scheduler system:kube-scheduler
  certificates_user kube-proxy system:kube-proxy
  certificates_user simulation slipway-lab:simulation --org system:masters
  certificates_user metrics slipway-lab:metrics --org system:masters
  certificates_user admin admin --org system:masters
  mv "$PKI/admin.conf" "$ADMIN"
}

# certificates_user FILE USER [OPTION…]: a kubeconfig pki/FILE.conf for USER.
certificates_user() {
  local file=$PKI/$1.conf
  "$PROGRAMS/kubeadm" kubeconfig user --config "$SLIPWAY_HOME/kubeadm.yaml" --client-name "$2" \
    "${@:3}" 2>>"$LOGS/kubeadm.log" >"$file" || fail "No kubeconfig for $2." "See $LOGS/kubeadm.log."
  chmod 600 "$file"
}

# certificates_token NAMESPACE ACCOUNT FILE: a kubeconfig for a service account, good for a day.
certificates_token() {
  local token
  token=$(lab_kubectl create token "$2" --namespace "$1" --duration 24h)
  certificates_user account "$2" --token "$token"
  mv "$PKI/account.conf" "$3"
}

# kubeadm refuses loopback as the address to advertise; nothing here uses that one, so it is one
# that is reserved for documentation.
_kubeadm_settings() {
  cat <<YAML
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: { advertiseAddress: 192.0.2.1 }
nodeRegistration: { name: lab, criSocket: "unix:///run/containerd/containerd.sock" }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v$KUBERNETES_VERSION
clusterName: $LAB_NAME
controlPlaneEndpoint: $ADDRESS:6443
certificatesDir: $PKI
encryptionAlgorithm: ECDSA-P256
networking: { serviceSubnet: $SERVICES }
apiServer: { certSANs: [$ADDRESS] }
etcd: { local: { dataDir: $SLIPWAY_HOME/etcd, serverCertSANs: [$ADDRESS], peerCertSANs: [$ADDRESS] } }
YAML
}
