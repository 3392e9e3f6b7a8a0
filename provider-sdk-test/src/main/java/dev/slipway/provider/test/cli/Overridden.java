package dev.slipway.provider.test.cli;

import java.nio.file.Path;
import java.util.List;

/** A program in place of a package. */
record Overridden(String source, Launcher launcher) implements Providers {

  @Override
  public List<String> sources() {
    return List.of(source);
  }

  @Override
  public String installation(Path scratch) {
    launcher.write(scratch, "terraform-provider-" + source.substring(source.lastIndexOf('/') + 1));
    return """
    dev_overrides {
        "%s" = "%s"
      }
      direct {}\
    """
        .formatted(source, scratch);
  }
}
