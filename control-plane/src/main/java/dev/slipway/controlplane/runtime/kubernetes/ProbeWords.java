package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Probe;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in plain words what a kubelet says about a probe. */
final class ProbeWords {
  private static final Pattern STATUS = Pattern.compile("statuscode: (\\d+)");

  private ProbeWords() {}

  /**
   * Pure.
   *
   * @param said such as {@code Readiness probe failed: HTTP probe failed with statuscode: 503}
   * @param probe null: only looks whether the port accepts
   * @return such as {@code probe GET :8080/health answers 503}
   */
  static String of(String said, @Nullable Probe probe, int appPort) {
    var name =
        probe == null
            ? "check of port " + appPort
            : "probe GET :%d%s".formatted(probe.of(appPort).port(), probe.path());
    var status = STATUS.matcher(said);
    if (status.find()) {
      return name + " answers " + status.group(1);
    }
    if (said.contains("deadline exceeded") || said.contains("i/o timeout")) {
      return name + " gets no answer in time";
    }
    if (said.contains("connection refused")) {
      return probe == null
          ? "check finds that nothing listens on port " + appPort
          : name + " gets no answer: the connection is refused or closed";
    }
    if (said.contains("connection reset") || said.endsWith("EOF")) {
      return name + " gets no answer: the connection is refused or closed";
    }
    var colon = said.indexOf("failed: ");
    return name + " fails: " + (colon < 0 ? said : said.substring(colon + "failed: ".length()));
  }
}
