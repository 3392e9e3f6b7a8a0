package dev.slipway.provider.test.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program on this machine: the one that {@code TERRAFORM} or {@code TOFU} names, else {@code
 * terraform} or {@code tofu} on the path. Either variable may name either product.
 */
public record Program(Product product, String version, Path path) {
  private static final Pattern SAID = Pattern.compile("(?m)^(Terraform|OpenTofu) v(\\S+)");
  private static final Map<Path, Optional<Program>> ASKED = new ConcurrentHashMap<>();

  /** The first that is here, Terraform before OpenTofu. */
  public static Program any() {
    return each().getFirst();
  }

  public static Optional<Program> find(Product product) {
    return found().filter(program -> program.product() == product).findFirst();
  }

  /** One of each product that is here. */
  public static List<Program> each() {
    var each = Stream.of(Product.values()).map(Program::find).flatMap(Optional::stream).toList();
    if (each.isEmpty()) {
      throw new IllegalStateException(
          "Neither Terraform nor OpenTofu is here. Put one on the path, or name one in TERRAFORM"
              + " or TOFU.");
    }
    return each;
  }

  private static Stream<Program> found() {
    return Stream.of(Product.values())
        .flatMap(product -> Stream.of(System.getenv(product.variable()), product.command()))
        .filter(Objects::nonNull)
        .flatMap(Program::onPath)
        .flatMap(path -> ASKED.computeIfAbsent(path, Program::ask).stream());
  }

  private static Stream<Path> onPath(String name) {
    if (name.contains("/")) {
      return Stream.of(Path.of(name).toAbsolutePath());
    }
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .limit(1);
  }

  /** Empty when it says neither name. */
  private static Optional<Program> ask(Path path) {
    var builder = new ProcessBuilder(path.toString(), "version").redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
    builder
        .environment()
        .putAll(Map.of("TF_CLI_CONFIG_FILE", "/dev/null", "CHECKPOINT_DISABLE", "1"));
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var said = SAID.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
      if (!said.find()) {
        return Optional.empty();
      }
      var product =
          Stream.of(Product.values())
              .filter(each -> each.toString().equals(said.group(1)))
              .findFirst()
              .orElseThrow();
      return Optional.of(new Program(product, said.group(2), path));
    } catch (IOException e) {
      throw new IllegalStateException(path + " cannot be started", e);
    }
  }

  /** Whether it is of this version or a newer one, such as {@code 1.12}. */
  public boolean isAtLeast(String other) {
    return Version.parse(version).compareTo(Version.parse(other)) >= 0;
  }

  /** The command line of a call. */
  List<String> command(List<String> arguments) {
    return Stream.concat(Stream.of(path.toString()), arguments.stream()).toList();
  }

  @Override
  public String toString() {
    return product + " " + version;
  }
}
