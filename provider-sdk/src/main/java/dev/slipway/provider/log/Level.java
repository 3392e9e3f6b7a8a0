package dev.slipway.provider.log;

/** How much a log line matters, least first. The names are those of {@code TF_LOG}. */
public enum Level {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  /** Only as a threshold: nothing is logged. */
  OFF
}
