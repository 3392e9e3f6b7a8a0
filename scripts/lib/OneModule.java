import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleMainClassAttribute;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes one module of a folder of jars, so that jlink can put a program into its runtime: {@code
 * FOLDER MODULE MAIN REQUIRED,… JAR}. Such a program starts without opening a jar. On a class path
 * it opens all of them and reads their directories, only because Java's logging looks for a service
 * that nobody offers: 10 to 20 ms.
 *
 * <p>What MAIN cannot reach stays out, which is more than a third. Reached is what a reached class
 * names, be it as a text, for that is how optional classes are looked for, and who offers a service.
 */
final class OneModule {
  private static final Pattern DESCRIBED = Pattern.compile("L([\\w/$]+);");

  /** By path. There are no resources: none is read at run time. */
  private final Map<String, byte[]> classes = new TreeMap<>();

  private final Map<String, Set<String>> services = new TreeMap<>();

  static void main(String[] arguments) throws IOException {
    var module = new OneModule();
    try (var jars = Files.list(Path.of(arguments[0]))) {
      for (var jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        module.read(jar);
      }
    }
    module.services.keySet().removeIf(service -> !module.classes.containsKey(path(service)));
    module.keepReached(arguments[2]);
    byte[] info = module.info(arguments[1], arguments[2], List.of(arguments[3].split(",")));
    module.write(Path.of(arguments[4]), info);
  }

  private void read(Path path) throws IOException {
    try (var jar = new JarFile(path.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
      for (var entry : jar.versionedStream().filter(entry -> !entry.isDirectory()).toList()) {
        var name = entry.getName();
        byte[] content = jar.getInputStream(entry).readAllBytes();
        if (name.startsWith("META-INF/services/")) {
          services
              .computeIfAbsent(name.substring(name.lastIndexOf('/') + 1), _ -> new TreeSet<>())
              .addAll(offered(content));
        } else if (name.endsWith(".class") && !name.endsWith("-info.class")) {
          classes.putIfAbsent(name, content);
        }
      }
    }
  }

  private static List<String> offered(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String path(String type) {
    return type.replace('.', '/') + ".class";
  }

  private void keepReached(String main) {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<String>(List.of(main));
    services.values().forEach(open::addAll);
    while (!open.isEmpty()) {
      var path = path(open.remove());
      byte[] content = classes.get(path);
      if (content != null && reached.add(path)) {
        for (var entry : ClassFile.of().parse(content).constantPool()) {
          open.addAll(named(entry));
        }
      }
    }
    classes.keySet().retainAll(reached);
  }

  private static Collection<String> named(PoolEntry entry) {
    return switch (entry) {
      case ClassEntry type -> List.of(type.asInternalName());
      case StringEntry text -> List.of(text.stringValue());
      case Utf8Entry text ->
          DESCRIBED.matcher(text.stringValue()).results().map(found -> found.group(1)).toList();
      default -> List.of();
    };
  }

  private byte[] info(String name, String main, List<String> required) {
    var module =
        ModuleAttribute.of(
            ModuleDesc.of(name),
            out -> {
              for (var each : required) {
                var flags = each.equals("java.base") ? List.of(AccessFlag.MANDATED) : List.<AccessFlag>of();
                out.requires(ModuleDesc.of(each), flags, null);
              }
              services.forEach(
                  (service, offered) -> {
                    out.uses(ClassDesc.of(service));
                    out.provides(
                        ClassDesc.of(service),
                        offered.stream().map(ClassDesc::of).toArray(ClassDesc[]::new));
                  });
            });
    var packages =
        classes.keySet().stream()
            .map(path -> path.substring(0, path.lastIndexOf('/')).replace('/', '.'))
            .distinct()
            .map(PackageDesc::of)
            .toList();
    return ClassFile.of()
        .buildModule(
            module,
            out ->
                out.with(ModulePackagesAttribute.ofNames(packages))
                    .with(ModuleMainClassAttribute.of(ClassDesc.of(main))));
  }

  private void write(Path jar, byte[] info) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("module-info.class"));
      out.write(info);
      for (var entry : classes.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
  }
}
