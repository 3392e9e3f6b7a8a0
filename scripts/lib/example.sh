# shellcheck shell=bash
# The quickstart's configuration, run by Terraform with nothing of the user's own settings. State
# and plugins lie beside the configuration, so that `terraform plan` there goes on from here.

EXAMPLE=$CHECKOUT/examples-tf/quickstart

# example_terraform ARGUMENT…: Terraform on the quickstart's configuration; in colour on a terminal.
example_terraform() {
  local plain=TF_CLI_ARGS=-no-color
  [ ! -t 2 ] || plain=TF_CLI_ARGS=
  env -u TF_DATA_DIR -u TF_WORKSPACE -u TF_PLUGIN_CACHE_DIR -u TF_REATTACH_PROVIDERS \
    -u TF_LOG -u TF_CLI_ARGS_init -u TF_CLI_ARGS_plan -u TF_CLI_ARGS_apply -u TF_CLI_ARGS_destroy \
    TF_CLI_CONFIG_FILE="$DIST/terraform.rc" TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1 \
    "$plain" "$TERRAFORM" -chdir="$EXAMPLE" "$@"
}

# example_init: installs the provider of the present build, for the present program.
example_init() {
  local mark=$EXAMPLE/.terraform/slipway-build wanted
  wanted="$(cat "$DIST/built") $TERRAFORM"
  if [ "$(cat "$mark" 2>/dev/null)" != "$wanted" ]; then
    rm -rf "$EXAMPLE/.terraform" "$EXAMPLE/.terraform.lock.hcl" # they pin the earlier build
    example_terraform init -input=false >&2
    printf '%s\n' "$wanted" >"$mark"
  fi
}

# example_apply: plans, and applies what there is to change.
example_apply() {
  local plan=$SLIPWAY_HOME/quickstart.tfplan changes=0
  example_init
  example_terraform plan -input=false -detailed-exitcode -out="$plan" >&2 || changes=$?
  case $changes in
    0) say "Nothing to change" ;;
    2) example_terraform apply -input=false "$plan" >&2 || fail "$TERRAFORM_NAME apply failed." "The lines above say why." ;;
    *) fail "$TERRAFORM_NAME plan failed." "The lines above say why." ;;
  esac
  rm -f "$plan"
}

# example_exists: whether the state holds anything to destroy.
example_exists() { grep -qs '"mode": "managed"' "$EXAMPLE/terraform.tfstate"; }

example_destroy() {
  example_init
  example_terraform destroy -input=false -auto-approve >&2
}

# example_forget: removes what Terraform left beside the configuration.
example_forget() {
  rm -rf "$EXAMPLE/.terraform" "$EXAMPLE/.terraform.lock.hcl" \
    "$EXAMPLE/terraform.tfstate" "$EXAMPLE/terraform.tfstate.backup"
}
