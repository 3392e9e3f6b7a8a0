package dev.slipway.controlplane.app;

import org.jspecify.annotations.Nullable;

/**
 * What an app holds of its project's quota and its region's capacity.
 *
 * @param generation the latest generation that was let in; 0: none
 * @param resources what one replica of that generation holds, or null when nothing is held
 * @param replicas the most replicas of that generation
 * @param waitingFor why the current generation is not let in yet, one sentence with figures; empty
 *     when it is in or nothing is decided about it yet
 */
public record Admission(
    long generation, @Nullable Resources resources, int replicas, String waitingFor) {
  public static final Admission NONE = new Admission(0, null, 0, "");

  /** The app is let in at its current generation and holds its most replicas. */
  public static Admission of(App app) {
    return new Admission(app.generation(), app.spec().resources(), app.spec().scaling().max(), "");
  }

  /**
   * Of the app when it gets this spec. One that asks for just what is held takes nothing from
   * anybody, so it is let in by that; all else is yet to be decided about.
   */
  public static Admission next(App app, AppSpec wanted) {
    var held = app.admission();
    boolean sameShare =
        app.admitted()
            && wanted.running()
            && wanted.region().equals(app.spec().region())
            && wanted.resources().equals(held.resources())
            && wanted.scaling().max() == held.replicas();
    return sameShare
        ? new Admission(app.generation() + 1, held.resources(), held.replicas(), "")
        : held.waiting("");
  }

  public Admission waiting(String reason) {
    return new Admission(generation, resources, replicas, reason);
  }

  /** Units of its kind that the app holds. */
  public int unitsHeld() {
    return resources == null ? 0 : resources.units() * replicas;
  }
}
