package dev.slipway.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.TimestampProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Holds the compiled protocol against the table of facts, element by element and in both
 * directions.
 */
class TerraformProtocolTest {

  private static final FileDescriptor PROTOCOL = described();

  @Test
  void everyFactIsCompiledAndNothingElse() {
    assertThat(compiled())
        .containsExactlyInAnyOrderElementsOf(facts(line -> !line.startsWith("#")));
  }

  @Test
  void theFactsAreComplete() {
    assertThat(facts(line -> line.startsWith("message\t"))).hasSize(143);
    assertThat(facts(line -> line.startsWith("field\t"))).hasSize(296);
    assertThat(facts(line -> line.startsWith("enum\t"))).hasSize(20);
    assertThat(facts(line -> line.startsWith("rpc\t"))).hasSize(36);
  }

  @Test
  void theMethodPathIsTerraforms() {
    assertThat(PROTOCOL.getPackage()).isEqualTo("tfplugin6");
    assertThat(PROTOCOL.getServices())
        .extracting(GenericDescriptor::getFullName)
        .containsExactly("tfplugin6.Provider");
  }

  /** The messages themselves hold no descriptors. */
  private static FileDescriptor described() {
    try (var in = TerraformProtocolTest.class.getResourceAsStream("/plugin-protocol.desc")) {
      assertThat(in).isNotNull();
      var protocol =
          FileDescriptorSet.parseFrom(in).getFileList().stream()
              .filter(file -> file.getPackage().equals("tfplugin6"))
              .findFirst()
              .orElseThrow();
      return FileDescriptor.buildFrom(
          protocol, new FileDescriptor[] {TimestampProto.getDescriptor()});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> compiled() {
    var lines = new ArrayList<String>();
    PROTOCOL.getServices().getFirst().getMethods().forEach(rpc -> lines.add(line(rpc)));
    PROTOCOL.getEnumTypes().forEach(type -> collect(type, lines));
    PROTOCOL.getMessageTypes().forEach(type -> collect(type, lines));
    return lines;
  }

  private static void collect(Descriptor message, List<String> lines) {
    if (message.getOptions().getMapEntry()) {
      return;
    }
    lines.add("message\t" + name(message));
    message.getFields().forEach(field -> lines.add(line(field)));
    message.getEnumTypes().forEach(type -> collect(type, lines));
    message.getNestedTypes().forEach(type -> collect(type, lines));
  }

  private static void collect(EnumDescriptor type, List<String> lines) {
    type.getValues()
        .forEach(
            v -> lines.add("enum\t%s\t%s\t%d".formatted(name(type), v.getName(), v.getNumber())));
  }

  private static String line(MethodDescriptor rpc) {
    var streaming =
        rpc.isClientStreaming() ? "client" : rpc.isServerStreaming() ? "server" : "unary";
    return "rpc\t%s\t%s\t%s\t%s"
        .formatted(rpc.getName(), name(rpc.getInputType()), name(rpc.getOutputType()), streaming);
  }

  private static String line(FieldDescriptor field) {
    return "field\t%s\t%d\t%s\t%s\t%s"
        .formatted(
            name(field.getContainingType()),
            field.getNumber(),
            field.getName(),
            type(field),
            label(field));
  }

  private static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      var entry = field.getMessageType();
      return "map<%s, %s>"
          .formatted(type(entry.findFieldByNumber(1)), type(entry.findFieldByNumber(2)));
    }
    return switch (field.getJavaType()) {
      case MESSAGE -> name(field.getMessageType());
      case ENUM -> name(field.getEnumType());
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
          field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String label(FieldDescriptor field) {
    if (field.getRealContainingOneof() != null) {
      return "oneof " + field.getRealContainingOneof().getName();
    }
    if (field.isRepeated()) {
      return field.isMapField() ? "" : "repeated";
    }
    if (field.getOptions().getDeprecated()) {
      return "deprecated=true";
    }
    return field.toProto().getProto3Optional() ? "optional" : "";
  }

  private static String name(GenericDescriptor type) {
    var full = type.getFullName();
    return full.startsWith("tfplugin6.") ? full.substring("tfplugin6.".length()) : full;
  }

  private static List<String> facts(Predicate<String> which) {
    try (var in = TerraformProtocolTest.class.getResourceAsStream("/tfplugin6.tsv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(which).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
