# shellcheck shell=bash disable=SC2034 # sourced; others use its names
# Addresses. A lab without real nodes has a loopback address of its own, so every program listens
# where it always does. One with real nodes has a bridge with eight networks of 256 addresses in
# the range that is reserved for tests of network gear:
#   0  the control plane (.1, this machine) and the nodes (.11, .12, …)
#   1  services
#   4… pods, one network per node

NODES_AT_MOST=4

# network_choose: sets ADDRESS, SERVICES and BRIDGE; makes the bridge, so that nobody else takes it.
network_choose() {
  local hash number
  BRIDGE=
  if [ "$NODES" = 0 ]; then
    hash=$(cksum <<<"$SLIPWAY_HOME" | cut -d' ' -f1)
    ADDRESS=127.$((64 + hash % 128)).$((hash / 128 % 256)).$((1 + hash / 32768 % 254))
    SERVICES=10.96.0.0/16
    return
  fi
  for ((number = 0; number < 64; number++)); do
    BRIDGE=slipway$number
    _bridge_make 2>/dev/null || continue
    ADDRESS=198.$((18 + number / 32)).$((number % 32 * 8)).1
    SERVICES=$(_network_at 1)
    return
  done
  fail "No network is free for a lab with real nodes." \
    "'ip link' shows bridges slipway0 to slipway63; end labs, or delete what is left of them with 'ip link del'."
}

# Its alias says whose it is.
_bridge_make() { ip link add "$BRIDGE" type bridge && ip link set "$BRIDGE" alias "${SLIPWAY_HOME: -250}"; }

_bridge_ours() { [ "$(cat "/sys/class/net/$BRIDGE/ifalias" 2>/dev/null)" = "${SLIPWAY_HOME: -250}" ]; }

# network_node N: the address of a node.
network_node() { printf '%s.%s\n' "${ADDRESS%.*}" $((10 + $1)); }

# network_pods N: the network of a node's pods.
network_pods() { _network_at $((3 + $1)); }

# network_all_pods: the network that covers the pods of all nodes.
network_all_pods() { _network_at 4 22; }

# network_dns: where pods ask for names.
network_dns() { printf '%s.10\n' "${SERVICES%.*}"; }

_network_at() {
  local third=${ADDRESS%.*}
  printf '%s.%s.0/%s\n' "${ADDRESS%.*.*}" $((${third##*.} + $1)) "${2:-24}"
}

# network_up: from this machine, services and pods are reached through the nodes.
network_up() {
  local node
  _bridge_ours || _bridge_make || fail "The network of the lab '$LAB_NAME', $BRIDGE, is another's now." \
    "The machine was started again since. End the lab: lab/down --name $LAB_NAME"
  ip addr replace "$ADDRESS/24" dev "$BRIDGE"
  ip link set "$BRIDGE" up
  ip route replace "$SERVICES" via "$(network_node 1)"
  for ((node = 1; node <= NODES; node++)); do
    ip route replace "$(network_pods "$node")" via "$(network_node "$node")"
  done
}

# network_connect N PID: plugs a node, whose first process is PID, into the bridge.
network_connect() {
  local cable=${BRIDGE}n$1 node
  ip link add "$cable" type veth peer name eth0 netns "$2"
  ip link set "$cable" master "$BRIDGE" up
  _in_network "$2" link set lo up
  _in_network "$2" addr add "$(network_node "$1")/24" dev eth0
  _in_network "$2" link set eth0 up
  _in_network "$2" route add default via "$ADDRESS"
  for ((node = 1; node <= NODES; node++)); do
    [ "$node" = "$1" ] || _in_network "$2" route add "$(network_pods "$node")" via "$(network_node "$node")"
  done
}

_in_network() { nsenter --target "$1" --net ip "${@:2}"; }

# network_down: routes and cables go with the bridge and the nodes.
network_down() {
  [ -z "$BRIDGE" ] || ! _bridge_ours || ip link del "$BRIDGE"
}
