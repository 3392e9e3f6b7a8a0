# shellcheck shell=bash
# Container images as files, made without an engine.

# image_archive FILE NAME ROOT COMMAND…: an OCI archive of the folder ROOT that runs COMMAND.
image_archive() {
  local archive=$1 name=$2 root=$3 layout
  shift 3
  layout=$(mktemp -d)
  mkdir -p "$layout/blobs/sha256"
  tar -C "$root" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$layout/layer" .
  printf '{"architecture":"%s","os":"linux","config":{"Cmd":[%s]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(_architecture)" "$(_json_strings "$@")" "$(_sha256 "$layout/layer")" >"$layout/config"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
    "$(_blob "$layout/config" config.v1+json)" "$(_blob "$layout/layer" layer.v1.tar)" >"$layout/manifest"
  printf '{"schemaVersion":2,"manifests":[%s]}' \
    "$(_blob "$layout/manifest" manifest.v1+json "$name")" >"$layout/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  tar -C "$layout" -cf "$archive" oci-layout index.json blobs
  rm -rf "$layout"
}

# _blob FILE TYPE [NAME]: files it by its digest and prints its descriptor.
_blob() {
  local digest size annotations=
  digest=$(_sha256 "$1")
  size=$(stat -c %s "$1")
  [ -z "${3:-}" ] || annotations=$(printf ',"annotations":{"io.containerd.image.name":"%s","org.opencontainers.image.ref.name":"%s"}' "$3" "${3##*:}")
  mv "$1" "$layout/blobs/sha256/$digest"
  printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%s%s}' \
    "$2" "$digest" "$size" "$annotations"
}

_sha256() { sha256sum "$1" | cut -d' ' -f1; }

_json_strings() { printf '"%s"\n' "$@" | paste -sd, -; }

# As OCI names this machine.
_architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}
