package dev.slipway.provider.internal.plugin;

import io.grpc.BindableService;
import java.util.function.Supplier;

/**
 * What a process serves.
 *
 * @param address the provider's source address, {@code registry.terraform.io/NAMESPACE/NAME}
 * @param service makes the implementation of {@code tfplugin6.Provider}; called once, while
 *     credentials are made on another thread
 * @param end releases what the provider holds, such as connections; called once before the process
 *     ends
 */
public record Plugin(String address, Supplier<? extends BindableService> service, Runnable end) {
  /** The last part of the address. */
  String name() {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
