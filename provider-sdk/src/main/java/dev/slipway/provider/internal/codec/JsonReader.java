package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/** Reads JSON by the letter of RFC 8259; a name that occurs twice in an object is an error. */
final class JsonReader {

  // Twice the depth of values, for a dynamic value takes two levels; and the outermost one.
  private static final int MAX_DEPTH = 2 * Trail.MAX_DEPTH + 2;

  private static final int END = -1;

  private final String in;
  private final Trail trail;
  private int at;
  private int depth;

  private JsonReader(String in, Trail trail) {
    this.in = in;
    this.trail = trail;
  }

  static JsonTree read(ByteBuffer bytes, Trail trail) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw trail.error("JSON is not UTF-8");
    }
    var reader = new JsonReader(text, trail);
    var tree = reader.value();
    if (reader.peek() != END) {
      throw reader.fault("more than one value");
    }
    return tree;
  }

  private JsonTree value() {
    return switch (peek()) {
      case '{' -> nested(this::members);
      case '[' -> nested(this::array);
      case '"' -> new JsonTree.Text(string());
      case 't' -> word("true", new JsonTree.Bool(true));
      case 'f' -> word("false", new JsonTree.Bool(false));
      case 'n' -> word("null", new JsonTree.Null());
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw fault("no value");
    };
  }

  private JsonTree nested(Supplier<JsonTree> read) {
    if (++depth > MAX_DEPTH) {
      throw trail.error("JSON nested deeper than %d levels".formatted(MAX_DEPTH));
    }
    at++;
    var tree = read.get();
    depth--;
    return tree;
  }

  private JsonTree array() {
    var elements = new ArrayList<JsonTree>();
    if (!took(']')) {
      do {
        elements.add(value());
      } while (took(','));
      take(']');
    }
    return new JsonTree.Array(elements);
  }

  private JsonTree members() {
    var members = new LinkedHashMap<String, JsonTree>();
    if (!took('}')) {
      do {
        if (peek() != '"') {
          throw fault("no name");
        }
        var name = string();
        take(':');
        if (members.put(name, value()) != null) {
          throw fault("a second value of one name ends");
        }
      } while (took(','));
      take('}');
    }
    return new JsonTree.Members(members);
  }

  private JsonTree word(String word, JsonTree meaning) {
    if (!in.startsWith(word, at)) {
      throw fault("no value");
    }
    at += word.length();
    return meaning;
  }

  private JsonTree number() {
    int start = at;
    skipOne('-');
    if (!skipOne('0')) {
      digits();
    }
    if (skipOne('.')) {
      digits();
    }
    if (skipOne('e') || skipOne('E')) {
      if (!skipOne('+')) {
        skipOne('-');
      }
      digits();
    }
    var decimal = in.substring(start, at);
    return trail.checked(() -> new JsonTree.Num(Value.number(decimal)));
  }

  private void digits() {
    int start = at;
    while (at < in.length() && in.charAt(at) >= '0' && in.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw fault("no digit");
    }
  }

  private String string() {
    at++;
    var out = new StringBuilder();
    while (true) {
      char c = one();
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        throw fault("a control character in a string");
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = one();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          code = code << 4 | hexDigit(one());
        }
        yield (char) code;
      }
      default -> throw fault("an unknown escape in a string");
    };
  }

  private int hexDigit(char c) {
    if (!HexFormat.isHexDigit(c)) {
      throw fault("an unknown escape in a string");
    }
    return HexFormat.fromHexDigit(c);
  }

  private char one() {
    if (at == in.length()) {
      throw fault("a string without an end");
    }
    return in.charAt(at++);
  }

  private boolean skipOne(char wanted) {
    boolean is = at < in.length() && in.charAt(at) == wanted;
    if (is) {
      at++;
    }
    return is;
  }

  /** The next character that is not white space, or {@link #END}. */
  private int peek() {
    while (at < in.length() && " \t\r\n".indexOf(in.charAt(at)) >= 0) {
      at++;
    }
    return at < in.length() ? in.charAt(at) : END;
  }

  private boolean took(char wanted) {
    return peek() == wanted && skipOne(wanted);
  }

  private void take(char wanted) {
    if (!took(wanted)) {
      throw fault("no '" + wanted + "'");
    }
  }

  private CodecException fault(String what) {
    return trail.error("not JSON: %s at character %d".formatted(what, at));
  }
}
