package dev.slipway.provider.internal.plugin;

import dev.slipway.provider.internal.log.LogSink;
import dev.slipway.provider.internal.log.RequestFields;
import dev.slipway.provider.log.Level;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives every line that is written during a call the call's fields, and logs begin and end. */
final class RequestLog implements ServerInterceptor {
  private static final Set<String> STORE_RPCS =
      Set.of(
          "ValidateStateStoreConfig",
          "ConfigureStateStore",
          "ReadStateBytes",
          "WriteStateBytes",
          "LockState",
          "UnlockState",
          "GetStates",
          "DeleteState");

  private final String address;

  RequestLog(String address) {
    this.address = address;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String rpc = String.valueOf(call.getMethodDescriptor().getBareMethodName());
    var fields = new RequestFields(address, rpc);
    Context context = fields.in(Context.current());
    var timed = new TimedCall<>(call, context);
    var listener = Contexts.interceptCall(context, timed, headers, next);
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onMessage(Q message) {
        String name = RequestedName.in(message);
        if (!name.isEmpty()) {
          fields.put(key(rpc), name);
        }
        context.run(() -> log("Received a request"));
        super.onMessage(message);
      }
    };
  }

  private static void log(String message, Object... keysAndValues) {
    LogSink.current().write(LogSink.SDK, Level.TRACE, message, null, keysAndValues);
  }

  private static String key(String rpc) {
    if (rpc.contains("DataResource") || rpc.contains("DataSource")) {
      return "tf_data_source_type";
    }
    if (rpc.contains("Ephemeral")) {
      return "tf_ephemeral_resource_type";
    }
    if (rpc.contains("ListResource")) {
      return "tf_list_resource_type";
    }
    if (rpc.contains("Action")) {
      return "tf_action_type";
    }
    if (STORE_RPCS.contains(rpc)) {
      return "tf_state_store_type";
    }
    return rpc.contains("Function") ? "tf_function" : "tf_resource_type";
  }

  private static final class TimedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Context context;
    private final long started = System.nanoTime();

    TimedCall(ServerCall<Q, A> call, Context context) {
      super(call);
      this.context = context;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      long millis = (System.nanoTime() - started) / 1_000_000;
      @Nullable String why = status.isOk() ? null : status.getDescription();
      context.run(() ->
          log(
              "Served a request",
              "tf_req_duration_ms",
              millis,
              "status",
              status.getCode() + (why == null ? "" : ": " + why)));
      super.close(status, trailers);
    }
  }
}
