package dev.slipway.controlplane.vocabulary;

/**
 * Why a request or one of its fields is refused. The name is the {@code reason} that clients see;
 * each edge maps it once to its own status.
 */
public enum FailureCode {
  /** The call as a whole is malformed: a bad id, page token, selector or page size. */
  BAD_REQUEST,
  /** The spec has findings of severity error; they say which fields. */
  INVALID_SPEC,
  UNAUTHENTICATED,
  PERMISSION_DENIED,
  APP_NOT_FOUND,
  PROJECT_NOT_FOUND,
  REVISION_NOT_FOUND,
  REPLICA_NOT_FOUND,
  /** Another app of the project has the name in this region; detail {@code app_id} names it. */
  NAME_TAKEN,
  /** The request id was used before, for another spec. */
  REQUEST_ID_REUSED,
  /** The app has changed since the caller read it; detail {@code current_generation}. */
  STALE_GENERATION,
  /** The app is being deleted and takes no more changes. */
  APP_DELETING,
  /** The engine, cluster or registry does not answer; try again later. */
  RUNTIME_UNAVAILABLE,
  /** The database does not answer; try again later. */
  STORE_UNAVAILABLE,
  /** A defect of the control plane; its log has the cause. */
  INTERNAL,

  // Of single fields.
  REQUIRED,
  MALFORMED,
  OUT_OF_RANGE,
  IMMUTABLE,
  RESERVED,
  CONFLICTING,
  UNKNOWN_FLAVOR,
  UNKNOWN_REGION,
  /** The registry or engine says that the image does not exist or may not be read. */
  IMAGE_NOT_FOUND,
  /** The image is for another platform than the region's. */
  IMAGE_PLATFORM,
  /** Nobody could be asked about the image. */
  IMAGE_UNCHECKED,
  /** More than the project may ever hold at once. */
  QUOTA_EXCEEDED,
  /** More than the region has at all. */
  CAPACITY_EXCEEDED,
  /** Would be accepted, but wait for quota or capacity. */
  WOULD_WAIT
}
