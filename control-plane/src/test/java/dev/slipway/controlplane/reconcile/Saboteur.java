package dev.slipway.controlplane.reconcile;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills a control plane at one of its steps: at the n-th call to its store or its runtime, before
 * or after that call took effect. From then on nothing it tries has any effect, as with a process
 * that is gone.
 */
final class Saboteur {
  /** Thrown at whoever lives on in a killed control plane. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed");
    }
  }

  static final Saboteur NONE = new Saboteur(Integer.MAX_VALUE, false);

  private final int step;
  private final boolean afterEffect;
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicBoolean killed = new AtomicBoolean();

  private Saboteur(int step, boolean afterEffect) {
    this.step = step;
    this.afterEffect = afterEffect;
  }

  static Saboteur before(int step) {
    return new Saboteur(step, false);
  }

  static Saboteur after(int step) {
    return new Saboteur(step, true);
  }

  @Override
  public String toString() {
    return "killed %s step %d".formatted(afterEffect ? "after" : "before", step);
  }

  boolean hasStruck() {
    return killed.get();
  }

  <T> T watch(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (killed.get()) {
                throw new Killed();
              }
              boolean now = steps.incrementAndGet() == step;
              if (now && !afterEffect) {
                killed.set(true);
                throw new Killed();
              }
              try {
                var result = method.invoke(target, arguments);
                if (now) {
                  killed.set(true);
                  throw new Killed();
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
