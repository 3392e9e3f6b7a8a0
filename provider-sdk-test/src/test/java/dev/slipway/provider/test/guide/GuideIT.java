package dev.slipway.provider.test.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows "Write a provider in Java" to the letter: from an empty folder, with Maven and the real
 * Terraform, to a provider that is tested and applied.
 */
class GuideIT {

  private static final Path CHECKOUT = property("slipway.checkout");

  @TempDir private Path project;
  @TempDir private Path tools;
  @TempDir private Path repository;

  @Test
  void aReaderGetsToARunningProvider() throws Exception {
    provide("mvn", maven());
    provide("terraform", "\"" + Program.any().path() + "\"");
    publish();

    var printed = "";
    for (var step : Guide.of(CHECKOUT.resolve("provider-sdk/GUIDE.md")).steps()) {
      switch (step) {
        case Guide.Step.Write(var path, var content) -> write(path, content);
        case Guide.Step.Run(var commands) -> printed = run(commands);
        case Guide.Step.Read(var lines) -> assertThat(printed).contains(lines);
      }
    }

    assertThat(project.resolve("books/emma.txt")).hasContent("Handsome, clever, and rich");
    assertThat(project.resolve("target/surefire-reports")).isNotEmptyDirectory();
  }

  /**
   * Maven with the modules of this build in a repository of their own, before the user's, which has
   * all else by now: so nothing is installed there, and nothing is fetched.
   */
  private String maven() {
    return "\"%s/bin/mvn\" -B -ntp -o -Dmaven.repo.local=\"%s\" -Dmaven.repo.local.tail=\"%s\""
        .formatted(property("slipway.maven"), repository, property("localRepository"));
  }

  private void provide(String name, String command) throws IOException {
    var program =
        Files.writeString(tools.resolve(name), "#!/bin/sh\nexec %s \"$@\"\n".formatted(command));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /** Puts the modules of this build where Maven finds them, as their publication will. */
  private void publish() throws IOException {
    publish("slipway", CHECKOUT);
    try (var folders = Files.list(CHECKOUT)) {
      for (var folder : folders.filter(each -> Files.exists(each.resolve("pom.xml"))).toList()) {
        publish(folder.getFileName().toString(), folder);
      }
    }
  }

  private void publish(String artifact, Path module) throws IOException {
    var version = System.getProperty("slipway.version");
    var name = artifact + "-" + version;
    var target = repository.resolve("dev/slipway").resolve(artifact).resolve(version);
    Files.createDirectories(target);
    Files.copy(module.resolve("pom.xml"), target.resolve(name + ".pom"));
    var jar = module.resolve("target").resolve(name + ".jar");
    if (Files.exists(jar)) {
      Files.copy(jar, target.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void write(String path, String content) throws IOException {
    var file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String run(String commands) throws Exception {
    var builder =
        new ProcessBuilder("sh", "-euc", commands)
            .directory(project.toFile())
            .redirectErrorStream(true);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TF_"));
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("TF_CLI_ARGS", "-no-color");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PATH", tools + ":" + System.getenv("PATH"));
    var process = builder.start();
    process.getOutputStream().close();
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", commands, printed).isZero();
    return printed;
  }

  private static Path property(String name) {
    return Path.of(System.getProperty(name)).toAbsolutePath().normalize();
  }
}
