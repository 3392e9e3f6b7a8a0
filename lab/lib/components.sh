# shellcheck shell=bash
# The programs of a lab by the names that people use: etcd, apiserver, …, node-1, node-1.kubelet.
# node-1 alone is the node itself: when it ends, all on it does.

# components: prints the names of all that this lab has, in the order in which they start.
components() {
  local node
  printf '%s\n' etcd apiserver controller-manager scheduler
  [ $((CPU_NODES + GPU_NODES)) = 0 ] || echo kwok
  for ((node = 1; node <= NODES; node++)); do
    printf "node-$node%s\n" "" .containerd .kubelet .kube-proxy
  done
  echo metrics-server
  ! have docker-registry || echo registry
}

# Without grep -q: components would end by a signal, as if it had failed, when grep ends first.
has_component() { components | grep -xF -- "$1" >/dev/null; }

# lab_components ARGUMENT…: takes a lab's name and names of its components into COMPONENTS.
# shellcheck disable=SC2154
lab_components() {
  local name
  lab_arguments "$@"
  lab_settings
  [ ${#ARGUMENTS[@]} -gt 0 ] || fail "Which component?" "$usage"
  COMPONENTS=()
  for name in "${ARGUMENTS[@]}"; do
    has_component "$name" ||
      fail "The lab '$LAB_NAME' has no '$name'." "It has: $(components | paste -sd' ')"
    COMPONENTS+=("$name")
    # What was on a node starts with it, and has ended with it.
    [[ $name != node-? ]] || COMPONENTS+=("$name".{containerd,kubelet,kube-proxy})
  done
}

# component_start NAME: starts it unless it runs. Some take seconds to become ready.
component_start() {
  process_pid "$1" >/dev/null || _component "$1" launch
}

# component_await NAME: waits until it is ready.
component_await() {
  wait_until 90 _component_settled "$1" || true
  _component "$1" ready >/dev/null 2>&1 || {
    tail -n 20 "$LOGS/$1.log" | cut -c1-300 | sed 's/^/  | /' >&2
    fail "$1 of the lab '$LAB_NAME' did not become ready." "All of its output is in $LOGS/$1.log."
  }
}

# Ready, or ended, which waiting does not mend.
_component_settled() { ! process_pid "$1" || _component "$1" ready; }

# component_stop NAME: asked politely, the API server would wait a minute for clients to hang up.
component_stop() {
  [ "$1" != apiserver ] || component_kill apiserver
  process_stop "$1"
}

component_kill() {
  local pid
  ! pid=$(process_pid "$1") || kill -9 "$pid"
}

# component_signal SIGNAL NAME…
component_signal() {
  local name pid
  for name in "${@:2}"; do
    pid=$(process_pid "$name") || fail "$name of the lab '$LAB_NAME' does not run." "See lab/start."
    kill -s "$1" "$pid"
  done
}

_component() {
  local name=$1 action=$2 number
  if [[ $name =~ ^node-([0-9]+)(\.(.*))?$ ]]; then
    number=${BASH_REMATCH[1]} name=${BASH_REMATCH[3]:-node}
  fi
  "${name//-/_}_$action" ${number:+"$number"}
}
