# shellcheck shell=bash
# Maven 3.9.6 or newer: the one on the path, else Maven fetched by its coordinates with whatever
# Maven is here, into .tools/.

MAVEN_AT_LEAST=3.9.6
MAVEN_VERSION=3.9.16

# maven_bring: sets MAVEN to the program. Wants JAVA_HOME.
maven_bring() {
  local brought=$TOOLS/apache-maven-$MAVEN_VERSION/bin/mvn
  if _maven_fits mvn; then
    MAVEN=$(command -v mvn)
  else
    [ -x "$brought" ] || _maven_unpack
    MAVEN=$brought
  fi
  say "Maven: $MAVEN"
}

_maven_fits() {
  local version
  have "$1" || return 1
  version=$("$1" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  [ -n "$version" ] && [ "$(printf '%s\n' "$MAVEN_AT_LEAST" "$version" | sort -V | head -n 1)" = "$MAVEN_AT_LEAST" ]
}

_maven_unpack() {
  local empty
  have mvn || packages_install "Maven is not here" maven ||
    fail "There is no Maven." "Install Maven $MAVEN_AT_LEAST or newer."
  say "Bringing Maven $MAVEN_VERSION into .tools/; the one on the path is older than $MAVEN_AT_LEAST"
  prepare_home
  empty=$(mktemp -d)
  (cd "$empty" && quietly "$LOGS/maven-download.log" mvn -B -ntp \
    org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack \
    -Dartifact="org.apache.maven:apache-maven:$MAVEN_VERSION:zip:bin" \
    -DoutputDirectory="$TOOLS") ||
    fail "Maven $MAVEN_VERSION could not be downloaded." "Install Maven $MAVEN_AT_LEAST or newer."
  rm -rf "$empty"
  chmod +x "$TOOLS/apache-maven-$MAVEN_VERSION/bin/mvn"
}

# maven ARGUMENT…: runs Maven without a terminal's decorations.
maven() { "$MAVEN" -B -ntp -f "$CHECKOUT/pom.xml" "$@"; }
