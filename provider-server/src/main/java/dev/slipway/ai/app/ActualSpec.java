package dev.slipway.ai.app;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.Drift;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A spec as others have left it in the runtime. A value that its field cannot hold leaves the field
 * as it was applied: {@code changed_outside} shows it either way.
 */
final class ActualSpec {
  private static final Pattern ENTRY = Pattern.compile("(env|labels)\\[(.*)]", Pattern.DOTALL);

  /**
   * What cannot be changed in place, what is secret and what no runtime knows of is not among it.
   */
  private static final Pattern SHOWN =
      Pattern.compile("(image|port|scaling|readiness_probe|liveness_probe|rollout)(\\.[a-z_]+)*");

  private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern TEXTS =
      Pattern.compile("\\[\\s*(%s(\\s*,\\s*%s)*)?\\s*]".formatted(TEXT, TEXT), Pattern.DOTALL);

  private ActualSpec() {}

  static AppSpec of(AppSpec applied, List<Drift> drift) {
    var spec = applied.toBuilder();
    drift.forEach(each -> show(spec, each.getSpecField(), each.getActual()));
    return spec.build();
  }

  private static void show(AppSpec.Builder spec, String field, String actual) {
    var entry = ENTRY.matcher(field);
    if (entry.matches()) {
      if (entry.group(1).equals("env")) {
        show(entry.group(2), actual, spec::putEnv, spec::removeEnv);
      } else {
        show(entry.group(2), actual, spec::putLabels, spec::removeLabels);
      }
    } else if (field.equals("command")) {
      if (actual.isEmpty() || TEXTS.matcher(actual).matches()) {
        spec.clearCommand().addAllCommand(texts(actual));
      }
    } else if (SHOWN.matcher(field).matches()) {
      show(spec, List.of(field.split("\\.")), actual);
    }
  }

  private static void show(
      String key, String actual, BiConsumer<String, String> put, Consumer<String> remove) {
    if (actual.isEmpty()) {
      remove.accept(key);
    } else {
      put.accept(key, actual);
    }
  }

  private static List<String> texts(String json) {
    return Pattern.compile(TEXT, Pattern.DOTALL)
        .matcher(json)
        .results()
        .map(text -> text.group(1).replaceAll("\\\\(.)", "$1"))
        .toList();
  }

  private static void show(Message.Builder object, List<String> path, String actual) {
    var field = object.getDescriptorForType().findFieldByName(path.getFirst());
    if (field == null) {
      return;
    }
    if (path.size() == 1) {
      value(field, actual).ifPresent(value -> object.setField(field, value));
      if (actual.isEmpty() && field.hasPresence()) {
        object.clearField(field);
      }
    } else if (field.hasPresence() && object.hasField(field)) {
      show(object.getFieldBuilder(field), path.subList(1, path.size()), actual);
    }
  }

  private static Optional<Object> value(FieldDescriptor field, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (field.getJavaType()) {
      case STRING -> Optional.of(text);
      case INT -> text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
      case ENUM -> Optional.ofNullable(field.getEnumType().findValueByName(text));
      case MESSAGE -> duration(field, text);
      case LONG, FLOAT, DOUBLE, BOOLEAN, BYTE_STRING -> Optional.empty();
    };
  }

  private static Optional<Object> duration(FieldDescriptor field, String text) {
    if (!field.getMessageType().equals(Duration.getDescriptor())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Durations.toProto(java.time.Duration.parse("PT" + text)));
    } catch (DateTimeParseException notOne) {
      return Optional.empty();
    }
  }
}
