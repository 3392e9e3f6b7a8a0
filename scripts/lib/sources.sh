# shellcheck shell=bash
# Whether what was built is what the sources say: a hash over the content of every file that
# takes part in the build.

# sources_hash: prints the hash of tracked and of new files, build outputs excluded.
sources_hash() {
  (
    cd "$CHECKOUT" || exit
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
      git ls-files -z --cached --others --exclude-standard -- \
        pom.xml .mvn plugin-protocol control-api provider-sdk provider-server control-plane bin scripts
    else
      find pom.xml .mvn plugin-protocol control-api provider-sdk provider-server control-plane bin scripts \
        -name target -prune -o -type f -print0
    fi | sort -z | xargs -0 sha256sum 2>/dev/null | sha256sum | cut -d' ' -f1
  )
}
