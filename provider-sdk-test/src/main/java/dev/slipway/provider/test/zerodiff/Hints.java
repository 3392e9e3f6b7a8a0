package dev.slipway.provider.test.zerodiff;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What the words of checks say about values: {@code must be one of "fast", "safe"}. */
final class Hints {

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern LENGTH_OF_TIME =
      Pattern.compile("\\b(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h))+\\b");
  private static final Pattern NUMBER = Pattern.compile("-?\\b\\d+(?:\\.\\d+)?\\b");

  private final String words;

  Hints(Collection<String> wishes) {
    // The value that was refused is quoted too, at the end.
    var all = new StringBuilder();
    wishes.forEach(each -> all.append(each.replaceAll("; it (is|has) .*", "")).append('\n'));
    this.words = all.toString();
  }

  List<String> quoted() {
    return all(QUOTED, 1);
  }

  List<String> lengthsOfTime() {
    return all(LENGTH_OF_TIME, 0);
  }

  List<String> numbers() {
    return all(NUMBER, 0);
  }

  private List<String> all(Pattern pattern, int group) {
    var found = new LinkedHashSet<String>();
    var matcher = pattern.matcher(words);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return List.copyOf(found);
  }
}
