package dev.slipway.provider.internal.plugin;

/** Settings of Netty that fit a short-lived process with one connection. */
final class NettyTuning {
  private NettyTuning() {}

  /** Sets what the user has not set. Call before the first class of Netty is loaded. */
  static void apply() {
    // Pooled buffers reserve whole arenas; one connection gains nothing from them.
    prefer("io.netty.allocator.type", "unpooled");
    // Tracking leaked buffers samples stack traces.
    prefer("io.netty.leakDetection.level", "disabled");
    // Channel ids hold a machine and a process id, for which Netty asks every network interface.
    prefer("io.netty.machineId", "02:00:00:00:00:00");
    prefer("io.netty.processId", "1");
  }

  private static void prefer(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
