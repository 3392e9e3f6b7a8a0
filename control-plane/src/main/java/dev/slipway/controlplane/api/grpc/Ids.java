package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;

/** What clients name things by. */
final class Ids {
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 500;

  /**
   * Reads an app's id.
   *
   * @throws FailureException not a lowercase UUID
   */
  static AppId app(String text) {
    try {
      return new AppId(text);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "\"%s\" is not an app's id. An id is a lowercase UUID; ListApps finds it by name."
              .formatted(shortened(text)),
          e);
    }
  }

  static FailureException unknown(AppId id) {
    return new FailureException(
        FailureCode.APP_NOT_FOUND, "there is no app %s. It may have been deleted.".formatted(id));
  }

  /**
   * A page's size; 0 stands for the default.
   *
   * @throws FailureException out of range
   */
  static int pageSize(String field, int wanted) {
    if (wanted < 0 || wanted > MAX_PAGE) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "%s is %d; choose 1 to %d, or 0 for %d".formatted(field, wanted, MAX_PAGE, DEFAULT_PAGE));
    }
    return wanted == 0 ? DEFAULT_PAGE : wanted;
  }

  static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private Ids() {}
}
