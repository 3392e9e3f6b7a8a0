# shellcheck shell=bash
# Terraform or OpenTofu from the path. It is never installed: neither is a package of the
# distribution.

TERRAFORM_AT_LEAST=1.11

# terraform_bring: sets and exports TERRAFORM to the program, TERRAFORM_NAME to what to type for it.
terraform_bring() {
  local candidate product version
  for candidate in "${TERRAFORM:-}" terraform tofu; do
    [ -n "$candidate" ] && have "$candidate" || continue
    read -r product version < <(TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 "$candidate" version 2>/dev/null |
      sed -n '1s/ v/ /p') || true
    if [ "$(printf '%s\n' "$TERRAFORM_AT_LEAST" "$version" | sort -V | head -n 1)" = "$TERRAFORM_AT_LEAST" ]; then
      TERRAFORM=$(command -v "$candidate")
      TERRAFORM_NAME=$candidate
      export TERRAFORM
      say "$product: $TERRAFORM ($version)"
      return
    fi
    warn "$candidate is ${version:-of an unknown version}; Slipway needs $TERRAFORM_AT_LEAST or newer"
  done
  fail "There is no Terraform $TERRAFORM_AT_LEAST or OpenTofu 1.11 or newer on the path, and this script cannot install one." \
    "Install one (or name it in TERRAFORM), then run this again."
}
