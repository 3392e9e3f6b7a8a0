package dev.slipway.controlplane.api.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.controlplane.vocabulary.Finding;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as google.rpc.Status. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String DOMAIN = "slipway.dev";
  private static final int RETRY_SECONDS = 2;

  /** What the client gets for an exception that a call threw. */
  static StatusRuntimeException status(Throwable thrown) {
    return switch (thrown) {
      case StatusRuntimeException already -> already;
      case FailureException failure -> status(failure);
      case RuntimeUnavailableException unavailable ->
          status(
              new FailureException(
                  FailureCode.RUNTIME_UNAVAILABLE,
                  String.valueOf(unavailable.getMessage()),
                  unavailable));
      default -> defect(thrown);
    };
  }

  private static StatusRuntimeException defect(Throwable thrown) {
    var reference = UUID.randomUUID().toString();
    LOG.atError()
        .setCause(thrown)
        .addKeyValue("reference", reference)
        .log("a call failed for a reason that nobody foresaw");
    return status(
        new FailureException(
            FailureCode.INTERNAL,
            "The control plane has a defect here; its log has the cause under reference %s. Please report it."
                .formatted(reference)));
  }

  private static StatusRuntimeException status(FailureException failure) {
    var code = code(failure.code());
    var status =
        Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(String.valueOf(failure.getMessage()))
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setDomain(DOMAIN)
                        .setReason(failure.code().name())
                        .putAllMetadata(failure.details())
                        .build()));
    var violations = BadRequest.newBuilder();
    failure.findings().stream()
        .filter(Finding::isError)
        .forEach(finding ->
            violations
                .addFieldViolationsBuilder()
                .setField(finding.field())
                .setReason(finding.reason().name())
                .setDescription(finding.message()));
    if (violations.getFieldViolationsCount() > 0) {
      status.addDetails(Any.pack(violations.build()));
    }
    if (code == Code.UNAVAILABLE) {
      status.addDetails(
          Any.pack(
              RetryInfo.newBuilder()
                  .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_SECONDS))
                  .build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static Code code(FailureCode code) {
    return switch (code) {
      case BAD_REQUEST,
          INVALID_SPEC,
          REQUIRED,
          MALFORMED,
          OUT_OF_RANGE,
          IMMUTABLE,
          RESERVED,
          CONFLICTING,
          UNKNOWN_FLAVOR,
          UNKNOWN_REGION,
          IMAGE_NOT_FOUND,
          IMAGE_PLATFORM,
          IMAGE_UNCHECKED,
          QUOTA_EXCEEDED,
          CAPACITY_EXCEEDED,
          WOULD_WAIT ->
          Code.INVALID_ARGUMENT;
      case UNAUTHENTICATED -> Code.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Code.PERMISSION_DENIED;
      case APP_NOT_FOUND, PROJECT_NOT_FOUND, REVISION_NOT_FOUND, REPLICA_NOT_FOUND ->
          Code.NOT_FOUND;
      case NAME_TAKEN, REQUEST_ID_REUSED -> Code.ALREADY_EXISTS;
      case STALE_GENERATION -> Code.ABORTED;
      case APP_DELETING -> Code.FAILED_PRECONDITION;
      case RUNTIME_UNAVAILABLE, STORE_UNAVAILABLE -> Code.UNAVAILABLE;
      case INTERNAL -> Code.INTERNAL;
    };
  }

  private Failures() {}
}
