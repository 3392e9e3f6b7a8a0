package dev.slipway.provider.internal.log;

import io.grpc.Context;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What every line says about the call it was written in. */
public final class RequestFields {
  private static final Context.Key<RequestFields> KEY = Context.key("request-fields");

  private final Map<String, String> fields = new ConcurrentSkipListMap<>();

  /** Fields of a new call, with a request id of their own. */
  public RequestFields(String providerAddress, String rpc) {
    var random = ThreadLocalRandom.current();
    fields.put("tf_req_id", new UUID(random.nextLong(), random.nextLong()).toString());
    fields.put("tf_provider_addr", providerAddress);
    fields.put("tf_rpc", rpc);
  }

  /** The fields of the call that the current thread serves, or null outside of one. */
  public static @Nullable RequestFields current() {
    return KEY.get();
  }

  /** A context in which these are the current fields. */
  public Context in(Context context) {
    return context.withValue(KEY, this);
  }

  /** Adds what became known later, such as the resource's type. */
  public void put(String key, String value) {
    fields.put(key, value);
  }

  /** Visits the fields, sorted by key. */
  void forEach(BiConsumer<String, String> visitor) {
    fields.forEach(visitor);
  }
}
