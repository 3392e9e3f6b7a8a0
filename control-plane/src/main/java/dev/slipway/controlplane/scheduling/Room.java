package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.runtime.Node;

/** One node, what apps hold of it, and what is set aside on it for apps that wait. */
final class Room {
  private final Node node;
  private final Stock held = new Stock();
  private final Stock aside = new Stock();

  Room(Node node) {
    this.node = node;
  }

  Node node() {
    return node;
  }

  void hold(Amount share, long times) {
    held.add(share, times);
  }

  /** Below nothing, when it is more than what is left now: then nobody else comes here. */
  void setAside(Amount share, long times) {
    aside.add(share, times);
  }

  /** What there is of a part when no app is on the node. */
  long all(Part part, String kind) {
    return switch (part) {
      case GPU -> node.gpus().getOrDefault(kind, 0);
      case CPU -> node.cpus();
      case MEMORY -> node.memory().bytes();
    };
  }

  /** What no app holds. */
  long left(Part part, String kind) {
    return all(part, kind) - held.of(part, kind);
  }

  /** What neither holds nor waits for. */
  long free(Part part, String kind) {
    return left(part, kind) - aside.of(part, kind);
  }

  /** Reads one of the three. */
  @FunctionalInterface
  interface View {
    long of(Room room, Part part, String kind);
  }

  /** How many such shares fit, as the view sees it; never negative. */
  long fitting(Amount share, View view) {
    long most = Integer.MAX_VALUE;
    for (var part : Part.ALL) {
      long need = share.of(part);
      if (need > 0) {
        most = Math.min(most, Math.max(0, view.of(this, part, share.gpuResource())) / need);
      }
    }
    return most;
  }

  /** How much of a share is missing for one more, of the part that lacks most; 0: it fits. */
  double missing(Amount share) {
    double most = 0;
    for (var part : Part.ALL) {
      long need = share.of(part);
      if (need > 0) {
        most = Math.max(most, (need - free(part, share.gpuResource())) / (double) need);
      }
    }
    return most;
  }
}
