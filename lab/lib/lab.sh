# shellcheck shell=bash disable=SC2034 # sourced; others use its names
# One lab: its name, its folder, what it was made with. Below its folder are
#   settings          what `up` was asked for, and the addresses that were chosen
#   kubeconfig        the administrator's
#   run/ log/         records and output of its processes
#   pki/ etcd/ …      what those processes own
# Several labs may run at once; nothing is shared but the programs.

LABS=${SLIPWAY_LABS:-$CHECKOUT/.slipway/lab}
[[ $LABS == /* ]] || LABS=$PWD/$LABS

# lab_choose NAME: from now on, everything is about this lab.
lab_choose() {
  [[ $1 =~ ^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$ ]] ||
    fail "'$1' is no name for a lab." "Use up to 30 lower-case letters, digits and dashes, a letter first."
  LAB_NAME=$1
  SLIPWAY_HOME=$LABS/$1 RUN=$LABS/$1/run LOGS=$LABS/$1/log
  PKI=$SLIPWAY_HOME/pki
  ADMIN=$SLIPWAY_HOME/kubeconfig
  # Labs are on this machine; a proxy leads elsewhere.
  NO_PROXY=${NO_PROXY:+$NO_PROXY,}127.0.0.0/8,198.18.0.0/15 no_proxy=${no_proxy:+$no_proxy,}127.0.0.0/8,198.18.0.0/15
  export SLIPWAY_HOME NO_PROXY no_proxy
}

lab_exists() { [ -r "$SLIPWAY_HOME/settings" ]; }

# lab_settings: reads what `up` wrote.
# shellcheck disable=SC1091
lab_settings() {
  lab_exists || fail "There is no lab '$LAB_NAME' in $LABS." "Start it: lab/up --name $LAB_NAME"
  . "$SLIPWAY_HOME/settings"
}

# lab_arguments ARGUMENT…: takes --name NAME and --yes wherever they stand; what is left is in
# ARGUMENTS. Prints the script's $usage for --help.
# shellcheck disable=SC2154
lab_arguments() {
  local name=default
  ARGUMENTS=()
  while [ $# -gt 0 ]; do
    case $1 in
      --name) name=${2:-} && shift ;;
      --name=*) name=${1#*=} ;;
      --yes) SLIPWAY_YES=1 ;;
      --help | -h) printf '%s\n' "$usage" && exit ;;
      *) ARGUMENTS+=("$1") ;;
    esac
    shift || fail "--name wants a name." "$usage"
  done
  lab_choose "$name"
}

# lab_alone SCRIPT ARGUMENT…: runs the script again unless it is the only one that changes this lab;
# it waits for others. The lock is not handed to what the script starts.
lab_alone() {
  [ "${SLIPWAY_LAB_ALONE:-}" != "$SLIPWAY_HOME" ] || return 0
  mkdir -p "$LABS"
  SLIPWAY_LAB_ALONE=$SLIPWAY_HOME SLIPWAY_YES=${SLIPWAY_YES:-0} \
    exec flock --close "$LABS/$LAB_NAME.lock" "$@"
}

# lab_zone NUMBER: the zone of a node; every lab is a region of three.
lab_zone() {
  local zones=(c a b)
  printf '%s-%s\n' "$LAB_NAME" "${zones[$1 % 3]}"
}

# lab_kubectl ARGUMENT…: kubectl as the administrator, caching nothing in the user's home.
lab_kubectl() {
  KUBECONFIG=$ADMIN KUBECACHEDIR=$SLIPWAY_HOME/cache KUBERC=off "$PROGRAMS/kubectl" "$@"
}
