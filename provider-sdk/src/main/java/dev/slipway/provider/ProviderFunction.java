package dev.slipway.provider;

import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Signature;

/**
 * A function that configurations call as {@code provider::NAME::function(…)}, from Terraform 1.8
 * on. It is pure: the same arguments always give the same result, and nothing is asked of the
 * outside world, for which there is no client either. Called from several threads at once.
 *
 * <pre>{@code
 * final class Shout implements ProviderFunction<String> {
 *   static final Parameter<String> TEXT = Parameter.of("text", STRING);
 *
 *   @Override public String name() { return "shout"; }
 *
 *   @Override public Signature<String> signature() {
 *     return Signature.of("A text in capitals.", STRING, TEXT);
 *   }
 *
 *   @Override public String call(Arguments arguments) {
 *     return arguments.get(TEXT).toUpperCase(Locale.ROOT) + "!";
 *   }
 * }
 * }</pre>
 *
 * @param <R> its results in Java
 */
public interface ProviderFunction<R> {

  /** Without the provider's: lower-case letters, digits and underscores, no digit first. */
  String name();

  /** Asked once. */
  Signature<R> signature();

  /**
   * Computes the result.
   *
   * @param arguments as the signature allows them: checked, and null or unknown only where allowed
   * @throws Failure for arguments without a result; shown at the argument that it names, as in
   *     {@code new Failure(TEXT, "Too loud", "Write it in lower case.")} or at {@code TEXTS.at(2)}.
   *     Anything else is reported as a bug in the provider
   */
  R call(Arguments arguments) throws Exception;
}
