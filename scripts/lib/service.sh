# shellcheck shell=bash disable=SC2034 # sourced; others use its names
# The control plane as a program: its jars, how Java is to run them, and an AOT cache of classes
# loaded and linked ahead of time. Java itself refuses a cache that was made from other jars.

SERVICE_MODULE=$CHECKOUT/control-plane
SERVICE_JAR=$SERVICE_MODULE/target/control-plane-$SLIPWAY_VERSION.jar
SERVICE_CACHE=$DIST/control-plane.aot

# Recording, making and using a cache want the same of these. The first compiler tier alone: half
# the processor time to start, and what a control plane does all day is waiting. A young generation of
# a fixed size, for its collections would pause for longer the more apps there are.
SERVICE_FLAGS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms96m -Xmn48m -Xmx1g
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

# service_cache FILE: makes the cache from a recorded run. Wants JAVA_HOME.
service_cache() {
  [ -s "$1" ] && "$JAVA_HOME/bin/java" -XX:AOTMode=create -XX:AOTConfiguration="$1" \
    -XX:AOTCache="$SERVICE_CACHE" "${SERVICE_FLAGS[@]}" -jar "$SERVICE_JAR" >"$1.log" 2>&1 || {
    [ ! -s "$1.log" ] || tail -n 5 "$1.log" | sed 's/^/  | /' >&2
    warn "The control plane's AOT cache could not be made; it will start slower"
  }
}
