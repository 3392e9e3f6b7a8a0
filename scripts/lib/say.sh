# shellcheck shell=bash
# What scripts tell people: one line per step, a reason and a remedy per failure.

say() { printf '%s\n' "· $*" >&2; }

warn() { printf '%s\n' "! $*" >&2; }

# fail WHAT [REMEDY]: prints both and ends the script.
fail() {
  printf '%s\n' "✗ $1" >&2
  [ $# -lt 2 ] || printf '%s\n' "  $2" >&2
  exit 1
}

# have COMMAND: whether it is on the path.
have() { command -v "$1" >/dev/null 2>&1; }

# consent QUESTION: true with --yes (SLIPWAY_YES=1); asks on a terminal; false otherwise.
consent() {
  [ "${SLIPWAY_YES:-0}" = 1 ] && return 0
  [ -t 0 ] || return 1
  local answer
  read -r -p "? $1 [y/N] " answer
  [[ $answer == [yY]* ]]
}

# quietly LOG COMMAND…: runs it with its output in LOG; on failure shows the end of LOG.
quietly() {
  local log=$1 code=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || code=$?
  if [ "$code" -ne 0 ]; then
    tail -n 25 "$log" | sed 's/^/  | /' >&2
    warn "$1 ended with $code; all of its output is in $log"
  fi
  return "$code"
}

# wait_until SECONDS COMMAND…: runs COMMAND until it succeeds or the time is over.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}
