# shellcheck shell=bash
# PostgreSQL's server programs, for the store's tests, which start servers of their own in
# temporary folders. Debian's package also makes a default cluster; nothing here uses it.

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
# installed.
postgres_bring() {
  if ! SLIPWAY_POSTGRES_BIN=$(postgres_find); then
    packages_install "PostgreSQL's server is not here" postgresql || return 1
    SLIPWAY_POSTGRES_BIN=$(postgres_find) || return 1
  fi
  export SLIPWAY_POSTGRES_BIN
  say "PostgreSQL: $SLIPWAY_POSTGRES_BIN"
}
