# shellcheck shell=bash
# The AOT caches: classes loaded and linked ahead of time, from a real session of Terraform, the
# provider and the control plane, mutual TLS included. Without them both work as well, and start
# two to three times slower.

# training_caches FOLDER: makes the cache of the provider in FOLDER and the control plane's. Wants
# TERRAFORM. A session is recorded while its JVM ends, which takes longer than Terraform waits
# before it kills the program it started; so that program is a shell that the JVM outlives.
training_caches() {
  local folder=$1 session recording
  session=$(mktemp -d)
  rm -f "$folder/provider.aot" "$SERVICE_CACHE"
  _training_launcher "$folder" "$session/terraform-provider-ai"
  _training_configuration "$session"
  mkdir "$session/apply" "$session/plan"
  if ! _training_run "$session" >"$session/log" 2>&1; then
    tail -n 15 "$session/log" | sed "s/^/  | /" >&2
    warn "Terraform's training session ended with an error"
  fi
  service_cache "$session/service.aotconf"
  wait_until 60 _training_over "$session" || warn "A training session did not end within 60 s"
  # Terraform starts the provider several times per command. Of these, the longest session of a plan
  # knows most of what people wait for most often.
  recording=$(find "$session/plan" -name '*.conf' -printf '%s %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)
  [ -n "$recording" ] || {
    rm -rf "$session"
    warn "No session was recorded; the provider will start slower"
    return 0
  }
  # shellcheck disable=SC2046 # one flag per word
  "$folder/runtime/bin/java" -XX:AOTMode=create -XX:AOTConfiguration="$recording" \
    -XX:AOTCache="$folder/provider.aot" $(_training_flags) -m dev.slipway.ai >"$session/create.log" 2>&1 || {
    tail -n 5 "$session/create.log" | sed 's/^/  | /' >&2
    warn "The AOT cache could not be made; the provider will start slower"
  }
  rm -rf "$session"
}

# The launcher's own flags, from -XX:+UseSerialGC on: the cache is only valid under the same ones.
_training_flags() {
  sed -n '/-XX:+UseSerialGC/,/ -m /p' "$CHECKOUT/scripts/provider-launcher.sh" |
    sed -e '/ -m /d' -e 's/\\$//'
}

_training_launcher() {
  sed -e "s|^home=.*|home='$1'|" \
    -e 's|-XX:AOTCache="$home/provider.aot"|-XX:AOTMode=record -XX:AOTConfiguration="$RECORDINGS/$$.conf" -Dslipway.provider.recorded=true|' \
    -e 's|^exec ||' \
    -e 's|"\$@"$|"$@" 2>"$RECORDINGS/$$.err" \&|' \
    "$CHECKOUT/scripts/provider-launcher.sh" >"$2"
  cat >>"$2" <<'END'
echo $! >"$RECORDINGS/$$.pid"
wait $!
END
  chmod 755 "$2"
}

# A configuration that takes Terraform through schema, validation, configuration and planning.
_training_configuration() {
  cat >"$1/terraform.rc" <<RC
provider_installation {
  dev_overrides {
    "$PROVIDER_SOURCE" = "$1"
  }
  direct {}
}
RC
  cat >"$1/main.tf" <<'HCL'
terraform {
  required_providers {
    ai = { source = "slipway/ai" }
  }
}

resource "ai_app" "training" {
  name     = "training"
  image    = "localhost/slipway/hello:1"
  running  = false
  wait_for = "accepted"
}
HCL
}

# _training_run FOLDER: an apply and a refresh against a control plane of this build. Where it does
# not come up, a plan as far as it goes.
_training_run() (
  unset TF_CLI_ARGS TF_DATA_DIR TF_LOG TF_REATTACH_PROVIDERS TF_WORKSPACE
  export TF_CLI_CONFIG_FILE=$1/terraform.rc TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
  scratch_home "$1/home"
  trap scratch_control_plane_down EXIT
  if ! JAVA_TOOL_OPTIONS="-XX:AOTMode=record -XX:AOTConfiguration=$1/service.aotconf" \
    scratch_control_plane_up; then
    cat "$LOGS/control-plane.log"
    RECORDINGS=$1/plan "$TERRAFORM" -chdir="$1" plan -input=false
    return
  fi
  RECORDINGS=$1/apply "$TERRAFORM" -chdir="$1" apply -input=false -auto-approve &&
    RECORDINGS=$1/plan "$TERRAFORM" -chdir="$1" plan -input=false
)

_training_over() {
  local pid
  for pid in "$1"/*/*.pid; do
    [ ! -e "$pid" ] || ! kill -0 "$(cat "$pid")" 2>/dev/null || return 1
  done
}
