import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Links ahead of time what an AOT cache does not hold: {@code LIBRARIES JAR…} rewrites the jars, the
 * classes of which may refer to those in the folder of libraries. Java 25 makes the code of pattern
 * switches and of records' methods at their first use, in every start anew, out of method handles;
 * here it becomes plain methods of the same meaning.
 */
final class LinkAhead {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final ClassDesc TEXT = ClassDesc.of("java.lang.StringBuilder");

  private final ClassFile classes;

  LinkAhead(ClassLoader known) {
    classes =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(known)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  static void main(String[] arguments) throws IOException {
    var libraries = new ArrayList<URL>();
    try (var jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
      for (var jar : jars) {
        libraries.add(jar.toUri().toURL());
      }
    }
    // Written when all are read: the loader reads them too.
    var linked = new LinkedHashMap<Path, byte[]>();
    try (var loader = new URLClassLoader(libraries.toArray(URL[]::new))) {
      var linker = new LinkAhead(loader);
      for (int i = 1; i < arguments.length; i++) {
        var jar = Path.of(arguments[i]);
        linked.put(jar, linker.linked(jar));
      }
    }
    for (var jar : linked.entrySet()) {
      Files.write(jar.getKey(), jar.getValue());
    }
  }

  /** The jar anew: the same entries in the same order, of the same time. */
  private byte[] linked(Path jar) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(bytes)) {
      for (var entry : in.stream().toList()) {
        byte[] content = in.getInputStream(entry).readAllBytes();
        var copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(entry.getName().endsWith(".class") ? linked(content) : content);
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private byte[] linked(byte[] content) {
    ClassModel model = classes.parse(content);
    var methods = new ArrayList<Consumer<ClassBuilder>>();
    CodeTransform calls = (code, element) -> link(model, code, element, methods);
    byte[] linked =
        classes.transformClass(
            model,
            ClassTransform.transformingMethodBodies(calls)
                .andThen(ClassTransform.endHandler(out -> methods.forEach(m -> m.accept(out)))));
    return methods.isEmpty() ? content : linked;
  }

  /** Replaces a call that would be linked at its first use by one of a new method. */
  private static void link(
      ClassModel model, CodeBuilder code, CodeElement element, List<Consumer<ClassBuilder>> methods) {
    if (!(element instanceof InvokeDynamicInstruction call)) {
      code.with(element);
      return;
    }
    var bootstrap = call.invokedynamic().bootstrap();
    String maker = bootstrap.bootstrapMethod().reference().owner().asInternalName();
    Consumer<CodeBuilder> body;
    if (maker.equals("java/lang/runtime/SwitchBootstraps") && isOfClasses(bootstrap.arguments())) {
      body = out -> typeSwitch(out, bootstrap.arguments());
    } else if (maker.equals("java/lang/runtime/ObjectMethods")) {
      var object = new RecordMethods(bootstrap.arguments());
      body = out -> object.write(out, call.name().stringValue());
    } else {
      code.with(element);
      return;
    }
    boolean isInterface = (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
    String name = "linked$" + call.name().stringValue() + "$" + methods.size();
    code.invokestatic(model.thisClass().asSymbol(), name, call.typeSymbol(), isInterface);
    methods.add(
        out ->
            out.withMethodBody(
                name, call.typeSymbol(), ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, body));
  }

  /** Labels may also be constants, which nothing in these jars switches over beside types. */
  private static boolean isOfClasses(List<LoadableConstantEntry> labels) {
    return labels.stream().allMatch(label -> label instanceof ClassEntry);
  }

  /** Of an object and the label to start from: the first label that it is of, -1 for null. */
  private static void typeSwitch(CodeBuilder out, List<LoadableConstantEntry> labels) {
    out.aload(0).ifThen(Opcode.IFNULL, absent -> absent.iconst_m1().ireturn());
    for (int i = 0; i < labels.size(); i++) {
      Label next = out.newLabel();
      out.iload(1).loadConstant(i).if_icmpgt(next);
      out.aload(0).instanceOf(((ClassEntry) labels.get(i)).asSymbol()).ifeq(next);
      out.loadConstant(i).ireturn();
      out.labelBinding(next);
    }
    out.loadConstant(labels.size()).ireturn();
  }

  /** What a record says of itself, as {@code java.lang.runtime.ObjectMethods} defines it. */
  private static final class RecordMethods {
    private final ClassDesc type;
    private final List<String> names;
    private final List<ClassDesc> types = new ArrayList<>();

    RecordMethods(List<LoadableConstantEntry> arguments) {
      type = ((ClassEntry) arguments.get(0)).asSymbol();
      String joined = ((StringEntry) arguments.get(1)).stringValue();
      names = joined.isEmpty() ? List.of() : List.of(joined.split(";"));
      for (var getter : arguments.subList(2, arguments.size())) {
        types.add(ClassDesc.ofDescriptor(
            ((MethodHandleEntry) getter).reference().type().stringValue()));
      }
    }

    void write(CodeBuilder out, String method) {
      switch (method) {
        case "hashCode" -> hash(out);
        case "equals" -> equality(out);
        case "toString" -> text(out);
        default -> throw new IllegalArgumentException(method);
      }
    }

    private void hash(CodeBuilder out) {
      out.iconst_0();
      for (int i = 0; i < names.size(); i++) {
        out.loadConstant(31).imul();
        part(out, 0, i);
        var part = types.get(i);
        if (part.isPrimitive()) {
          out.invokestatic(
              box(part), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, part));
        } else {
          out.invokestatic(OBJECTS, "hashCode",
              MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
        }
        out.iadd();
      }
      out.ireturn();
    }

    private void equality(CodeBuilder out) {
      Label same = out.newLabel();
      Label different = out.newLabel();
      out.aload(0).aload(1).if_acmpeq(same);
      out.aload(1).instanceOf(type).ifeq(different);
      if (!names.isEmpty()) {
        out.aload(1).checkcast(type).astore(2);
      }
      for (int i = 0; i < names.size(); i++) {
        part(out, 0, i);
        part(out, 2, i);
        var part = types.get(i);
        if (part.isPrimitive()) {
          // Zero where both are the same number, NaN included.
          out.invokestatic(
              box(part), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, part, part));
          out.ifne(different);
        } else {
          out.invokestatic(OBJECTS, "equals",
              MethodTypeDesc.of(
                  ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object));
          out.ifeq(different);
        }
      }
      out.labelBinding(same).iconst_1().ireturn();
      out.labelBinding(different).iconst_0().ireturn();
    }

    private void text(CodeBuilder out) {
      out.new_(TEXT).dup().invokespecial(TEXT, "<init>", ConstantDescs.MTD_void);
      String opening = type.displayName().substring(type.displayName().lastIndexOf('$') + 1) + "[";
      for (int i = 0; i < names.size(); i++) {
        append(out.loadConstant((i == 0 ? opening : ", ") + names.get(i) + "="), ConstantDescs.CD_String);
        part(out, 0, i);
        append(out, types.get(i));
      }
      append(out.loadConstant(names.isEmpty() ? opening + "]" : "]"), ConstantDescs.CD_String);
      out.invokevirtual(TEXT, "toString", MethodTypeDesc.of(ConstantDescs.CD_String)).areturn();
    }

    private static void append(CodeBuilder out, ClassDesc part) {
      ClassDesc known =
          switch (TypeKind.from(part)) {
            case REFERENCE ->
                part.equals(ConstantDescs.CD_String) ? part : ConstantDescs.CD_Object;
            case BYTE, SHORT -> ConstantDescs.CD_int;
            default -> part;
          };
      out.invokevirtual(TEXT, "append", MethodTypeDesc.of(TEXT, known));
    }

    private void part(CodeBuilder out, int slot, int i) {
      out.aload(slot).getfield(type, names.get(i), types.get(i));
    }

    private static ClassDesc box(ClassDesc primitive) {
      return switch (TypeKind.from(primitive)) {
        case BOOLEAN -> ConstantDescs.CD_Boolean;
        case BYTE -> ConstantDescs.CD_Byte;
        case SHORT -> ConstantDescs.CD_Short;
        case CHAR -> ConstantDescs.CD_Character;
        case INT -> ConstantDescs.CD_Integer;
        case LONG -> ConstantDescs.CD_Long;
        case FLOAT -> ConstantDescs.CD_Float;
        case DOUBLE -> ConstantDescs.CD_Double;
        case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
      };
    }
  }
}
