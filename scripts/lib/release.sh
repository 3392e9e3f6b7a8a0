# shellcheck shell=bash
# The built provider as others take it, below one folder:
#   VERSION/   what a registry takes: a zip per platform, manifest, SHA256SUMS and its signature
#   mirror/    packed filesystem mirror; over HTTPS the same files are a network mirror
#   unpacked/  unpacked filesystem mirror
# Both mirrors serve Terraform and OpenTofu, each under its registry's name.
# Versions that are there already stay, and so do a version's zips for other platforms.

# release_provider FOLDER VERSION [KEY]: KEY is a file with an OpenPGP secret key. Wants JAVA_HOME.
release_provider() {
  local folder=$1 version=$2 key=${3:-} name=terraform-provider-ai_$2
  mkdir -p "$folder/$version"
  _release_unpacked "$folder/unpacked/$PROVIDER_ADDRESS/$version/$(provider_platform)" "$version"
  _release_zip pack "$folder/unpacked/$PROVIDER_ADDRESS/$version/$(provider_platform)" \
    "$folder/$version/${name}_$(provider_platform).zip"
  printf '{"version":1,"metadata":{"protocol_versions":["6.0"]}}\n' \
    >"$folder/$version/${name}_manifest.json"
  (cd "$folder/$version" && sha256sum -- *.zip *_manifest.json >"${name}_SHA256SUMS")
  rm -f "$folder/$version/${name}_SHA256SUMS.sig"
  [ -z "$key" ] || _release_signature "$folder/$version/${name}_SHA256SUMS" "$key"
  _release_mirror "$folder" "$version"
  provider_for_opentofu "$folder/mirror"
  provider_for_opentofu "$folder/unpacked"
}

_release_zip() { "$JAVA_HOME/bin/java" "$CHECKOUT/scripts/lib/ProviderZip.java" "$@"; }

# The program's name carries the version; nothing else in the package does.
_release_unpacked() {
  rm -rf "$1"
  mkdir -p "${1%/*}"
  cp -a "$(provider_folder)" "$1"
  [ "$2" = "$SLIPWAY_VERSION" ] ||
    mv "$1/terraform-provider-ai_v$SLIPWAY_VERSION" "$1/terraform-provider-ai_v$2"
}

# Signs with a key ring of its own: the user's is neither read nor changed.
_release_signature() {
  local ring
  ring=$(mktemp -d)
  if ! {
    gpg --homedir "$ring" --batch --quiet --import "$2" &&
      gpg --homedir "$ring" --batch --quiet --pinentry-mode loopback --passphrase-fd 3 \
        --detach-sign --output "$1.sig" "$1" 3<<<"${SLIPWAY_SIGNING_PASSPHRASE:-}"
  } >"$ring/log" 2>&1; then
    sed 's/^/  | /' "$ring/log" >&2
    _release_forget "$ring"
    fail "${1##*/} could not be signed with the key in $2." \
      "It must be a secret key; its passphrase, if any, is read from SLIPWAY_SIGNING_PASSPHRASE."
  fi
  _release_forget "$ring"
}

_release_forget() {
  gpgconf --homedir "$1" --kill gpg-agent
  rm -rf "$1"
}

# The version's zips beside their hashes, and the list of all versions.
_release_mirror() {
  local mirror=$1/mirror/$PROVIDER_ADDRESS version=$2 zip name platform archives=()
  mkdir -p "$mirror"
  for zip in "$1/$version"/*.zip; do
    name=${zip##*/}
    platform=${name#"terraform-provider-ai_${version}_"}
    platform=${platform%.zip}
    cp "$zip" "$mirror/$name"
    archives+=("$(printf '"%s":{"url":"%s","hashes":["%s","zh:%s"]}' "$platform" "$name" \
      "$(_release_zip hash "$zip")" "$(sha256sum "$zip" | cut -d' ' -f1)")")
  done
  printf '{"archives":{%s}}\n' "$(_joined "${archives[@]}")" >"$mirror/$version.json"
  printf '{"versions":{%s}}\n' "$(_joined "$(
    find "$mirror" -name '*.json' ! -name index.json -printf '"%f":{}\n' | sed 's/\.json"/"/' | sort -V
  )")" >"$mirror/index.json"
}

# One item per line; commas between them.
_joined() { printf '%s\n' "$@" | paste -sd, -; }
