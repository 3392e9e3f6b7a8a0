# shellcheck shell=bash
# A static busybox, the only program inside the demonstration images: the one on the path, else
# the one in the distribution's busybox-static, unpacked into .tools/ without installing it.

# busybox_bring: sets and exports BUSYBOX.
busybox_bring() {
  local brought=$TOOLS/busybox/bin/busybox
  if [ -n "${BUSYBOX:-}" ]; then
    _busybox_static "$BUSYBOX" || fail "BUSYBOX=$BUSYBOX is not a statically linked busybox."
  elif BUSYBOX=$(command -v busybox) && _busybox_static "$BUSYBOX"; then
    :
  else
    [ -x "$brought" ] || _busybox_unpack
    BUSYBOX=$brought
  fi
  export BUSYBOX
}

# A static program starts in an empty root; a dynamic one names its loader.
_busybox_static() {
  [ -x "$1" ] && ! ldd "$1" >/dev/null 2>&1
}

_busybox_unpack() {
  local folder
  say "Bringing a static busybox into .tools/busybox"
  have dpkg-deb ||
    fail "There is no static busybox." "Install one (package busybox-static), or name one in BUSYBOX."
  prepare_home
  folder=$(mktemp -d "$TOOLS/busybox.XXXXXX")
  if ! (cd "$folder" && quietly "$LOGS/apt.log" apt-get -q download busybox-static); then
    consent "The list of packages may be old. Refresh it (apt-get update)?" ||
      fail "busybox-static could not be downloaded." "Run apt-get update, or install busybox-static."
    quietly "$LOGS/apt.log" _apt update
    (cd "$folder" && quietly "$LOGS/apt.log" apt-get -q download busybox-static) ||
      fail "busybox-static could not be downloaded." "See $LOGS/apt.log."
  fi
  dpkg-deb -x "$folder"/busybox-static_*.deb "$folder"
  rm "$folder"/busybox-static_*.deb
  rm -rf "$TOOLS/busybox"
  mv "$folder" "$TOOLS/busybox"
}
