package dev.slipway.provider.test.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Terraform or OpenTofu in a folder of its own, with nothing of the user's settings. Commands are
 * never asked for input, print without colour, and start in an environment of their own.
 */
public final class Cli implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Program program;
  private final Path folder;
  private final Path scratch;
  private final Map<String, String> environment = new TreeMap<>();
  private Providers providers;
  private Duration patience = PATIENCE;
  private boolean initialised;
  private int commands;

  /**
   * In a folder that may hold a configuration already.
   *
   * @param folder made when it does not exist
   */
  public Cli(Program program, Path folder, Providers providers) {
    this.program = program;
    this.folder = folder.toAbsolutePath();
    this.providers = providers;
    scratch = this.folder.resolve(".cli");
    try {
      Files.createDirectories(scratch.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A variable that commands and providers find in their environment. */
  public Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Cli with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** How long a command may take; five minutes if not said. */
  public Cli patience(Duration patience) {
    this.patience = patience;
    return this;
  }

  /** Goes on with others, such as a newer version of a provider. Closes the former. */
  public Cli providers(Providers others) {
    providers.close();
    providers = others;
    initialised = false;
    return this;
  }

  public Program program() {
    return program;
  }

  public Path folder() {
    return folder;
  }

  /** A file in the folder, with this content. */
  public Cli file(String name, String content) {
    write(folder.resolve(name), content);
    return this;
  }

  /**
   * Replaces the configuration, {@code main.tf}. {@code required_providers} may be left out: it
   * then names the latest of each provider, in a file of its own.
   */
  public Cli configuration(String hcl) {
    var versions = folder.resolve("versions.tf");
    if (hcl.contains("required_providers")) {
      delete(versions);
    } else {
      write(versions, requiredProviders());
    }
    return file("main.tf", hcl);
  }

  private String requiredProviders() {
    return providers.sources().stream()
        .map(source ->
            "    %s = { source = \"%s\" }\n"
                .formatted(source.substring(source.lastIndexOf('/') + 1), source))
        .collect(Collectors.joining("", "terraform {\n  required_providers {\n", "  }\n}\n"));
  }

  /** Applies what there is to change. */
  public Result apply() {
    return run("apply", "-auto-approve");
  }

  /** Replaces the configuration, and applies it. */
  public Result apply(String hcl) {
    return configuration(hcl).apply();
  }

  /** Applies, and does not wait for the end: for tests that interrupt it. */
  public Running beginApply() {
    return begin("apply", "-auto-approve");
  }

  /** What there is to change. */
  public Planned plan() {
    return planWith();
  }

  /** Replaces the configuration, and plans it. */
  public Planned plan(String hcl) {
    return configuration(hcl).plan();
  }

  /** What there is to change, asked with options such as {@code -refresh-only}. */
  public Planned planWith(String... options) {
    var file = ".cli/plan-" + (commands + 1);
    var command = new ArrayList<>(List.of("plan", "-detailed-exitcode", "-out=" + file));
    command.addAll(List.of(options));
    var result = run(command.toArray(String[]::new));
    return new Planned(result, () -> run("show", "-json", file).json());
  }

  public Result destroy() {
    return run("destroy", "-auto-approve");
  }

  /** Takes an existing object over, by the command; import blocks are part of a plan. */
  public Result importing(String address, String id) {
    return run("import", address, id);
  }

  /** Checks the configuration without asking for anything. */
  public Result validate() {
    return run("validate");
  }

  /** Runs the tests in {@code *.tftest.hcl}. */
  public Result test(String... options) {
    return run(Stream.concat(Stream.of("test"), Stream.of(options)).toArray(String[]::new));
  }

  /** What an expression comes to, as {@code console} prints it. */
  public Result console(String expression) {
    initialise();
    return start(expression + "\n", List.of("console")).end();
  }

  /** The value of an output. */
  public JsonNode output(String name) {
    return run("output", "-json", name).json();
  }

  public State state() {
    return State.of(run("show", "-json").json());
  }

  /** A resource in state. */
  public Instance state(String address) {
    return state().of(address);
  }

  /** The state as it is stored: for what must not be in it. */
  public String storedState() {
    try {
      return Files.readString(folder.resolve("terraform.tfstate"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of a provider, as the CLI understands it. */
  public JsonNode schema(String source) {
    return run("providers", "schema", "-json")
        .json()
        .path("provider_schemas")
        .path(program.product().address(source));
  }

  /** Runs any command to its end. */
  public Result run(String... command) {
    return begin(command).end();
  }

  /** Starts any command. */
  public Running begin(String... command) {
    initialise();
    return start("", List.of(command));
  }

  /** Installs providers and modules; done by itself before anything else that needs it. */
  public Result init(String... options) {
    var command = Stream.concat(Stream.of("init"), Stream.of(options)).toList();
    var result = start("", command).end();
    initialised = result.exitCode() == 0;
    return result;
  }

  private void initialise() {
    if (providers.needInit() && !initialised) {
      init().assertThat().succeeds();
    }
  }

  /** Removes what {@link #init} installed; the lock file stays. */
  public void uninstall() {
    try (var files = Files.walk(folder.resolve(".terraform"))) {
      files.sorted(Comparator.reverseOrder()).forEach(Cli::delete);
      initialised = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Works on a copy of another folder's state. */
  public void takeState(Cli other) {
    write(folder.resolve("terraform.tfstate"), other.storedState());
  }

  /** Removes the lock that a killed command left on the state. */
  public void forgetLock() {
    delete(folder.resolve(".terraform.tfstate.lock.info"));
  }

  private Running start(String input, List<String> command) {
    var number = ++commands;
    var settings = scratch.resolve("settings.tfrc");
    write(
        settings, "provider_installation {\n  %s\n}\n".formatted(providers.installation(scratch)));
    var in = scratch.resolve("in-" + number);
    write(in, input);
    var out = scratch.resolve("out-" + number);
    var err = scratch.resolve("err-" + number);
    var builder =
        new ProcessBuilder(program.command(command))
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(settings));
    try {
      var name = program.product().command() + " " + String.join(" ", command);
      return new Running(name, builder.start(), out, err, patience);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment(Path settings) {
    var all = new TreeMap<String, String>();
    all.put("PATH", System.getenv("PATH"));
    all.put("HOME", scratch.resolve("home").toString());
    all.put("TF_CLI_CONFIG_FILE", settings.toString());
    all.put("TF_CLI_ARGS", "-no-color");
    all.put("TF_INPUT", "0");
    all.put("TF_IN_AUTOMATION", "1");
    all.put("CHECKPOINT_DISABLE", "1");
    all.putAll(providers.environment());
    all.putAll(environment);
    return all;
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes its providers. */
  @Override
  public void close() {
    providers.close();
  }
}
