# shellcheck shell=bash
# Whole `terraform plan`s that change nothing: of one app, and the refresh of 200. The apps are
# stopped, so that the figures are the provider's and the control plane's, not the containers'. All
# providers are installed by init, as users' are: Terraform then hashes them at every command.

bench_plan() { _plans plan-1-app-ms 1; }

bench_refresh() { _plans refresh-200-apps-ms 200; }

_plans() {
  local name=$1 count=$2
  PLAN_OURS=$BENCH_HOME/ours-$count PLAN_PEERS=$BENCH_HOME/peers-$count
  _plan_configuration_ours "$PLAN_OURS" "$count"
  _plan_configuration_peers "$PLAN_PEERS" "$count"
  plan_control_plane
  _plan_terraform "$PLAN_OURS" init -input=false >/dev/null
  _plan_terraform "$PLAN_PEERS" init -input=false >/dev/null
  say "Creating $count of each"
  _plan_terraform "$PLAN_OURS" apply -auto-approve -input=false >/dev/null
  _plan_terraform "$PLAN_PEERS" apply -auto-approve -input=false >/dev/null
  compare "$name" _plan_ours _plan_peers
  [ "$count" != 1 ] || _plan_to_aws
  _plan_terraform "$PLAN_OURS" destroy -auto-approve -input=false >/dev/null
}

# engine_with_greeter: an engine that has the quickstart's app, which all benchmarks run.
engine_with_greeter() {
  engine_bring
  busybox_bring
  DOCKER_HOST=$(engine_find) "$CHECKOUT/examples-tf/quickstart/app/build"
}

# plan_control_plane: leaves one running, with nothing in it at first.
plan_control_plane() {
  ! process_pid control-plane >/dev/null || return 0
  engine_with_greeter
  envoy_bring
  scratch_control_plane_up >/dev/null || {
    tail -n 20 "$LOGS/control-plane.log" | sed 's/^/  | /' >&2
    fail "bench: the control plane did not come up."
  }
}

_plan_ours() { milliseconds _plan_terraform "$PLAN_OURS" plan -input=false -detailed-exitcode; }

_plan_peers() { milliseconds _plan_terraform "$PLAN_PEERS" plan -input=false -detailed-exitcode; }

# A plan of one bucket, which creates it; ours of one app compares it with what is there.
_plan_to_aws() {
  aws_find || return 0
  PLAN_AWS=$BENCH_HOME/aws
  aws_configuration "$PLAN_AWS"
  _plan_terraform "$PLAN_AWS" init -input=false >/dev/null
  compare plan-1-app-to-aws-bucket-ms _plan_ours _plan_aws
}

_plan_aws() { milliseconds _plan_terraform "$PLAN_AWS" plan -input=false; }

# _plan_terraform FOLDER ARGUMENTS…: with the folder's own settings, or those that TERRAFORM_RC names.
_plan_terraform() {
  local folder=$1
  shift
  TF_CLI_CONFIG_FILE=${TERRAFORM_RC:-$folder/terraform.rc} TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1 \
    "$TERRAFORM" -chdir="$folder" "$@"
}

# _plan_configuration_ours FOLDER COUNT [MORE]: apps of the attributes that matter, and MORE.
_plan_configuration_ours() {
  mkdir -p "$1"
  cp "$DIST/terraform.rc" "$1/terraform.rc"
  cat >"$1/main.tf" <<HCL
terraform {
  required_providers {
    ai = { source = "slipway/ai" }
  }
}

resource "ai_app" "bench" {
  count   = $2
  name    = "bench-$2-\${count.index}"
  image   = "localhost/slipway/hello:1"
  running = false
  ${3:-}
}
HCL
}

_plan_configuration_peers() {
  installable "$1" hashicorp/time "$PEER_VERSION" "${PEER%/*}"
  cat >"$1/main.tf" <<HCL
terraform {
  required_providers {
    time = { source = "hashicorp/time" }
  }
}

resource "time_static" "bench" {
  count = $2
}
HCL
}
