package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars whose late links the packaging has replaced mean the same, and have none left. */
class LinkAheadIT {
  private static final Path PROGRAM = Checkout.ROOT.resolve("scripts/lib/LinkAhead.java");

  /** The jars that the package's program is made of. */
  private static final Path LIBRARIES = Checkout.ROOT.resolve("provider-server/target/program/lib");

  /** Prints what switches choose and what records say, over every kind of component. */
  private static final String SAMPLE =
      """
      import java.util.List;

      public class Sample {
        sealed interface Shape permits Point, Line, Empty, Kind {
          static String name(Shape shape) {
            return switch (shape) {
              case Point(double x, var _) when x < 0 -> "left";
              case Point p -> "point" + p;
              case Line(Point from, Point(var x, _)) -> "line" + from.x() + x;
              case Line line -> "other" + line;
              case Empty() -> "empty";
              case Kind kind -> kind.name();
            };
          }
        }

        record Point(double x, float y) implements Shape {}

        record Line(Point from, Point to) implements Shape {}

        record Empty() implements Shape {}

        enum Kind implements Shape { ROUND, FLAT }

        record All(boolean a, byte b, short c, char d, int e, long f, String g, List<?> h, int[] i) {}

        static String of(Object any) {
          return switch (any) {
            case null -> "null";
            case String text when text.isEmpty() -> "blank";
            case String text -> text;
            case Integer number when number > 9 -> "large";
            case Number number -> "number " + number;
            case Kind kind when kind == Kind.FLAT -> "flat";
            case int[] numbers -> "numbers " + numbers.length;
            case Object other -> other.getClass().getName();
          };
        }

        public static void main(String[] arguments) {
          var shapes =
              List.of(new Point(-1, 2), new Point(1, -0f), new Point(Double.NaN, 0f), new Empty(),
                  new Line(new Point(1, 2), new Point(3, 4)), Kind.ROUND);
          for (var one : shapes) {
            System.out.println(Shape.name(one) + " " + one + " " + (one instanceof Record ? one.hashCode() : 0));
            for (var other : shapes) {
              System.out.print(one.equals(other) + " ");
            }
          }
          System.out.println(new Point(0, 0f).equals(new Point(-0.0, 0f)) + " " + new Point(0, Float.NaN).equals(new Point(0, Float.NaN)));
          var all = new All(true, (byte) 1, (short) 2, 'x', 3, 4L << 40, null, List.of(1), null);
          System.out.println(all + " " + all.hashCode());
          System.out.println(all.equals(new All(true, (byte) 1, (short) 2, 'x', 3, 4L << 40, null, List.of(1), null)));
          System.out.println(all.equals(new All(true, (byte) 1, (short) 2, 'y', 3, 4L << 40, null, List.of(1), null)));
          System.out.println(all.equals(null) + " " + all.equals("all"));
          for (var any : new Object[] {null, "", "text", 10, 9, 2L, Kind.FLAT, Kind.ROUND, new int[3], 'c'}) {
            System.out.println(of(any));
          }
        }
      }
      """;

  private @TempDir Path folder;

  @Test
  void whatIsLinkedAheadMeansTheSame() throws IOException {
    var command = Command.in(folder);
    var jar = folder.resolve("lib/sample.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(folder.resolve("Sample.java"), SAMPLE);
    command.run(Command.java("javac"), "-d", "classes", "Sample.java");
    command.run(Command.java("jar"), "--create", "--file", jar.toString(), "-C", "classes", ".");
    var before = command.run(Command.java("java"), "-cp", jar.toString(), "Sample");
    assertThat(lateLinks(jar)).isNotEmpty();

    command.run(Command.java("java"), PROGRAM.toString(), "lib", jar.toString());

    assertThat(lateLinks(jar)).isEmpty();
    assertThat(command.run(Command.java("java"), "-cp", jar.toString(), "Sample"))
        .isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"provider-sdk-0.1.0.jar", "provider-server-0.1.0.jar"})
  void theProgramHasNoLateLinksAndItsClassesAreValid(String name) throws Exception {
    assertThat(lateLinks(LIBRARIES.resolve(name))).isEmpty();

    try (var jars = Files.list(LIBRARIES);
        var jar = new ZipFile(LIBRARIES.resolve(name).toFile())) {
      var urls = jars.map(LinkAheadIT::url).toArray(URL[]::new);
      try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
        for (var entry : jar.stream().filter(each -> isClass(each.getName())).toList()) {
          var type = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
          // Verified when it is initialized.
          assertThat(Class.forName(type, true, loader)).hasToString(kindAndName(type, loader));
        }
      }
    }
  }

  private static String kindAndName(String type, ClassLoader loader) throws Exception {
    return (Class.forName(type, false, loader).isInterface() ? "interface " : "class ") + type;
  }

  private static boolean isClass(String entry) {
    return entry.endsWith(".class") && !entry.contains("-info");
  }

  /** Calls that Java links at their first use, other than those that an AOT cache holds. */
  private static List<String> lateLinks(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      var links = Stream.<String>builder();
      for (var entry : zip.stream().filter(each -> isClass(each.getName())).toList()) {
        var model = ClassFile.of().parse(zip.getInputStream(entry).readAllBytes());
        for (var method : model.methods()) {
          late(method).forEach(call -> links.add(entry.getName() + " " + call));
        }
      }
      return links.build().toList();
    }
  }

  private static Stream<String> late(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast)
        .map(call -> call.bootstrapMethod().owner().displayName())
        .filter(maker -> maker.equals("SwitchBootstraps") || maker.equals("ObjectMethods"));
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
