package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.vocabulary.FailureCode;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Rules for labels: Kubernetes' grammar, so that an app can move there. */
final class Labels {
  private static final List<String> RESERVED = List.of("slipway/", "ovh/");
  private static final Pattern VALUE =
      Pattern.compile("(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern KEY =
      Pattern.compile(
          "(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final int MOST = 64;

  private Labels() {}

  static void check(SortedMap<String, String> labels, Findings findings) {
    if (labels.size() > MOST) {
      findings.error(
          "labels",
          FailureCode.OUT_OF_RANGE,
          "holds %d labels; allowed are at most %d",
          labels.size(),
          MOST);
    }
    labels.forEach((key, value) -> {
      var at = "labels[%s]".formatted(key);
      if (RESERVED.stream().anyMatch(key::startsWith)) {
        findings.error(
            at,
            FailureCode.RESERVED,
            "labels under %s are the platform's own; choose another prefix, or none",
            String.join(" and ", RESERVED));
      } else if (!KEY.matcher(key).matches()) {
        findings.error(
            at,
            FailureCode.MALFORMED,
            "\"%s\" is no label; it has at most 63 letters, digits and - _ ., starts and ends with a letter or digit, and may follow a lowercase prefix and /",
            key);
      }
      if (!VALUE.matcher(value).matches()) {
        findings.error(
            at,
            FailureCode.MALFORMED,
            "\"%s\" is no label value; it is empty or at most 63 letters, digits and - _ ., starting and ending with a letter or digit",
            value);
      }
    });
  }
}
