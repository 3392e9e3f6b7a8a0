package dev.slipway.provider.diag;

/** How bad it is: an error stops the operation on this object, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
