package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Value;
import java.nio.ByteBuffer;

/**
 * Unknown values: extension 0 without promises, extension 12 with a map of them. As in Terraform, a
 * body of at most one byte makes no promise under any code, and what follows the map is passed
 * over. Every other extension is an unknown without promises.
 */
final class MsgpackUnknown {

  private static final int PLAIN = 0;
  private static final int REFINED = 12;
  private static final int MAX_BODY = 1024;

  // Keys of the map of promises.
  private static final int IS_NULL = 1;
  private static final int PREFIX = 2;
  private static final int MIN = 3;
  private static final int MAX = 4;
  private static final int MIN_LENGTH = 5;
  private static final int MAX_LENGTH = 6;

  private MsgpackUnknown() {}

  static void write(Refinements refinements, MsgpackWriter out) {
    if (refinements.isNone()) {
      out.extension(PLAIN, new byte[1]);
    } else {
      out.extension(REFINED, body(refinements));
    }
  }

  private static byte[] body(Refinements refinements) {
    var entries = new MsgpackWriter();
    int count = 0;
    if (refinements.notNull()) {
      count++;
      entries.whole(IS_NULL);
      entries.bool(false);
    }
    if (!refinements.prefix().isEmpty()) {
      count++;
      entries.whole(PREFIX);
      entries.text(refinements.prefix());
    }
    if (refinements.min() != null) {
      count++;
      bound(MIN, refinements.min(), entries);
    }
    if (refinements.max() != null) {
      count++;
      bound(MAX, refinements.max(), entries);
    }
    if (refinements.minLength() > 0) {
      count++;
      entries.whole(MIN_LENGTH);
      entries.whole(refinements.minLength());
    }
    if (refinements.maxLength() < Long.MAX_VALUE) {
      count++;
      entries.whole(MAX_LENGTH);
      entries.whole(refinements.maxLength());
    }
    var body = new MsgpackWriter();
    body.map(count);
    body.append(entries);
    return body.bytes();
  }

  private static void bound(int key, Refinements.Bound bound, MsgpackWriter out) {
    out.whole(key);
    out.array(2);
    out.number(bound.number());
    out.bool(bound.inclusive());
  }

  static Value read(byte code, ByteBuffer body, Trail trail) {
    if (code != REFINED || body.remaining() <= 1) {
      return Value.unknown();
    }
    if (body.remaining() > MAX_BODY) {
      throw trail.error(
          "refinements of %d bytes, at most %d allowed".formatted(body.remaining(), MAX_BODY));
    }
    return new Reader(new MsgpackReader(body, trail), trail).value();
  }

  private record Reader(MsgpackReader in, Trail trail) {

    Value value() {
      if (!(in.next() instanceof MsgpackToken.Map(var size))) {
        throw trail.error("refinements are not a map");
      }
      boolean isNull = false;
      var refinements = Refinements.NONE;
      for (int i = 0; i < size; i++) {
        var others = refinements;
        long key = whole("key");
        if (key == IS_NULL) {
          isNull = bool();
          refinements = isNull ? others : others.withNotNull();
        } else if (key == PREFIX) {
          refinements = others.withPrefix(text());
        } else if (key == MIN) {
          var bound = bound();
          refinements = trail.checked(() -> others.withMin(bound));
        } else if (key == MAX) {
          var bound = bound();
          refinements = trail.checked(() -> others.withMax(bound));
        } else if (key == MIN_LENGTH) {
          long length = whole("length");
          refinements = trail.checked(() -> others.withMinLength(length));
        } else if (key == MAX_LENGTH) {
          long length = whole("length");
          refinements = trail.checked(() -> others.withMaxLength(length));
        } else {
          in.skip();
        }
      }
      return isNull ? Value.ofNull() : Value.unknown(refinements);
    }

    private Refinements.Bound bound() {
      if (!(in.next() instanceof MsgpackToken.Array(var size)) || size != 2) {
        throw trail.error("a bound is not a pair");
      }
      var number = MsgpackDecoder.number(in.next(), trail);
      boolean inclusive = bool();
      return trail.checked(() -> new Refinements.Bound(number, inclusive));
    }

    private boolean bool() {
      if (in.next() instanceof MsgpackToken.Bool(var value)) {
        return value;
      }
      throw trail.error("a refinement is not the boolean it should be");
    }

    private String text() {
      if (in.next() instanceof MsgpackToken.Text(var text)) {
        return text;
      }
      throw trail.error("a refinement's prefix is not a string");
    }

    private long whole(String what) {
      if (in.next() instanceof MsgpackToken.Num(Value.Num.Finite(var number))) {
        try {
          return number.longValueExact();
        } catch (ArithmeticException fractionOrTooLarge) {
          // Told below, like anything else that is no whole number of 64 bits.
        }
      }
      throw trail.error("a refinement's %s is not a whole number".formatted(what));
    }
  }
}
