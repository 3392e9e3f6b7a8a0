# shellcheck shell=bash
# The programs of a cluster, built from Go modules into .tools/lab: one file with a link per
# program, and the image of a pod's first container. Built again only when their sources changed.

KUBERNETES_VERSION=$(sed -n 's|^\tk8s.io/kubernetes v||p' "$LAB/go.mod")
PROGRAMS=$TOOLS/lab/bin
PAUSE_IMAGE=slipway.local/pause:1
PROGRAM_NAMES=(etcd etcdctl etcdutl kube-apiserver kube-controller-manager kube-scheduler kube-proxy
  kubelet kubeadm kubectl kwok metrics-server)

# programs_bring: builds the programs unless they are there already.
programs_bring() {
  local wanted lock
  wanted=$(_programs_hash)
  [ "$(cat "$TOOLS/lab/built" 2>/dev/null)" != "$wanted" ] || return 0
  have go || fail "The lab's programs are built from Go modules, and Go is not here." \
    "Install Go 1.21 or newer; it brings the version that the modules want by itself."
  mkdir -p "$TOOLS/lab"
  exec {lock}>"$TOOLS/lab/lock"
  flock "$lock"
  if [ "$(cat "$TOOLS/lab/built" 2>/dev/null)" != "$wanted" ]; then
    say "Building Kubernetes $KUBERNETES_VERSION into .tools/lab (minutes when it is the first time; $TOOLS/lab/build.log)"
    _programs_build
    printf '%s\n' "$wanted" >"$TOOLS/lab/built"
  fi
  exec {lock}>&-
}

_programs_hash() {
  (cd "$LAB" && cat go.mod go.sum main.go pause/main.go lib/programs.sh lib/images.sh) |
    sha256sum | cut -d' ' -f1
}

_programs_build() {
  local stage name version=k8s.io/component-base/version
  stage=$(mktemp -d "$TOOLS/lab/build.XXXXXX")
  mkdir "$stage/bin" "$stage/pause"
  # Clients parse the version, so it must be said.
  _go_build "$stage/bin/programs" . "-X $version.gitVersion=v$KUBERNETES_VERSION \
-X $version.gitMajor=1 -X $version.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION")"
  _go_build "$stage/pause/pause" ./pause
  for name in "${PROGRAM_NAMES[@]}"; do
    ln -s programs "$stage/bin/$name"
  done
  image_archive "$stage/bin/pause.tar" "$PAUSE_IMAGE" "$stage/pause" /pause
  cp "$stage/pause/pause" "$stage/bin"
  rm -rf "$PROGRAMS"
  mv "$stage/bin" "$PROGRAMS"
  rm -rf "$stage"
}

# _go_build OUTPUT PACKAGE [LINKER FLAGS]
_go_build() {
  (cd "$LAB" && quietly "$TOOLS/lab/build.log" env CGO_ENABLED=0 GOWORK=off GOFLAGS= \
    go build -mod=readonly -trimpath -ldflags "-s -w ${3:-}" -o "$1" "$2") ||
    fail "The lab's programs could not be built." "All of the compiler's output is in $TOOLS/lab/build.log."
}
