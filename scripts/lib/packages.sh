# shellcheck shell=bash
# Packages of the distribution. Nothing is installed without consent.

_as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    fail "Installing packages needs root, and sudo is not here." "Run as root: $*"
  fi
}

# packages_install WHY PACKAGE…: installs what is missing, without recommended packages.
# False when refused or impossible, after saying what to install by hand.
packages_install() {
  local why=$1 package missing=()
  shift
  if ! have apt-get; then
    warn "$why: this script can install packages on Debian and Ubuntu only. Install yourself: $*"
    return 1
  fi
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! consent "$why. Install ${missing[*]}?"; then
    warn "$why. Not installed without consent; run again with --yes, or: apt-get install --no-install-recommends ${missing[*]}"
    return 1
  fi
  say "Installing ${missing[*]} ($why)"
  prepare_home
  if ! quietly "$LOGS/apt.log" _apt install -y --no-install-recommends "${missing[@]}"; then
    say "Refreshing the list of packages, then trying again"
    quietly "$LOGS/apt.log" _apt update &&
      quietly "$LOGS/apt.log" _apt install -y --no-install-recommends "${missing[@]}"
  fi
}

_apt() { _as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@"; }
