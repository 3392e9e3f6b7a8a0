package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.diag.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What configuration made, and for whom.
 *
 * @param client null while the configuration is not known, which Terraform allows for now
 */
record Configured<C>(@Nullable C client, String terraformVersion) {

  /**
   * The client.
   *
   * @param doing what needs it, for messages
   * @param configured null until Terraform has configured the provider
   */
  static <C> C client(String doing, @Nullable Configured<C> configured) {
    if (configured == null) {
      throw new Failure(
          "The provider is not configured",
          "%s needs the provider's configuration, which Terraform has not sent.".formatted(doing));
    }
    var client = configured.client();
    if (client == null) {
      throw new Deferral(
          Deferral.Reason.PROVIDER_CONFIG_UNKNOWN,
          "The provider's configuration is not known yet",
          "%s needs the provider's configuration, which is known only after apply."
              .formatted(doing));
    }
    return client;
  }
}
