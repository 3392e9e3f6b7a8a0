package dev.slipway.ai.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.value.Path;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call that failed says.
 *
 * @param reason the control plane's {@code FailureCode}; empty when it did not answer
 * @param message for people
 * @param violations of single fields
 * @param details such as {@code current_generation}
 */
public record Refusal(
    Status.Code code,
    String reason,
    String message,
    List<BadRequest.FieldViolation> violations,
    Map<String, String> details) {

  public static Refusal of(StatusRuntimeException e) {
    var status = StatusProto.fromThrowable(e);
    var info = status == null ? Optional.<ErrorInfo>empty() : detail(status, ErrorInfo.class);
    var request = status == null ? Optional.<BadRequest>empty() : detail(status, BadRequest.class);
    return new Refusal(
        e.getStatus().getCode(),
        info.map(ErrorInfo::getReason).orElse(""),
        Optional.ofNullable(e.getStatus().getDescription()).orElse(e.getStatus().getCode().name()),
        request.map(BadRequest::getFieldViolationsList).orElse(List.of()),
        info.map(ErrorInfo::getMetadataMap).orElse(Map.of()));
  }

  public boolean isNotFound() {
    return code == Status.Code.NOT_FOUND;
  }

  /** Whether the control plane could not be reached, so that the same call may succeed later. */
  public boolean isUnreachable() {
    return code == Status.Code.UNAVAILABLE && reason.isEmpty();
  }

  /**
   * For the user, each violation on its attribute.
   *
   * @param summary what could not be done
   */
  public Failure toFailure(String summary) {
    if (violations.isEmpty()) {
      return new Failure(summary, message);
    }
    return new Failure(
        violations.stream()
            .map(v -> Diagnostic.error(FieldPath.of(v.getField()), summary, v.getDescription()))
            .toList());
  }

  static Failure whileConnecting(Endpoint endpoint, StatusRuntimeException e) {
    var refusal = of(e);
    return switch (refusal.code) {
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Failure(
                  Path.of("token"),
                  "The token was not accepted",
                  "The control plane at %s refuses the token. Set SLIPWAY_TOKEN (or token in the provider block) to its operator token: it is in operator.token in the control plane's home."
                      .formatted(endpoint))
              .causedBy(e);
      case UNIMPLEMENTED ->
          new Failure(
                  Path.of("endpoint"),
                  "The control plane is too old",
                  "What answers at %s does not know this provider's API (slipway.v1, level %d). Upgrade the control plane, or check that the address is its gRPC port."
                      .formatted(endpoint, ControlPlane.API_LEVEL))
              .causedBy(e);
      case UNAVAILABLE, DEADLINE_EXCEEDED ->
          new Failure(
                  Path.of("endpoint"),
                  "The control plane does not answer",
                  "Nobody answers at %s (%s). Start it with ./quickstart or bin/slipway-control-plane, or set SLIPWAY_ENDPOINT (or endpoint in the provider block) to where it listens."
                      .formatted(endpoint, cause(e)))
              .causedBy(e);
      default -> new Failure("The control plane refuses to talk", refusal.message).causedBy(e);
    };
  }

  private static String cause(StatusRuntimeException e) {
    var cause = e.getStatus().getCause();
    return cause == null || cause.getMessage() == null
        ? e.getStatus().getCode().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
        : cause.getMessage();
  }

  private static <M extends com.google.protobuf.Message> Optional<M> detail(
      com.google.rpc.Status status, Class<M> type) {
    for (var any : status.getDetailsList()) {
      if (any.is(type)) {
        try {
          return Optional.of(any.unpack(type));
        } catch (InvalidProtocolBufferException e) {
          throw new Failure(
                  "The control plane's error cannot be read", String.valueOf(e.getMessage()))
              .causedBy(e);
        }
      }
    }
    return Optional.empty();
  }
}
