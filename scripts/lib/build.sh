# shellcheck shell=bash
# The build: jars by Maven, then the provider's mirror. Skipped when nothing changed.

# build_all: builds unless dist/ already holds what the sources say. Wants JAVA_HOME, MAVEN,
# TERRAFORM.
build_all() {
  local wanted
  wanted=$(sources_hash)
  if [ "$(cat "$DIST/built" 2>/dev/null)" = "$wanted" ]; then
    say "Built already; the sources have not changed"
    return
  fi
  say "Building the control plane and the provider (a minute or more; $LOGS/build.log)"
  # Jars that are no longer needed would be shipped.
  rm -rf "$PROVIDER_MODULE/target/lib" "$SERVICE_MODULE/target/lib"
  quietly "$LOGS/build.log" maven package -DskipTests -pl provider-server,control-plane -am || {
    grep -F '.java:[' "$LOGS/build.log" | sort -u | head -n 20 >&2 || true
    fail "The build failed." "The lines above say why."
  }
  build_provider
  printf '%s\n' "$wanted" >"$DIST/built"
}

# build_provider: lays the built provider out below dist/.
build_provider() {
  local folder
  folder=$(provider_folder)
  say "Packaging the provider into ${folder#"$CHECKOUT"/}"
  rm -rf "$DIST/mirror"
  provider_program
  provider_runtime "$folder"
  provider_launcher "$folder"
  training_caches "$folder"
  provider_for_opentofu "$DIST/mirror"
  provider_terraform_rc
}
