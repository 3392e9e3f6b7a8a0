package dev.slipway.provider.internal.codec;

import java.nio.charset.StandardCharsets;

/** Writes JSON without white space. */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static byte[] write(JsonTree tree) {
    var writer = new JsonWriter();
    writer.value(tree);
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(JsonTree tree) {
    switch (tree) {
      case JsonTree.Null _ -> out.append("null");
      case JsonTree.Bool(var bool) -> out.append(bool);
      case JsonTree.Num(var number) -> out.append(number.toDecimal());
      case JsonTree.Text(var text) -> string(text);
      case JsonTree.Array(var elements) -> {
        char before = '[';
        for (var element : elements) {
          out.append(before);
          value(element);
          before = ',';
        }
        out.append(elements.isEmpty() ? "[]" : "]");
      }
      case JsonTree.Members(var members) -> {
        char before = '{';
        for (var member : members.entrySet()) {
          out.append(before);
          string(member.getKey());
          out.append(':');
          value(member.getValue());
          before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
