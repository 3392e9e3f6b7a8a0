package dev.slipway.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An OpenPGP key in a ring of its own.
 *
 * @param secret file with the secret key
 */
record SigningKey(Path ring, Path secret) implements AutoCloseable {

  /** A new key; empty where gpg is not installed. */
  static Optional<SigningKey> create(Path ring) throws IOException {
    try {
      new ProcessBuilder("gpg", "--version").start().getInputStream().readAllBytes();
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
    var key = new SigningKey(Files.createDirectory(ring), ring.resolve("secret.asc"));
    key.gpg("--passphrase", "", "--quick-generate-key", "tests@slipway", "ed25519", "sign");
    Files.writeString(key.secret, key.gpg("--armor", "--export-secret-keys"));
    return Optional.of(key);
  }

  /** What gpg says about a signature; fails when it is not this key's. */
  String verify(Path signature, Path file) {
    return gpg("--verify", signature.toString(), file.toString());
  }

  private String gpg(String... arguments) {
    var command = new ArrayList<>(List.of("gpg", "--batch", "--no-permission-warning"));
    command.addAll(List.of(arguments));
    return Command.in(ring)
        .with("GNUPGHOME", ring.toString())
        .with("LC_ALL", "C")
        .run(command.toArray(String[]::new));
  }

  @Override
  public void close() {
    var ignored =
        Command.in(ring).with("GNUPGHOME", ring.toString()).run("gpgconf", "--kill", "gpg-agent");
  }
}
