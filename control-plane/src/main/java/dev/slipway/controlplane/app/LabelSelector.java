package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.util.ArrayList;
import java.util.List;

/** Terms that an app's labels must all meet. */
public record LabelSelector(List<Term> terms) {
  public static final LabelSelector ANY = new LabelSelector(List.of());

  /** One condition on one label. */
  public sealed interface Term {
    String key();

    record Is(String key, String value) implements Term {}

    /** Another value, or no such label. */
    record IsNot(String key, String value) implements Term {}

    record Present(String key) implements Term {}

    record Absent(String key) implements Term {}
  }

  public LabelSelector {
    terms = List.copyOf(terms);
  }

  /**
   * Reads terms joined by commas: {@code key=value}, {@code key!=value}, {@code key}, {@code !key}.
   *
   * @throws FailureException a term is none of these
   */
  public static LabelSelector parse(String text) {
    if (text.isBlank()) {
      return ANY;
    }
    var terms = new ArrayList<Term>();
    for (var part : text.split(",", -1)) {
      terms.add(term(part.strip()));
    }
    return new LabelSelector(terms);
  }

  private static Term term(String text) {
    int at = text.indexOf('=');
    if (at > 0 && text.charAt(at - 1) == '!') {
      return new Term.IsNot(key(text.substring(0, at - 1), text), text.substring(at + 1).strip());
    }
    if (at >= 0) {
      return new Term.Is(key(text.substring(0, at), text), text.substring(at + 1).strip());
    }
    return text.startsWith("!")
        ? new Term.Absent(key(text.substring(1), text))
        : new Term.Present(key(text, text));
  }

  private static String key(String raw, String term) {
    var key = raw.strip();
    if (key.isEmpty() || key.chars().anyMatch(c -> c == '!' || c <= ' ')) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "label_selector has the term \"%s\"; write key=value, key!=value, key or !key"
              .formatted(term));
    }
    return key;
  }
}
