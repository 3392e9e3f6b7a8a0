package dev.slipway.provider.schema;

import dev.slipway.provider.schema.Check.Finding;
import dev.slipway.provider.value.Path;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The usual checks; meant for static import. {@link Check#that} makes others.
 *
 * <p>Schemas are made at every start of a provider, so their texts are put together plainly: the
 * first formatted number takes Java 5 ms, for the locale.
 */
public final class Checks {

  private Checks() {}

  /** Length of a string in Unicode code points, both ends included. */
  public static Check<String> length(int min, int max) {
    return Check.that(
        min + " to " + max + " characters long",
        text -> {
          int length = text.codePointCount(0, text.length());
          return length >= min && length <= max;
        });
  }

  /**
   * The whole string matches.
   *
   * @param regex in Java's notation
   * @param expectation what such a string is, in words: "a lower-case DNS label"
   */
  public static Check<String> matches(String regex, String expectation) {
    var pattern = Pattern.compile(regex);
    return Check.that(expectation, text -> pattern.matcher(text).matches());
  }

  /** One of these strings. */
  public static Check<String> oneOf(String... allowed) {
    return oneOf(List.of(allowed));
  }

  /** One of these values. */
  public static <T> Check<T> oneOf(List<? extends T> allowed) {
    var names =
        allowed.stream()
            .map(value -> value instanceof String text ? '"' + text + '"' : value.toString())
            .collect(Collectors.joining(", "));
    return Check.that(allowed.size() == 1 ? names : "one of " + names, allowed::contains);
  }

  /** Within these bounds, both included. */
  public static <T extends Comparable<T>> Check<T> between(T min, T max) {
    return Check.that(
        "between " + shown(min) + " and " + shown(max),
        value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
  }

  public static <T extends Comparable<T>> Check<T> atLeast(T min) {
    return Check.that("at least " + shown(min), value -> value.compareTo(min) >= 0);
  }

  public static <T extends Comparable<T>> Check<T> atMost(T max) {
    return Check.that("at most " + shown(max), value -> value.compareTo(max) <= 0);
  }

  /** Count of elements in a list or set, both ends included. */
  public static Check<Collection<?>> size(int min, int max) {
    return Check.that(
        min + " to " + max + " elements",
        elements -> elements.size() >= min && elements.size() <= max);
  }

  /** Count of entries in a map, both ends included. */
  public static Check<Map<String, ?>> entries(int min, int max) {
    return Check.that(
        min + " to " + max + " entries", entries -> entries.size() >= min && entries.size() <= max);
  }

  /** Every element of a list passes. */
  public static <E> Check<List<E>> each(Check<? super E> check) {
    return elements -> {
      var findings = new ArrayList<Finding>();
      for (int i = 0; i < elements.size(); i++) {
        within(Path.ROOT.index(i), check.findings(elements.get(i)), findings);
      }
      return findings;
    };
  }

  /** Every element of a set passes. */
  public static <E> Check<Collection<E>> every(Check<? super E> check) {
    return elements -> {
      var findings = new ArrayList<Finding>();
      elements.forEach(element -> within(Path.ROOT, check.findings(element), findings));
      return findings;
    };
  }

  /** Every value of a map passes. */
  public static <E> Check<Map<String, E>> eachValue(Check<? super E> check) {
    return map -> {
      var findings = new ArrayList<Finding>();
      map.forEach((key, value) -> within(Path.ROOT.key(key), check.findings(value), findings));
      return findings;
    };
  }

  /** Every key of a map passes. */
  public static Check<Map<String, ?>> eachKey(Check<? super String> check) {
    return map -> {
      var findings = new ArrayList<Finding>();
      map.keySet()
          .forEach(key -> {
            for (var finding : check.findings(key)) {
              findings.add(
                  new Finding(Path.ROOT.key(key), "under a key that is " + finding.expectation()));
            }
          });
      return findings;
    };
  }

  private static void within(Path element, List<Finding> found, List<Finding> all) {
    for (var finding : found) {
      all.add(new Finding(element.then(finding.where()), finding.expectation()));
    }
  }

  private static String shown(Object bound) {
    return switch (bound) {
      case Duration length -> GoDuration.format(length);
      case BigDecimal number -> number.toPlainString();
      case Object other -> other.toString();
    };
  }
}
