package dev.slipway.provider.internal.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Spoils bytes: changes, inserts, drops, repeats some, cuts the end, or replaces them all. */
final class Damage {

  /** Heads of MessagePack and signs of JSON, where a change means most. */
  private static final byte[] MARKS = {
    (byte) 0xc0,
    (byte) 0xc1,
    (byte) 0xc4,
    (byte) 0xc7,
    (byte) 0xca,
    (byte) 0xcb,
    (byte) 0xcf,
    (byte) 0xd3,
    (byte) 0xd4,
    (byte) 0xd9,
    (byte) 0xdb,
    (byte) 0xdc,
    (byte) 0xdd,
    (byte) 0xde,
    (byte) 0xdf,
    (byte) 0xff,
    0x0c,
    0x7f,
    (byte) 0x80,
    (byte) 0x81,
    (byte) 0x91,
    (byte) 0x92,
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    ':',
    '-',
    '.',
    '0',
    '9',
    'e',
    'u',
    't',
    'n'
  };

  private final SplittableRandom random;

  Damage(long seed) {
    this.random = new SplittableRandom(~seed);
  }

  byte[] to(byte[] whole) {
    if (random.nextInt(8) == 0) {
      return random();
    }
    var bytes = whole;
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = spoil(bytes);
    }
    return bytes;
  }

  private byte[] random() {
    var bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = random.nextBoolean() ? mark() : bytes[i];
    }
    return bytes;
  }

  private byte[] spoil(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(1, 9));
    return switch (random.nextInt(6)) {
      case 0 -> splice(bytes, at, at, mark());
      case 1 -> splice(bytes, at, Math.min(bytes.length, at + 1), mark());
      case 2 -> splice(bytes, at, Math.min(bytes.length, at + 1), (byte) random.nextInt());
      case 3 -> splice(bytes, at, end);
      case 4 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      default -> random.nextInt(20) == 0 ? splice(bytes, at, at, deep()) : Arrays.copyOf(bytes, at);
    };
  }

  /** Opens one thing within another, many times over. */
  private byte[] deep() {
    var bytes = new byte[random.nextInt(5_000)];
    Arrays.fill(bytes, mark());
    return bytes;
  }

  private byte mark() {
    return MARKS[random.nextInt(MARKS.length)];
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte... in) {
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(in);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
