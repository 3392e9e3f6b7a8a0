# shellcheck shell=bash
# Processes that scripts start: recorded below $RUN as "pid start-time", ended by that record
# alone. The start time (clock ticks since boot) tells a process from a later one with its pid.

_start_time() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) } # the command's name may hold spaces
  # shellcheck disable=SC2086 # fields, wanted apart
  set -- $stat
  # Where its first thread has ended and others have not yet, it still holds its ports.
  [ "$1" != Z ] || [ "${18}" -gt 1 ] || return 1
  printf '%s\n' "${20}"
}

# process_pid NAME: prints the pid of the recorded process, if it still is the one recorded.
process_pid() {
  local pid started
  { read -r pid started <"$RUN/$1.pid"; } 2>/dev/null || return 1
  [ "$(_start_time "$pid")" = "$started" ] || return 1
  printf '%s\n' "$pid"
}

# process_start NAME COMMAND…: starts it in a session of its own and in SLIPWAY_HOME, with its
# output in $LOGS/NAME.log, and records it. It outlives the script.
process_start() {
  local name=$1 pid
  shift
  prepare_home
  (cd "$SLIPWAY_HOME" && exec setsid "$@") </dev/null >>"$LOGS/$name.log" 2>&1 &
  pid=$!
  disown "$pid"
  printf '%s %s\n' "$pid" "$(_start_time "$pid")" >"$RUN/$name.pid"
}

# process_adopt NAME STARTER: records the child of the recorded process instead, once that is the
# program STARTER, which only starts another one and waits; it is let go. False until then.
process_adopt() {
  local pid child
  pid=$(process_pid "$1") && [ "$(cat "/proc/$pid/comm")" = "$2" ] || return 1
  child=$(cut -d' ' -f1 "/proc/$pid/task/$pid/children") && [ -n "$child" ] || return 1
  printf '%s %s\n' "$child" "$(_start_time "$child")" >"$RUN/$1.pid"
  kill -9 "$pid"
}

# process_stop NAME [SECONDS]: asks it to end, insists after SECONDS (default 15). Safe to repeat.
process_stop() {
  local name=$1 patience=${2:-15} pid
  if pid=$(process_pid "$name"); then
    kill "$pid" 2>/dev/null || true
    if ! wait_until "$patience" _gone "$name"; then
      warn "$name (pid $pid) did not end in $patience s; killing it"
      kill -9 "$pid" 2>/dev/null || true
      wait_until 5 _gone "$name" || warn "$name (pid $pid) still runs"
    fi
  fi
  rm -f "$RUN/$name.pid"
}

_gone() { ! process_pid "$1"; }
