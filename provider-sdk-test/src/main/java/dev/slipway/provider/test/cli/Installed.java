package dev.slipway.provider.test.cli;

import java.nio.file.Path;
import java.util.List;

/** Packages, which {@code init} installs. */
record Installed(String method, List<String> sources) implements Providers {

  @Override
  public String installation(Path scratch) {
    return method;
  }

  @Override
  public boolean needInit() {
    return true;
  }
}
