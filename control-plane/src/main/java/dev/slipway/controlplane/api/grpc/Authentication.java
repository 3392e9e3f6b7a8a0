package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.project.OperatorToken;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls in that carry the operator's token, and notes who calls. The operator may speak for
 * somebody: {@code slipway-user} names the author, {@code slipway-client} the program.
 */
final class Authentication implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
  private static final Metadata.Key<String> USER = key("slipway-user");
  private static final Metadata.Key<String> CLIENT = key("slipway-client");
  private static final Context.Key<Caller> CALLER = Context.key("slipway-caller");
  private static final String BEARER = "Bearer ";
  private static final int MAX_NAME = 100;

  private final OperatorToken token;

  Authentication(OperatorToken token) {
    this.token = token;
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Who makes the call that this thread serves. */
  static Caller caller() {
    return CALLER.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Caller caller;
    try {
      checkToken(headers.get(AUTHORIZATION));
      caller = new Caller(name(headers, USER, "operator"), name(headers, CLIENT, "unknown client"));
    } catch (FailureException e) {
      return refuse(call, Failures.status(e));
    }
    return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
  }

  private void checkToken(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      throw new FailureException(
          FailureCode.UNAUTHENTICATED,
          "The call carries no token. Send \"authorization: Bearer <token>\"; the operator's token is the line in operator.token in the control plane's SLIPWAY_HOME.");
    }
    if (!token.matches(authorization.substring(BEARER.length()).strip())) {
      throw new FailureException(
          FailureCode.UNAUTHENTICATED,
          "The token is not this control plane's. The operator's token is the line in operator.token in its SLIPWAY_HOME.");
    }
  }

  private static String name(Metadata headers, Metadata.Key<String> key, String otherwise) {
    var value = headers.get(key);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    if (value.length() > MAX_NAME || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "%s: use at most %d printable characters".formatted(key.originalName(), MAX_NAME));
    }
    return value.strip();
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(
      ServerCall<Q, A> call, StatusRuntimeException status) {
    var trailers = status.getTrailers();
    call.close(Status.fromThrowable(status), trailers == null ? new Metadata() : trailers);
    return new ServerCall.Listener<>() {};
  }
}
