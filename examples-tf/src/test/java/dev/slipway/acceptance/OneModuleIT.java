package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The module that the packaging makes of jars does what they do on a class path, and is smaller.
 */
class OneModuleIT {
  private static final String PROGRAM =
      Checkout.ROOT.resolve("scripts/lib/OneModule.java").toString();

  private static final Map<String, String> SOURCES =
      Map.of(
          "app/app/Main.java",
          """
          package app;

          public class Main {
            public static void main(String[] arguments) throws Exception {
              for (var greeting : java.util.ServiceLoader.load(lib.Greeting.class)) {
                System.out.println(greeting.text());
              }
              System.out.println(Class.forName("lib.ByName").getSimpleName());
              System.out.println(lib.Release.NAME);
              System.out.println(lib.Uses.inOneCase());
            }
          }
          """,
          "lib/lib/Greeting.java",
          "package lib; public interface Greeting { String text(); }",
          "lib/lib/Hello.java",
          "package lib; public class Hello implements Greeting { public String text() { return \"hello\"; } }",
          "lib/lib/ByName.java",
          "package lib; public class ByName {}",
          "lib/lib/Release.java",
          "package lib; public class Release { public static final String NAME = name(); static String name() { return \"old\"; } }",
          "later/lib/Release.java",
          "package lib; public class Release { public static final String NAME = name(); static String name() { return \"new\"; } }",
          "lib/lib/Uses.java",
          "package lib; public class Uses { public static int inOneCase() { Deep[][] none = {}; return none.length; } }",
          "lib/lib/Deep.java",
          "package lib; public class Deep {}",
          "lib/lib/Unused.java",
          "package lib; public class Unused {}",
          "lib/other/Unoffered.java",
          "package other; public class Unoffered {}");

  private @TempDir Path folder;
  private Command command;

  @BeforeEach
  void makeJars() throws IOException {
    command = Command.in(folder);
    for (var source : SOURCES.entrySet()) {
      write("src/" + source.getKey(), source.getValue());
    }
    compile("lib", "lib/lib/*.java", "lib/other/*.java");
    compile("later", "later/lib/*.java");
    compile("app", "app/app/*.java");
    write("classes/lib/META-INF/services/lib.Greeting", "# offered\nlib.Hello\n");
    write("classes/lib/META-INF/services/absent.Service", "other.Unoffered\n");
    Files.createDirectories(folder.resolve("jars"));
    jar("jars/lib.jar", "-C", "classes/lib", ".", "--release", "21", "-C", "classes/later", ".");
    jar("jars/app.jar", "-C", "classes/app", ".");
  }

  @Test
  void theModuleDoesWhatItsJarsDo() {
    var before = command.run(Command.java("java"), "-cp", "jars/lib.jar:jars/app.jar", "app.Main");
    assertThat(before).isEqualTo("hello\nByName\nnew\n0\n");

    makeModule();

    assertThat(command.run(Command.java("java"), "-p", "one.jar", "-m", "one")).isEqualTo(before);
  }

  @Test
  void whatCannotBeReachedStaysOut() {
    makeModule();

    assertThat(command.run(Command.java("jar"), "--list", "--file", "one.jar").lines())
        .containsExactlyInAnyOrder(
            "module-info.class",
            "app/Main.class",
            "lib/ByName.class",
            "lib/Deep.class",
            "lib/Greeting.class",
            "lib/Hello.class",
            "lib/Release.class",
            "lib/Uses.class");
  }

  private void makeModule() {
    command.run(Command.java("java"), PROGRAM, "jars", "one", "app.Main", "java.base", "one.jar");
  }

  private void compile(String name, String... sources) {
    command.run(
        "sh",
        "-c",
        "cd src && '%s' --release 21 -cp ../classes/lib -d ../classes/%s %s"
            .formatted(Command.java("javac"), name, String.join(" ", sources)));
  }

  private void jar(String file, String... content) {
    var words = new ArrayList<>(List.of(Command.java("jar"), "--create", "--file", file));
    words.addAll(List.of(content));
    command.run(words.toArray(String[]::new));
  }

  private void write(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
