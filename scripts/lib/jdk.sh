# shellcheck shell=bash
# JDK 25: JAVA_HOME, the path, then the folders where systems and version managers keep JDKs.

JDK_VERSION=25

# jdk_find: prints the home of the first JDK of JDK_VERSION or newer, the wanted version first.
jdk_find() {
  local home candidates=()
  candidates+=("${SLIPWAY_JAVA_HOME:-}" "${JAVA_HOME:-}")
  if have javac; then
    candidates+=("$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")")
  fi
  candidates+=(
    /usr/lib/jvm/*"$JDK_VERSION"* /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/jdk* /opt/java/*
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*
    "$HOME"/.asdf/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home
  )
  for home in "${candidates[@]}"; do
    [ -n "$home" ] && [ "$(_jdk_major "$home")" = "$JDK_VERSION" ] || continue
    printf '%s\n' "$home"
    return
  done
  for home in "${candidates[@]}"; do
    [ -n "$home" ] && [ "$(_jdk_major "$home")" -gt "$JDK_VERSION" ] || continue
    printf '%s\n' "$home"
    return
  done
  return 1
}

# The major version of a JDK with a compiler, 0 for anything else.
_jdk_major() {
  local version=0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  printf '%s\n' "${version:-0}"
}

# jdk_bring: sets and exports JAVA_HOME; installs the distribution's package where it has one.
jdk_bring() {
  local home
  if ! home=$(jdk_find); then
    if have apt-cache && [ -n "$(apt-cache policy openjdk-$JDK_VERSION-jdk-headless 2>/dev/null)" ]; then
      packages_install "JDK $JDK_VERSION is not here" openjdk-$JDK_VERSION-jdk-headless || true
    fi
    home=$(jdk_find) ||
      fail "There is no JDK $JDK_VERSION, and this system's packages have none that this script may install." \
        "Install JDK $JDK_VERSION (any vendor) and set JAVA_HOME to its folder."
  fi
  export JAVA_HOME=$home
  export PATH=$JAVA_HOME/bin:$PATH
  say "JDK: $JAVA_HOME"
}
