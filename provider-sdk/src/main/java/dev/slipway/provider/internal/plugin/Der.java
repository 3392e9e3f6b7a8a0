package dev.slipway.provider.internal.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The few shapes of ASN.1's distinguished encoding (X.690) that a certificate is made of. */
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return value(SET, parts);
  }

  /** Wraps parts in an explicit tag of the surrounding type. */
  static byte[] explicit(int tag, byte[]... parts) {
    return value(CONTEXT | CONSTRUCTED | tag, parts);
  }

  /** Replaces the tag of a primitive value by one of the surrounding type. */
  static byte[] implicit(int tag, byte[] content) {
    return value(CONTEXT | tag, content);
  }

  static byte[] integer(byte[] twosComplement) {
    return value(INTEGER, twosComplement);
  }

  static byte[] isTrue() {
    return value(BOOLEAN, new byte[] {(byte) 0xff});
  }

  static byte[] octets(byte[] content) {
    return value(OCTET_STRING, content);
  }

  static byte[] utf8(String text) {
    return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bits, the last {@code unused} of which do not count. */
  static byte[] bits(int unused, byte[] content) {
    return value(BIT_STRING, new byte[] {(byte) unused}, content);
  }

  static byte[] oid(int... arcs) {
    var content = new ByteArrayOutputStream();
    content.write(40 * arcs[0] + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      int groups = Math.max(1, (38 - Integer.numberOfLeadingZeros(arcs[i])) / 7);
      for (int group = groups - 1; group >= 0; group--) {
        int continued = group > 0 ? 0x80 : 0;
        content.write(((arcs[i] >> (7 * group)) & 0x7f) | continued);
      }
    }
    return value(OBJECT_IDENTIFIER, content.toByteArray());
  }

  /** A certificate's time: two digits of the year until 2049, four from then on (RFC 5280). */
  static byte[] time(Instant instant) {
    OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
    var digits = new StringBuilder();
    boolean isShort = utc.getYear() < 2050;
    digits.append(isShort ? twoDigits(utc.getYear() % 100) : Integer.toString(utc.getYear()));
    digits
        .append(twoDigits(utc.getMonthValue()))
        .append(twoDigits(utc.getDayOfMonth()))
        .append(twoDigits(utc.getHour()))
        .append(twoDigits(utc.getMinute()))
        .append(twoDigits(utc.getSecond()))
        .append('Z');
    return value(
        isShort ? UTC_TIME : GENERALIZED_TIME,
        digits.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static byte[] value(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    length(out, length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
    out.write(0x80 | bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(length >> (8 * i));
    }
  }
}
