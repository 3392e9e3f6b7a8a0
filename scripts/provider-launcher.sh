#!/bin/sh
# Starts the provider on the Java runtime beside it. Terraform reads the handshake from standard
# output, so nothing else may print there: Java's own messages go to standard error, and
# variables that make Java print or change its flags are dropped (another flag than at training
# also makes Java refuse the AOT cache).
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH

self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done
home=$(CDPATH='' cd -- "${self%/*}" && pwd -P) || exit 1

# Each flag by its measured effect, see docs/adr/0004-provider-start.md: serial collector, first
# compiler tier, no replay of a training's profiles and no performance file for start time; a young
# generation that a start fills once at most, in a heap that grows only when messages are large;
# reflection by native code, which makes no method handles.
exec "$home/runtime/bin/java" \
  -Xlog:disable -Xlog:all=warning:stderr \
  -XX:AOTCache="$home/provider.aot" \
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
  -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining \
  -Xms16m -Xmn8m -Xmx1g -Djdk.reflect.useNativeAccessorOnly=true \
  --enable-native-access=dev.slipway.ai --sun-misc-unsafe-memory-access=allow \
  -m dev.slipway.ai "$@"
