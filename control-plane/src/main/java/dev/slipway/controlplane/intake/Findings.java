package dev.slipway.controlplane.intake;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.Finding;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what checks find; a check notes and goes on. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  @FormatMethod
  void error(String field, FailureCode reason, @FormatString String message, Object... figures) {
    found.add(Finding.error(field, reason, message.formatted(figures)));
  }

  void warning(String field, FailureCode reason, String message) {
    found.add(Finding.warning(field, reason, message));
  }

  /** A region whose engine does not answer; said once, however often it was asked. */
  void silent(RegionName region, String why) {
    var reason = FailureCode.RUNTIME_UNAVAILABLE;
    if (found.stream().noneMatch(finding -> finding.reason() == reason)) {
      warning(
          "region",
          reason,
          "%s cannot run anything now: %s. Start its engine, or start the control plane with DOCKER_HOST set to one that answers"
              .formatted(region, why));
    }
  }

  /** Makes errors of the warnings with this reason. */
  void refuse(FailureCode reason) {
    found.replaceAll(finding ->
        finding.reason() == reason
            ? Finding.error(finding.field(), reason, finding.message())
            : finding);
  }

  void add(Findings others) {
    found.addAll(others.found);
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Finding::isError);
  }

  List<Finding> all() {
    return List.copyOf(found);
  }

  /** The number, or the default when it is 0; a finding when it is out of range. */
  int number(String field, int given, int fallback, int min, int max) {
    int number = given == 0 ? fallback : given;
    if (number < min || number > max) {
      if (min == max) {
        error(
            field,
            FailureCode.OUT_OF_RANGE,
            "%s = %d is out of range; only %d is allowed",
            name(field),
            number,
            min);
      } else {
        error(
            field,
            FailureCode.OUT_OF_RANGE,
            "%s = %d is out of range; allowed is %d to %d",
            name(field),
            number,
            min,
            max);
      }
    }
    return number;
  }

  /** A finding when the duration is out of range. */
  Duration duration(String field, Duration given, Duration min, Duration max) {
    if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
      error(
          field,
          FailureCode.OUT_OF_RANGE,
          "%s = \"%s\" is out of range; allowed is %s to %s",
          name(field),
          words(given),
          words(min),
          words(max));
    }
    return given;
  }

  /** The last part of a path: people know it from the line that they wrote. */
  static String name(String field) {
    return field.substring(field.lastIndexOf('.') + 1);
  }

  /** As people write it: {@code 1m30s}, {@code 500ms}, {@code 0s}. */
  static String words(Duration duration) {
    return duration.isZero() ? "0s" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
