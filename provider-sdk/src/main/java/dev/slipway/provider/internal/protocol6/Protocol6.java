package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.Provider;

/** Makes the gRPC service of a provider. */
public final class Protocol6 {

  private Protocol6() {}

  /**
   * The service {@code tfplugin6.Provider}. Close it at the end: it closes the provider's clients.
   *
   * @throws IllegalArgumentException the provider breaks a rule of Terraform, such as two resources
   *     of one name; the message says which
   */
  public static ProviderService<?> service(Provider<?> provider) {
    return serviceOf(provider);
  }

  private static <C> ProviderService<C> serviceOf(Provider<C> provider) {
    return new ProviderService<>(Offer.of(provider));
  }
}
