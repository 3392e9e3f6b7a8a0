package dev.slipway.provider.internal.plugin;

import io.grpc.HandlerRegistry;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Services that are made while the host already connects: a provider's service is some seventy
 * message classes, and the handshake line needs none of them. A call that comes first waits.
 */
final class LateServices extends HandlerRegistry {
  private final Future<Map<String, ServerMethodDefinition<?, ?>>> methods;

  /**
   * @param methods by full name, as {@link #methodsOf} makes them
   */
  LateServices(Future<Map<String, ServerMethodDefinition<?, ?>>> methods) {
    this.methods = methods;
  }

  /** The methods of services by full name, {@code package.Service/Method}. */
  static Map<String, ServerMethodDefinition<?, ?>> methodsOf(
      List<ServerServiceDefinition> services) {
    var methods = new HashMap<String, ServerMethodDefinition<?, ?>>();
    for (var service : services) {
      for (var method : service.getMethods()) {
        methods.put(method.getMethodDescriptor().getFullMethodName(), method);
      }
    }
    return methods;
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String name, @Nullable String authority) {
    try {
      return methods.get().get(name);
    } catch (ExecutionException e) {
      // The process is about to end for the same reason, and says it.
      throw new IllegalStateException("the provider could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
