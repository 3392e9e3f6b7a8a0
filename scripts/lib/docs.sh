# shellcheck shell=bash
# The provider's reference in the registry's layout: docs/index.md and one page per resource, data
# source, function and so on. Written by HashiCorp's tfplugindocs from the provider's own schema;
# the examples are those of examples-tf, which the acceptance tests apply.

DOCS_TOOL_VERSION=0.24.0
DOCS_TOOL=$TOOLS/docs/tfplugindocs
DOCS_PAGES=(index.md resources data-sources functions)

# docs_bring: builds tfplugindocs through Go's module proxy. False when there is no Go.
docs_bring() {
  [ ! -x "$DOCS_TOOL" ] || return 0
  have go || return 1
  say "Building tfplugindocs $DOCS_TOOL_VERSION (half a minute)"
  mkdir -p "${DOCS_TOOL%/*}"
  quietly "$LOGS/tfplugindocs.log" env GOBIN="${DOCS_TOOL%/*}" GOFLAGS=-trimpath \
    go install "github.com/hashicorp/terraform-plugin-docs/cmd/tfplugindocs@v$DOCS_TOOL_VERSION"
}

# docs_render FOLDER: renders all pages below FOLDER/docs. Wants TERRAFORM and the packaged provider.
docs_render() {
  local folder=$1 name
  _docs_example provider/provider.tf quickstart/main.tf
  _docs_example resources/ai_app/resource.tf quickstart/main.tf
  for name in app apps flavors quota regions; do
    _docs_example "data-sources/ai_$name/data-source.tf" "lookup/$name.tf"
  done
  for name in hourly_price image_reference parse_memory; do
    _docs_example "functions/$name/function.tf" "lookup/$name.tf"
  done
  # By its bare name, tfplugindocs finds a provider in one namespace only.
  _docs_schema | sed -E "s#\"($PROVIDER_ADDRESS|$PROVIDER_OPENTOFU_ADDRESS)\"#\"registry.terraform.io/hashicorp/ai\"#" \
    >"$folder/schema.json"
  quietly "$folder/log" "$DOCS_TOOL" generate --provider-dir "$folder" --provider-name ai \
    --rendered-provider-name Slipway --providers-schema "$folder/schema.json"
}

_docs_example() {
  mkdir -p "$folder/examples/${1%/*}"
  cp "$CHECKOUT/examples-tf/$2" "$folder/examples/$1"
}

_docs_schema() (
  unset TF_CLI_ARGS TF_DATA_DIR TF_LOG TF_REATTACH_PROVIDERS TF_WORKSPACE
  export TF_CLI_CONFIG_FILE=$DIST/terraform.rc CHECKPOINT_DISABLE=1
  mkdir -p "$folder/schema"
  cp "$CHECKOUT/examples-tf/quickstart/main.tf" "$folder/schema"
  "$TERRAFORM" -chdir="$folder/schema" init -input=false >"$folder/init.log" || {
    cat "$folder/init.log" >&2
    return 1
  }
  "$TERRAFORM" -chdir="$folder/schema" providers schema -json
)

# docs_check: whether docs/ is what the provider says now, and what registries take; shows what
# differs.
docs_check() {
  local rendered page stale=0
  rendered=$(mktemp -d)
  if docs_render "$rendered"; then
    for page in "${DOCS_PAGES[@]}"; do
      diff -ru "$CHECKOUT/docs/$page" "$rendered/docs/$page" >&2 || stale=1
    done
    quietly "$LOGS/tfplugindocs-validate.log" "$DOCS_TOOL" validate --provider-dir "$CHECKOUT" \
      --provider-name ai --providers-schema "$rendered/schema.json" || stale=1
  else
    stale=1
  fi
  rm -rf "$rendered"
  [ "$stale" = 0 ]
}

# docs_write: brings docs/ up to date.
docs_write() {
  local rendered page
  rendered=$(mktemp -d)
  docs_render "$rendered" || fail "The pages could not be rendered."
  for page in "${DOCS_PAGES[@]}"; do
    rm -rf "${CHECKOUT:?}/docs/$page"
    cp -r "$rendered/docs/$page" "$CHECKOUT/docs/$page"
  done
  rm -rf "$rendered"
}
