# shellcheck shell=bash
# A registry of images at the lab's address, port 5000, open to anybody and without TLS: the
# distribution's docker-registry. A lab has one where that program is installed.

registry_launch() {
  cat >"$SLIPWAY_HOME/registry.yaml" <<YAML
version: 0.1
storage: { filesystem: { rootdirectory: "$SLIPWAY_HOME/registry" } }
http: { addr: "$ADDRESS:5000" }
log: { level: warn }
YAML
  process_start registry docker-registry serve "$SLIPWAY_HOME/registry.yaml"
}

registry_ready() { curl -sf -m 2 "http://$ADDRESS:5000/v2/"; }

# registry_push IMAGE: takes it from the container engine; prints what it is called from now on.
registry_push() {
  local pushed=$ADDRESS:5000/${1#localhost/}
  if engine_is_podman; then
    quietly "$LOGS/push.log" engine_cli push --tls-verify=false "$1" "$pushed"
  else
    quietly "$LOGS/push.log" engine_cli tag "$1" "$pushed" && quietly "$LOGS/push.log" engine_cli push "$pushed"
  fi || fail "The engine at $DOCKER_HOST does not push '$1'." \
    "Build it there first. Docker's engine wants $ADDRESS:5000 among its insecure-registries."
  printf '%s\n' "$pushed"
}
