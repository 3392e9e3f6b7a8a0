# shellcheck shell=bash
# CDK Terrain, which goes on with HashiCorp's CDK for Terraform: what examples-tf/cdk needs to
# generate TypeScript from the provider's schema. npm packages, as its lock file says, in .tools/.

CDKTN_NODE_AT_LEAST=20
CDKTN_LOCK=$CHECKOUT/examples-tf/cdk/package-lock.json
CDKTN_FOLDER=$TOOLS/cdktn

# cdktn_bring: sets and exports SLIPWAY_NODE_MODULES to the installed packages. False when there is
# no Node.js, or one that is too old.
cdktn_bring() {
  local version
  have npm && version=$(node --version 2>/dev/null) || return 1
  version=${version#v}
  [ "${version%%.*}" -ge "$CDKTN_NODE_AT_LEAST" ] || return 1
  cmp -s "$CDKTN_LOCK" "$CDKTN_FOLDER/installed" || _cdktn_install || return 1
  export SLIPWAY_NODE_MODULES=$CDKTN_FOLDER/node_modules
}

_cdktn_install() {
  say "Bringing CDK Terrain (150 MB) into .tools/cdktn"
  mkdir -p "$CDKTN_FOLDER"
  cp "$CDKTN_LOCK" "${CDKTN_LOCK%/*}/package.json" "$CDKTN_FOLDER"
  (cd "$CDKTN_FOLDER" &&
    quietly "$LOGS/npm.log" npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier) &&
    cp "$CDKTN_LOCK" "$CDKTN_FOLDER/installed"
}
