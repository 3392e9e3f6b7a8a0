# shellcheck shell=bash disable=SC2034 # sourced; others use its names
# Where things lie. CHECKOUT is the root of the source tree; everything that scripts write is
# below it or below SLIPWAY_HOME.

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
SLIPWAY_HOME=${SLIPWAY_HOME:-$HOME/.slipway}
case $SLIPWAY_HOME in
  /*) ;;
  *) SLIPWAY_HOME=$PWD/$SLIPWAY_HOME ;;
esac
SLIPWAY_VERSION=0.1.0
TOOLS=$CHECKOUT/.tools # what scripts bring: Maven, Envoy
DIST=$CHECKOUT/dist    # what the build makes: provider mirror, terraform.rc
RUN=$SLIPWAY_HOME/run  # process records and sockets
LOGS=$SLIPWAY_HOME/log
export SLIPWAY_HOME

# prepare_home: makes the folders, readable by their owner only.
prepare_home() {
  mkdir -p "$SLIPWAY_HOME" "$RUN" "$LOGS" "$TOOLS"
  chmod 700 "$SLIPWAY_HOME"
}
