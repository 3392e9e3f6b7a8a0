package dev.slipway.controlplane.catalog;

import java.util.List;

/** The catalog's file is wrong; each problem names the file, the line and the field. */
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CatalogException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
