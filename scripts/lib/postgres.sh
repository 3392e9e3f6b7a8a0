# shellcheck shell=bash
# PostgreSQL's server programs, for the store's tests. Only the programs: no cluster is made, no
# service is started by these scripts.

# postgres_find: prints the folder with initdb and postgres; the newest version first.
postgres_find() {
  local folder
  for folder in "${SLIPWAY_POSTGRES_BIN:-}" \
    $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV) \
    "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] || continue
    printf '%s\n' "$folder"
    return
  done
  return 1
}

# postgres_bring: sets and exports SLIPWAY_POSTGRES_BIN; false when there is none and none may be
# installed. postgresql-common would make and start a cluster by itself; it is told not to.
postgres_bring() {
  if ! SLIPWAY_POSTGRES_BIN=$(postgres_find); then
    packages_install "PostgreSQL's server is not here" postgresql || return 1
    SLIPWAY_POSTGRES_BIN=$(postgres_find) || return 1
  fi
  export SLIPWAY_POSTGRES_BIN
  say "PostgreSQL: $SLIPWAY_POSTGRES_BIN"
}
