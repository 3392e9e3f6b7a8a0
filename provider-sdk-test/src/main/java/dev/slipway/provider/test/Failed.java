package dev.slipway.provider.test;

import java.util.Optional;
import org.assertj.core.api.AssertProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A call that ended with errors.
 *
 * @param doing such as {@code notes_note: apply}
 * @param left what Terraform keeps of a managed object: after a failed create what came back, as
 *     tainted; after any other failed call the object as it came back, or as it was
 */
public record Failed(String doing, Diagnosis diagnosis, Optional<Instance> left)
    implements AssertProvider<FailedAssert> {

  /**
   * Makes a call that has to fail.
   *
   * <pre>{@code
   * assertThat(failing(() -> note.create(with(TITLE, "")))).hasError("Invalid value for title");
   * }</pre>
   *
   * @throws AssertionError it did not fail, or answered in a way that Terraform refuses
   */
  public static Failed failing(ThrowingCallable call) {
    try {
      call.call();
    } catch (FailedCall e) {
      return e.failed();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the test itself ended by " + e, e);
    }
    throw new AssertionError("the call was expected to fail, but there was no error");
  }

  /** Use {@code assertThat(failed)}. */
  @Override
  public FailedAssert assertThat() {
    return new FailedAssert(this);
  }

  @Override
  public String toString() {
    return "%s failed:\n%s".formatted(doing, diagnosis);
  }
}
