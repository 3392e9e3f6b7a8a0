package dev.slipway.provider.internal.plugin;

import io.grpc.BindableService;
import java.util.function.Supplier;

/**
 * What a process serves.
 *
 * @param address the provider's source address, such as {@code registry.terraform.io/acme/notes}
 * @param service makes the implementation of {@code tfplugin6.Provider}; called once, while
 *     credentials are made on another thread. Closed before the process ends if it is {@link
 *     AutoCloseable}
 */
public record Plugin(String address, Supplier<? extends BindableService> service) {
  /** The last part of the address. */
  String name() {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
