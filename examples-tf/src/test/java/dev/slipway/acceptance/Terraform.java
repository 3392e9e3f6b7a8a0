package dev.slipway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real {@code terraform} in a folder of its own, with nothing of the user's settings. */
final class Terraform {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String HEAD =
      """
      terraform {
        required_providers {
          ai = { source = "slipway/ai" }
        }
      }
      provider "ai" {}
      """;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private boolean initialised;

  /**
   * @param folder holds the configuration; made when it does not exist
   * @param environment beside {@code PATH} and {@code HOME}, which is the folder
   */
  Terraform(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment.putAll(environment);
    this.environment.put("TF_CLI_CONFIG_FILE", Checkout.TERRAFORM_RC.toString());
    this.environment.put("TF_IN_AUTOMATION", "1");
    this.environment.put("CHECKPOINT_DISABLE", "1");
    this.environment.put("PATH", System.getenv("PATH"));
    this.environment.put("HOME", folder.toString());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Terraform with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * Installs providers by this method alone.
   *
   * @param method a block of {@code provider_installation}
   */
  Terraform installingBy(String method) {
    try {
      var file =
          Files.writeString(
              folder.resolve("terraform.rc"), "provider_installation { %s }".formatted(method));
      return with("TF_CLI_CONFIG_FILE", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Replaces the whole configuration; the provider block is added when it has none. */
  Terraform configuration(String hcl) {
    try {
      Files.writeString(
          folder.resolve("main.tf"), hcl.contains("required_providers") ? hcl : HEAD + hcl);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Result apply(String hcl) {
    return configuration(hcl).apply();
  }

  Result apply() {
    return run("apply", "-auto-approve", "-input=false", "-no-color");
  }

  /** Exit code 0: nothing to change; 2: changes; 1: errors. */
  Result plan() {
    return run("plan", "-detailed-exitcode", "-input=false", "-no-color", "-out=plan.bin");
  }

  Result plan(String hcl) {
    return configuration(hcl).plan();
  }

  /** What the latest {@link #plan} does. */
  Planned planned() {
    return Planned.of(json(run("show", "-json", "plan.bin")));
  }

  Result destroy() {
    return run("destroy", "-auto-approve", "-input=false", "-no-color");
  }

  Result importing(String address, String id) {
    return run("import", "-input=false", "-no-color", address, id);
  }

  /** The value of an output, as JSON. */
  JsonNode output(String name) {
    return json(run("output", "-json", name));
  }

  /** The attributes of a resource in state. */
  JsonNode state(String address) {
    for (var resource :
        json(run("show", "-json")).path("values").path("root_module").path("resources")) {
      if (resource.path("address").asString().equals(address)) {
        return resource.path("values");
      }
    }
    throw new AssertionError(address + " is not in state");
  }

  Result run(String... arguments) {
    initialise();
    return finish(start(arguments));
  }

  /** Starts and does not wait, for stories that interrupt. */
  Process begin(String... arguments) {
    initialise();
    return start(arguments);
  }

  /** Works on a copy of somebody else's state. */
  void takeState(Path state) {
    try {
      Files.copy(state, folder.resolve("terraform.tfstate"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the lock that a killed terraform left on its local state. */
  void forgetLock() {
    try {
      Files.deleteIfExists(folder.resolve(".terraform.tfstate.lock.info"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Done by itself before anything else, unless it was done before. */
  Result init(String... options) {
    var command = new ArrayList<>(List.of("init", "-input=false", "-no-color"));
    command.addAll(List.of(options));
    var result = finish(start(command.toArray(String[]::new)));
    initialised = result.exitCode() == 0;
    return result;
  }

  /** Removes the installed providers; the lock file stays. */
  void uninstall() {
    try (var files = Files.walk(folder.resolve(".terraform"))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      initialised = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void initialise() {
    if (!initialised) {
      var result = init();
      if (result.exitCode() != 0) {
        throw new AssertionError("terraform init failed:\n" + result.text());
      }
    }
  }

  private Process start(String... arguments) {
    var command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Result finish(Process process) {
    try (var reader = process.inputReader()) {
      var text = String.join("\n", reader.lines().toList());
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("terraform did not end within " + PATIENCE + ":\n" + text);
      }
      return new Result(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonNode json(Result result) {
    if (result.exitCode() != 0) {
      throw new AssertionError(result.text());
    }
    return JSON.readTree(result.text());
  }

  /** What terraform printed and how it ended. */
  record Result(int exitCode, String text) {
    /** How many errors it says there are. */
    int errors() {
      return text.split("Error:", -1).length - 1;
    }

    /** The text on one line, without the frame and the wrapping of diagnostics. */
    String words() {
      return text.replaceAll("[│╷╵]", " ").replaceAll("\\s+", " ");
    }
  }
}
