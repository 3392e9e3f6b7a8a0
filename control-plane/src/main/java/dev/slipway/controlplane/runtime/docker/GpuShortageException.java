package dev.slipway.controlplane.runtime.docker;

/** Not enough free GPUs of a kind right now. */
final class GpuShortageException extends Exception {
  private static final long serialVersionUID = 1;

  GpuShortageException(String kind, int wanted, int free, int total) {
    super(
        total == 0
            ? "needs %d × %s, and this machine's CDI specifications list none"
                .formatted(wanted, kind)
            : "needs %d × %s, and %d of %d %s free"
                .formatted(wanted, kind, free, total, free == 1 ? "is" : "are"));
  }
}
