# shellcheck shell=bash
# A container engine: the first Docker-compatible socket that answers, else podman's service on
# a socket of our own with a configuration of our own. The system's files are left alone.

ENGINE_SOCKET=$RUN/engine.sock

# engine_answers HOST: whether a Docker-compatible API answers at unix:///… or tcp://….
engine_answers() {
  case $1 in
    unix://*) curl -sf -m 5 --unix-socket "${1#unix://}" http://engine/_ping ;;
    tcp://*) curl -sf -m 5 "http://${1#tcp://}/_ping" ;;
    *) return 1 ;;
  esac >/dev/null 2>&1
}

# engine_find: prints the first host that answers; DOCKER_HOST, when set, is the only candidate.
engine_find() {
  local host
  if [ -n "${DOCKER_HOST:-}" ]; then
    engine_answers "$DOCKER_HOST" && printf '%s\n' "$DOCKER_HOST"
    return
  fi
  for host in "${ENGINE_SOCKET}" /var/run/docker.sock \
    "${XDG_RUNTIME_DIR:-/nowhere}/docker.sock" "$HOME/.docker/run/docker.sock" \
    "${XDG_RUNTIME_DIR:-/nowhere}/podman/podman.sock" /run/podman/podman.sock; do
    [ -S "$host" ] || continue
    if engine_answers "unix://$host"; then
      printf '%s\n' "unix://$host"
      return
    fi
  done
  return 1
}

# engine_bring: sets and exports DOCKER_HOST; starts podman's service when nothing answers, and
# installs podman first when it is not here.
engine_bring() {
  local found
  if found=$(engine_find); then
    export DOCKER_HOST=$found
    say "Container engine: $DOCKER_HOST"
    return
  fi
  [ -z "${DOCKER_HOST:-}" ] ||
    fail "No container engine answers at DOCKER_HOST=$DOCKER_HOST." \
      "Start that engine, or unset DOCKER_HOST and let this script find or start one."
  have podman || packages_install "No container engine answers, and podman is not here" \
    podman runc crun conmon netavark aardvark-dns iptables iproute2 ca-certificates ||
    fail "There is no container engine." "Install Docker or podman, then run this again."
  engine_start
  export DOCKER_HOST=unix://$ENGINE_SOCKET
  say "Container engine: podman on $ENGINE_SOCKET"
}

# engine_start: starts podman's service on $ENGINE_SOCKET.
engine_start() {
  local conf=$SLIPWAY_HOME/containers.conf
  prepare_home
  _engine_conf >"$conf"
  rm -f "$ENGINE_SOCKET"
  process_start engine env CONTAINERS_CONF="$conf" \
    podman system service --time=0 "unix://$ENGINE_SOCKET"
  wait_until 30 engine_answers "unix://$ENGINE_SOCKET" || {
    tail -n 20 "$LOGS/engine.log" | sed 's/^/  | /' >&2
    fail "podman's service did not answer within 30 s." "Its output is in $LOGS/engine.log."
  }
}

engine_stop() {
  process_stop engine
  rm -f "$ENGINE_SOCKET" "$SLIPWAY_HOME/containers.conf"
}

# engine_is_podman: whether the engine at DOCKER_HOST is podman, and its client is here.
engine_is_podman() { podman --remote --url "$DOCKER_HOST" info >/dev/null 2>&1; }

# engine_cli ARGUMENT…: podman's client where the engine is podman, else Docker's.
engine_cli() {
  if engine_is_podman; then
    podman --remote --url "$DOCKER_HOST" "$@"
  elif have docker; then
    docker "$@"
  else
    fail "The engine at $DOCKER_HOST is Docker's, and its client is not here." "Install docker-cli."
  fi
}

# Only what this machine forces upon us: crun needs one cgroup version, not a mixture, and
# podman's usual limits cannot be set where raising a limit is forbidden.
_engine_conf() {
  local files processes network=
  echo "# Made by scripts/lib/engine.sh; used through CONTAINERS_CONF only."
  if ! (ulimit -Hn 1048576 && ulimit -Hu 4194304) 2>/dev/null; then
    files=$(_at_most "$(ulimit -Hn)" 20000)
    processes=$(_at_most "$(ulimit -Hu)" 4096)
    printf '[containers]\ndefault_ulimits = ["nofile=%s:%s", "nproc=%s:%s"]\n' \
      "$files" "$files" "$processes" "$processes"
  fi
  echo "[engine]"
  if [ "$(stat -fc %T /sys/fs/cgroup)" != cgroup2fs ] && have runc; then
    echo 'runtime = "runc"'
  fi
  # Left to itself, podman 4.3 prefers CNI when a CNI configuration merely lies around.
  [ ! -x /usr/lib/podman/netavark ] || network=netavark
  # Without systemd there is nobody else to make control groups and to keep a journal.
  [ -d /run/systemd/system ] || printf '%s\n' 'cgroup_manager = "cgroupfs"' 'events_logger = "file"'
  [ -z "$network" ] || printf '[network]\nnetwork_backend = "%s"\n' "$network"
}

_at_most() {
  if [ "$1" = unlimited ] || [ "$1" -gt "$2" ]; then echo "$2"; else echo "$1"; fi
}
