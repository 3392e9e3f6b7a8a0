package dev.slipway.provider.value;

import java.text.Normalizer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Strings as Terraform keeps them: well-formed Unicode in normalization form C. */
final class Unicode {

  private Unicode() {}

  /** Half a surrogate pair becomes U+FFFD, as in Go, so that every text has a UTF-8 form. */
  static String normalized(String text) {
    return isAscii(text)
        ? text
        : Normalizer.normalize(withoutLoneSurrogates(text), Normalizer.Form.NFC);
  }

  /**
   * A sorted copy with normalized keys.
   *
   * @throws IllegalArgumentException two keys are one after normalization
   */
  static <V> SortedMap<String, V> normalizedKeys(Map<String, V> map) {
    var copy = new TreeMap<String, V>();
    map.forEach((key, value) -> {
      if (copy.putIfAbsent(normalized(key), value) != null) {
        throw new IllegalArgumentException("two keys are the same text, " + Rendering.ofKey(key));
      }
    });
    return Collections.unmodifiableSortedMap(copy);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String withoutLoneSurrogates(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point ->
            out.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 0xFFFD : point));
    return out.toString();
  }
}
