package dev.slipway.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A Kubernetes cluster for tests: a lab of this checkout, or the cluster that {@code KUBECONFIG}
 * names. That one is nobody's to break: tests that do so are skipped there.
 *
 * <p>A lab is shared by all tests of a JVM that ask for its name. Namespaces of their own keep them
 * apart, and who breaks a lab asks for one of its own. It ends with the JVM that began it; one that
 * was there already stays. Tests are skipped where a lab cannot be, unless {@code -Dslipway.lab}
 * demands it: {@code real}, or {@code simulated} where only real nodes cannot be.
 *
 * <p>All methods return when what they do is done, and throw an {@link AssertionError} with what
 * was printed when it fails.
 */
public final class Lab {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PATIENCE_WITH_BUILD = Duration.ofMinutes(30);
  private static final Pattern ADDRESS = Pattern.compile("server: https://(.+):\\d+");

  private static final Path CHECKOUT = checkout();
  private static final String GIVEN = System.getenv().getOrDefault("KUBECONFIG", "");
  private static final Map<String, Lab> LABS = new ConcurrentHashMap<>();

  private final String name;
  private final Path kubeconfig;

  private Lab(String name, Path kubeconfig) {
    this.name = name;
    this.kubeconfig = kubeconfig;
  }

  /**
   * The lab of this name, started unless it runs.
   *
   * @param options of {@code lab/up}, such as {@code --simulated}; the same for all who ask for
   *     this name
   */
  public static Lab up(String name, String... options) {
    if (!GIVEN.isEmpty()) {
      return new Lab(name, Path.of(GIVEN));
    }
    var wanted = List.of(options);
    requirePossible(wanted.contains("--simulated"));
    return LABS.computeIfAbsent(name, _ -> start(name, wanted));
  }

  private static void requirePossible(boolean simulated) {
    var demanded = System.getProperty("slipway.lab", "");
    if (demanded.isEmpty()) {
      Assumptions.assumeTrue(
          Files.exists(CHECKOUT.resolve(".tools/lab/built")),
          "the lab's programs are not built here: lab/up --simulated builds them, once");
    }
    if (!simulated && !demanded.equals("real")) {
      Assumptions.assumeTrue(
          demanded.isEmpty() && "root".equals(System.getProperty("user.name")),
          "a lab with real nodes wants root, and a machine where nodes can be made");
    }
  }

  private static Lab start(String name, List<String> options) {
    if (!Files.exists(labs().resolve(name).resolve("settings"))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> lab(PATIENCE, "down", name)));
    }
    var said = lab(PATIENCE_WITH_BUILD, "up", name, options.toArray(String[]::new)).strip();
    return new Lab(name, Path.of(said.substring(said.lastIndexOf('\n') + 1)));
  }

  /** The administrator's. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Where its API server and, from its nodes, this machine is found. */
  public String address() {
    var server = ADDRESS.matcher(read(kubeconfig));
    if (!server.find()) {
      throw new AssertionError(kubeconfig + " names no API server");
    }
    return server.group(1);
  }

  /** Runs kubectl as administrator; returns what it prints. */
  public String kubectl(String... arguments) {
    return runKubectl("", arguments);
  }

  /** Applies objects, given as YAML. */
  public void apply(String objects) {
    applyAs("kubectl", objects);
  }

  /** The same, as done by the field manager of this name. */
  public void applyAs(String manager, String objects) {
    var ignored =
        runKubectl(
            objects,
            "apply",
            "--server-side",
            "--force-conflicts",
            "--field-manager",
            manager,
            "-f",
            "-");
  }

  private String runKubectl(String input, String... arguments) {
    var command = new ArrayList<String>();
    if (isGiven()) {
      command.add("kubectl"); // which reads KUBECONFIG itself
    } else {
      command.addAll(List.of(script("kubectl"), "--name", name));
    }
    command.addAll(List.of(arguments));
    return Program.run(PATIENCE, input, command);
  }

  /** A kubeconfig of an account that may do what a ClusterRole, given as YAML, says. */
  public Path kubeconfigFor(String clusterRole) {
    requireOurs();
    try {
      var file = Files.writeString(Files.createTempFile("role", ".yaml"), clusterRole);
      var said = run("kubeconfig", file.toString()).strip();
      Files.delete(file);
      return Path.of(said.substring(said.lastIndexOf('\n') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes an image from the container engine to the lab's registry; returns its name there. */
  public String push(String image) {
    requireOurs();
    return run("push", image).strip();
  }

  /** Gives images to real nodes: names that the container engine knows, or archives. */
  public void load(String... images) {
    requireOurs();
    var ignored = run("load", images);
  }

  /**
   * Adds a simulated node to a lab that has some.
   *
   * @param node a name that ends in a number, such as {@code gpu-4}
   */
  public void join(String node, int gpus) {
    requireOurs();
    var ignored = run("join", node, Integer.toString(gpus));
  }

  /** Ends programs, such as {@code apiserver} or {@code node-1}, as an outage does. */
  public void stop(String... components) {
    requireOurs();
    var ignored = run("stop", components);
  }

  public void start(String... components) {
    requireOurs();
    var ignored = run("start", components);
  }

  public void restart(String... components) {
    requireOurs();
    var ignored = run("restart", components);
  }

  /** From now on they answer nobody, and connections stay. */
  public void freeze(String... components) {
    requireOurs();
    var ignored = run("freeze", components);
  }

  public void thaw(String... components) {
    requireOurs();
    var ignored = run("thaw", components);
  }

  /** Keeps all that the API server knows in a file. */
  public void saveEtcd(Path file) {
    requireOurs();
    var ignored = run("etcd", "save", file.toString());
  }

  /** Turns time back to what was saved; options are those of {@code lab/etcd restore}. */
  public void restoreEtcd(Path file, String... options) {
    requireOurs();
    var command = new ArrayList<>(List.of("restore", file.toString()));
    command.addAll(List.of(options));
    var ignored = run("etcd", command.toArray(String[]::new));
  }

  /** Skips the test on a cluster that is not a lab. For tests that change what is not theirs. */
  public void requireOurs() {
    Assumptions.assumeFalse(
        isGiven(), "KUBECONFIG names a cluster, and only labs are broken on purpose");
  }

  private boolean isGiven() {
    return !GIVEN.isEmpty();
  }

  private String run(String command, String... arguments) {
    return lab(PATIENCE, command, name, arguments);
  }

  private static String lab(Duration patience, String command, String name, String... arguments) {
    var all = new ArrayList<>(List.of(script(command), "--name", name));
    all.addAll(List.of(arguments));
    return Program.run(patience, "", all);
  }

  private static String script(String command) {
    return CHECKOUT.resolve("lab").resolve(command).toString();
  }

  private static Path labs() {
    var folder = System.getenv("SLIPWAY_LABS");
    return folder == null ? CHECKOUT.resolve(".slipway/lab") : Path.of(folder);
  }

  private static Path checkout() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("lab/up"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("labs belong to a checkout, and this is none");
      }
    }
    return folder;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
