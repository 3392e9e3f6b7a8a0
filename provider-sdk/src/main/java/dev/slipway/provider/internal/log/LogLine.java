package dev.slipway.provider.internal.log;

import dev.slipway.provider.log.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON as Terraform reads it: the keys {@code @level}, {@code @message}, {@code
 * @module}, {@code @timestamp} always strings, all others free fields. Everything outside ASCII is
 * escaped, so a character is a byte. A line never exceeds {@link #MAX_BYTES}: Terraform would take
 * the rest for a line of its own. What does not fit is cut and the line says so by {@code
 * truncated}.
 */
final class LogLine {
  /** Terraform's read buffer; the newline is part of it. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String CUT_END = ",\"truncated\":true}\n";
  private static final int ROOM = MAX_BYTES - CUT_END.length();
  private static final int LONGEST_ESCAPE = 6;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text = new StringBuilder(256);
  private boolean cut;

  LogLine(Instant time, Level level, String module, String message) {
    text.append('{');
    head("@level", level.name().toLowerCase(Locale.ROOT), ROOM / 2);
    head("@module", module, ROOM / 2);
    head("@timestamp", timestamp(time), ROOM / 2);
    // Half of the line at most, so that a huge message leaves room for the fields that place it.
    head("@message", message, ROOM / 2);
  }

  /** Adds a field; a key that starts with Terraform's own {@code @} loses it. */
  LogLine field(String key, @Nullable Object value) {
    String name = key.startsWith("@") ? key.substring(1) : key;
    if (text.length() + LONGEST_ESCAPE * name.length() + 32 > ROOM) {
      cut = true;
      return this;
    }
    text.append(',');
    string(name, ROOM);
    text.append(':');
    if (value == null
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long) {
      text.append(value);
    } else {
      string(value.toString(), ROOM);
    }
    return this;
  }

  /** The whole line with its newline. */
  byte[] bytes() {
    text.append(cut ? CUT_END : "}\n");
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void head(String key, String value, int end) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append('"').append(key).append("\":");
    string(value, end);
  }

  /** Writes a string so that the line is no longer than {@code end} after its closing quote. */
  private void string(String value, int end) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      if (text.length() + LONGEST_ESCAPE >= end) {
        cut = true;
        break;
      }
      character(value.charAt(i));
    }
    text.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (c >= ' ' && c < 0x7f) {
          text.append(c);
        } else {
          text.append("\\u")
              .append(HEX[c >> 12])
              .append(HEX[(c >> 8) & 0xf])
              .append(HEX[(c >> 4) & 0xf])
              .append(HEX[c & 0xf]);
        }
      }
    }
  }

  /** UTC with exactly six decimals; any other shape makes Terraform show the line raw. */
  private static String timestamp(Instant time) {
    String seconds = Instant.ofEpochSecond(time.getEpochSecond()).toString();
    String micros = Integer.toString(1_000_000 + time.getNano() / 1000).substring(1);
    return seconds.substring(0, seconds.length() - 1) + '.' + micros + 'Z';
  }
}
