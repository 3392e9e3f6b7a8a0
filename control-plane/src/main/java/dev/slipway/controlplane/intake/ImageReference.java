package dev.slipway.controlplane.intake;

import java.util.regex.Pattern;

/** The grammar of container references: {@code [host[:port]/]path[:tag][@digest]}. */
final class ImageReference {
  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final String HOST =
      "(?:[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)(?:\\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)*";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?<name>(?:%s(?::[0-9]{1,5})?/)?%s(?:/%s)*)(?::[\\w][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?"
              .formatted(HOST, PART, PART));
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST = LONGEST_NAME + 1 + 128 + 72;

  private ImageReference() {}

  static boolean isValid(String reference) {
    if (reference.length() > LONGEST) {
      return false;
    }
    var matcher = GRAMMAR.matcher(reference);
    return matcher.matches() && matcher.group("name").length() <= LONGEST_NAME;
  }
}
