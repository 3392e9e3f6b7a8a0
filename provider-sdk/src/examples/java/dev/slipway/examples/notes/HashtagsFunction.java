package dev.slipway.examples.notes;

import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.function.Variadic;
import dev.slipway.provider.schema.Kind;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code provider::notes::hashtags(…)}. */
final class HashtagsFunction implements ProviderFunction<Set<String>> {

  static final Variadic<String> TEXTS =
      Parameter.of("texts", STRING).doc("Such as `Buy milk #shop`.").variadic();

  private static final Pattern HASHTAG = Pattern.compile("#([a-z0-9]+)");
  private static final int LONGEST = 20;

  @Override
  public String name() {
    return "hashtags";
  }

  @Override
  public Signature<Set<String>> signature() {
    return Signature.of("The tags that texts have in them.", Kind.set(STRING)).variadic(TEXTS);
  }

  @Override
  public Set<String> call(Arguments arguments) {
    var texts = arguments.get(TEXTS);
    var tags = new TreeSet<String>();
    for (int i = 0; i < texts.size(); i++) {
      var found = HASHTAG.matcher(texts.get(i));
      while (found.find()) {
        if (found.group(1).length() > LONGEST) {
          throw new Failure(
              TEXTS.at(i),
              "Tag too long",
              "%s has more than %d characters.".formatted(found.group(), LONGEST));
        }
        tags.add(found.group(1));
      }
    }
    return tags;
  }
}
