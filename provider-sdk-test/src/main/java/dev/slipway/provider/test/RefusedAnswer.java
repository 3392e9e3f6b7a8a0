package dev.slipway.provider.test;

import dev.slipway.provider.internal.codec.CodecException;
import dev.slipway.provider.test.internal.protocol6.UnfitIdentityException;
import dev.slipway.provider.test.rules.BrokenRule;
import dev.slipway.provider.test.rules.TerraformRule;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Fails a test whose provider answered in a way that Terraform refuses. */
final class RefusedAnswer extends AssertionError {

  private static final long serialVersionUID = 1;

  private RefusedAnswer(String doing, List<BrokenRule> broken) {
    super(
        "%s: Terraform would refuse this answer:\n%s"
            .formatted(
                doing,
                broken.stream().map(BrokenRule::toString).collect(Collectors.joining("\n"))));
  }

  /**
   * Throws if there are broken rules.
   *
   * @param doing such as {@code notes_note: plan}
   */
  static void unlessSound(String doing, List<BrokenRule> broken) {
    if (!broken.isEmpty()) {
      throw new RefusedAnswer(doing, broken);
    }
  }

  /**
   * Makes a call whose answer has to be of a type.
   *
   * @param rule broken if it is not
   */
  static <A> A orElse(String doing, TerraformRule rule, Supplier<A> call) {
    try {
      return call.get();
    } catch (CodecException e) {
      throw unfit(doing, rule, e);
    } catch (UnfitIdentityException e) {
      throw unfit(doing, TerraformRule.I2, e.misfit());
    }
  }

  private static RefusedAnswer unfit(String doing, TerraformRule rule, CodecException misfit) {
    var broken = new BrokenRule(rule, misfit.path(), String.valueOf(misfit.getMessage()));
    var refused = new RefusedAnswer(doing, List.of(broken));
    refused.initCause(misfit);
    return refused;
  }
}
