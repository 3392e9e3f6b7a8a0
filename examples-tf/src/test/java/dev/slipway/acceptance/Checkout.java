package dev.slipway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the built parts lie. */
final class Checkout {
  static final Path ROOT =
      Path.of(System.getProperty("slipway.checkout", "..")).toAbsolutePath().normalize();
  static final Path EXAMPLES = ROOT.resolve("examples-tf");
  static final Path MIRROR = built("dist/mirror");

  /** The built provider's folder below a mirror. */
  static final Path PACKAGE =
      Path.of("registry.terraform.io", Story.SOURCE, "0.1.0", Release.platform());

  static final Path TERRAFORM_RC = built("dist/terraform.rc");
  static final Path CONTROL_PLANE = built("bin/slipway-control-plane");

  private Checkout() {}

  private static Path built(String path) {
    var file = ROOT.resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(path + " is missing: run ./verify, which builds it first");
    }
    return file;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
