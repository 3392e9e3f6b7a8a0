# shellcheck shell=bash
# Long work whose result is wanted later: it goes on beside the rest, and gives way to it.

MEANWHILE=()

# meanwhile COMMAND…: begins it; its output is in $LOGS/meanwhile.log. Whoever needs its result tries
# again what has failed.
meanwhile() {
  set -m # a process group of its own, which ends as one
  (renice -n 19 "$BASHPID" >/dev/null && "$@") </dev/null >>"$LOGS/meanwhile.log" 2>&1 &
  MEANWHILE+=("$!")
  set +m
}

# meanwhile_await: returns when all of it has ended, well or not.
meanwhile_await() {
  local pid
  for pid in "${MEANWHILE[@]}"; do
    wait "$pid" || true
  done
  MEANWHILE=()
}

# meanwhile_end: ends what still goes on.
meanwhile_end() {
  local pid
  for pid in "${MEANWHILE[@]}"; do
    kill -- "-$pid" 2>/dev/null || true
  done
}
