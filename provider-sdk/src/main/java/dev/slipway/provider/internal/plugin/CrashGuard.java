package dev.slipway.provider.internal.plugin;

import dev.slipway.provider.internal.log.LogSink;
import dev.slipway.provider.log.Level;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Turns whatever a call throws into that call's error. The process and all other calls go on;
 * without this the host would see an unexplained UNKNOWN.
 */
final class CrashGuard implements ServerInterceptor {
  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    ServerCall.Listener<Q> listener;
    try {
      listener = next.startCall(call, headers);
    } catch (Throwable thrown) {
      fail(call, thrown);
      return new ServerCall.Listener<>() {};
    }
    return new Guarded<>(call, listener);
  }

  private static void fail(ServerCall<?, ?> call, Throwable thrown) {
    String rpc = String.valueOf(call.getMethodDescriptor().getBareMethodName());
    LogSink.current()
        .write(LogSink.SDK, Level.ERROR, "A call failed unexpectedly", thrown, "method", rpc);
    try {
      call.close(status(rpc, thrown), new Metadata());
    } catch (IllegalStateException alreadyClosed) {
      // It threw after its answer was complete; the host has that answer, the log has the error.
      return;
    }
  }

  private static Status status(String rpc, Throwable thrown) {
    if (thrown instanceof StatusRuntimeException chosen) {
      return chosen.getStatus();
    }
    return Status.INTERNAL
        .withDescription(
            rpc
                + " failed: "
                + thrown
                + ". This is a bug in the provider; please report it with the output of"
                + " TF_LOG=debug")
        .withCause(thrown);
  }

  private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;

    Guarded(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      try {
        super.onMessage(message);
      } catch (Throwable thrown) {
        fail(call, thrown);
      }
    }

    @Override
    public void onHalfClose() {
      try {
        super.onHalfClose();
      } catch (Throwable thrown) {
        fail(call, thrown);
      }
    }

    @Override
    public void onReady() {
      try {
        super.onReady();
      } catch (Throwable thrown) {
        fail(call, thrown);
      }
    }

    @Override
    public void onCancel() {
      try {
        super.onCancel();
      } catch (Throwable thrown) {
        fail(call, thrown);
      }
    }

    @Override
    public void onComplete() {
      try {
        super.onComplete();
      } catch (Throwable thrown) {
        fail(call, thrown);
      }
    }
  }
}
