package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The apps on disk. Every method is one transaction; what a writing method has returned is on disk.
 * After a write {@link AppFeed} tells whoever follows the app.
 *
 * <p>Apps that are gone ({@link AppState#DELETED}) are found by {@link #trace} alone. Methods throw
 * {@link dev.slipway.controlplane.vocabulary.FailureException} with {@code STORE_UNAVAILABLE} when
 * the database does not answer.
 */
public interface Apps {
  /** Makes an app with its first revision, or says why not. */
  Creation create(NewApp wanted);

  /**
   * Gives an app its next revision, when it is at this generation.
   *
   * <p>An equal spec writes nothing, whatever the image, unless the change is to put right what
   * others have changed and there is {@linkplain App#drift() such}. That is safe to repeat: the new
   * generation has none.
   */
  Change change(AppId id, long expectedGeneration, SpecChange change);

  /** Marks the app as known to its owner. Safe to repeat. Empty: no such app. */
  Optional<App> claim(AppId id);

  /** Marks the app as to be deleted. Safe to repeat. Empty: no such app. */
  Optional<App> delete(AppId id, Caller by, Instant at);

  /**
   * Nothing of the app is left in its runtime: it becomes {@link AppState#DELETED}, its name is
   * free again and its secrets are erased. Safe to repeat.
   */
  void gone(AppId id, Instant at);

  /**
   * Writes what there is, and events with it. Writes nothing when the status is equal and there are
   * no events, or when it speaks of an older generation than the stored one does.
   *
   * @return the app as it is now; empty: no such app
   */
  Optional<App> report(AppId id, AppStatus status, List<Event> events);

  /**
   * Writes what the app holds, and events with it. Writes nothing when the admission is equal and
   * there are no events, nor when the app is at another generation than was decided about.
   *
   * @return the app as it is now; empty: no such app
   */
  Optional<App> admit(AppId id, long generation, Admission admission, List<Event> events);

  /** Fills in a revision's image where it was not known yet. Empty: no such app. */
  Optional<App> pin(AppId id, long revision, PinnedImage image);

  /** Appends events, in this order. Those of an app that is gone are dropped. */
  void record(AppId id, List<Event> events);

  Optional<App> find(AppId id);

  /** Every app, also those to be deleted, of every project, oldest first. */
  List<App> all();

  /** The ids of {@link #all}. */
  List<AppId> ids();

  Page<App> list(AppQuery query);

  /**
   * The app, also when it is gone, and its events after a sequence, oldest first.
   *
   * @param limit at most so many events, the earliest
   */
  Optional<Trace> trace(AppId id, long afterSequence, int limit);

  /** The last events after a sequence, oldest first. */
  List<Event> lastEvents(AppId id, long afterSequence, int limit);

  /** Newest first. */
  Page<Revision> revisions(AppId id, int pageSize, String pageToken);

  Optional<Revision> revision(AppId id, long number);
}
