# shellcheck shell=bash
# The second peer: HashiCorp's AWS provider, the one that most people start most often. It is too
# large to build here, so it is measured where it is installed already.

# aws_find: sets AWS to its newest program: the one BENCH_AWS_PROVIDER names, else one in a mirror
# that Terraform itself would look through. False when there is none.
aws_find() {
  local folders
  mapfile -t folders < <(_aws_mirrors)
  AWS=${BENCH_AWS_PROVIDER:-$(
    find "$HOME/.terraform.d" "${XDG_DATA_HOME:-$HOME/.local/share}/terraform/plugins" \
      "${TF_PLUGIN_CACHE_DIR:-/nonexistent}" "${folders[@]}" \
      -name 'terraform-provider-aws*' -type f -perm -u+x 2>/dev/null | sort -V | tail -n 1
  )}
  [ -n "$AWS" ]
}

# The mirrors of the user's own settings.
_aws_mirrors() {
  sed -n 's/^ *path *= *"\(.*\)"/\1/p' "${TF_CLI_CONFIG_FILE:-$HOME/.terraformrc}" 2>/dev/null
}

# One bucket that is not there yet, with credentials of nobody: such a plan asks no network.
aws_configuration() {
  local version=${AWS##*/terraform-provider-aws_v}
  installable "$1" hashicorp/aws "${version%%_*}" "${AWS%/*}"
  cat >"$1/main.tf" <<'HCL'
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "nobody"
  secret_key                  = "nobody"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
}

resource "aws_s3_bucket" "bench" {
  bucket = "bench"
}
HCL
}
