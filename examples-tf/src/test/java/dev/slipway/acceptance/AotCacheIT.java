package dev.slipway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.Cli;
import dev.slipway.provider.test.cli.Program;
import dev.slipway.provider.test.cli.Providers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A package whose AOT cache came to harm: the provider starts later, and standard output still
 * holds nothing but the handshake.
 */
class AotCacheIT {
  private @TempDir Path folder;
  private Path provider;

  /** What may become of the cache's file. */
  enum Harm {
    NONE {
      @Override
      void to(Path cache) {}
    },
    MISSING {
      @Override
      void to(Path cache) throws IOException {
        Files.delete(cache);
      }
    },
    EMPTY {
      @Override
      void to(Path cache) throws IOException {
        Files.write(cache, new byte[0]);
      }
    },
    TRUNCATED {
      @Override
      void to(Path cache) throws IOException {
        try (var file = FileChannel.open(cache, StandardOpenOption.WRITE)) {
          file.truncate(file.size() / 2);
        }
      }
    },
    OVERWRITTEN {
      @Override
      void to(Path cache) throws IOException {
        overwrite(cache, 0);
      }
    },
    FOREIGN {
      @Override
      void to(Path cache) throws IOException {
        Files.delete(cache);
        var ignored =
            Command.in(Objects.requireNonNull(cache.getParent()))
                .run(Command.java("java"), "-XX:AOTCacheOutput=" + cache, "--version");
        assertThat(cache).isNotEmptyFile();
      }
    };

    abstract void to(Path cache) throws IOException;
  }

  @BeforeEach
  void copyPackage() throws IOException {
    provider = folder.resolve("mirror").resolve(Checkout.PACKAGE);
    var built = Checkout.MIRROR.resolve(Checkout.PACKAGE);
    try (var files = Files.walk(built)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = provider.resolve(built.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesAndPrintsTheHandshakeAlone(Harm harm) throws Exception {
    harm.to(cache());

    assertThat(printedUntilKilled())
        .singleElement()
        .asString()
        .matches("1\\|6\\|unix\\|[^|]+\\|grpc\\|");
    assertThat(terraform().configuration("").schema(Story.SOURCE).has("resource_schemas")).isTrue();
  }

  /** Java reads a cache's middle unseen, and may crash; who installed it knows better. */
  @Test
  void isNotStartedWhenItIsNotWhatWasInstalled() throws Exception {
    var terraform = terraform().configuration("provider \"ai\" {}");
    assertThat(terraform.init()).succeeds();

    overwrite(cache(), Files.size(cache()) / 2);

    assertThat(terraform.run("providers", "schema", "-json"))
        .fails()
        .says("does not match any of the checksums");
  }

  private Path cache() {
    return provider.resolve("provider.aot");
  }

  private Cli terraform() {
    return new Cli(
        Program.any(),
        folder.resolve("configuration"),
        Providers.mirrored(folder.resolve("mirror"), Story.SOURCE));
  }

  /** All lines that the provider prints from its start, in plaintext, to its end. */
  private List<String> printedUntilKilled() throws Exception {
    var builder =
        new ProcessBuilder(provider.resolve("terraform-provider-ai_v0.1.0").toString())
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().remove("PLUGIN_CLIENT_CERT");
    builder
        .environment()
        .put(
            "TF_PLUGIN_MAGIC_COOKIE",
            "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2");
    builder.environment().put("PLUGIN_PROTOCOL_VERSIONS", "6");
    var process = builder.start();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      var lines = new ArrayList<String>();
      lines.add(String.valueOf(out.readLine()));
      // By its handle, which leaves the stream open.
      process.toHandle().destroy();
      out.lines().forEach(lines::add);
      return lines;
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static void overwrite(Path file, long position) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[4096]), position);
    }
  }
}
