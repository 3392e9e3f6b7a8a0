package dev.slipway.provider.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.value.Generator;
import dev.slipway.provider.value.Generator.Range;
import dev.slipway.provider.value.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What must hold for every value and every input. Each case has a seed of its own; a failure names
 * it, and {@code -Dcodec.seed=… -Dcodec.cases=1} runs that one again.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CodecProperties {

  private static final long CASES = Long.getLong("codec.cases", 1_000_000);
  private static final long FIRST_SEED = Long.getLong("codec.seed", System.nanoTime());

  @Test
  void everyValueComesBackFromMsgpack() {
    forEachSeed(
        "values to msgpack and back",
        seed -> {
          var generator = new Generator(seed, Range.ALL);
          var type = generator.type();
          var value = generator.value(type);
          var bytes = Msgpack.encode(value, type);
          var back = Msgpack.decode(bytes, type);
          assertThat(back).isEqualTo(value).hasSameHashCodeAs(value);
          assertThat(Msgpack.encode(back, type)).isEqualTo(bytes);
          return true;
        });
  }

  @Test
  void everyKnownValueComesBackFromJson() {
    forEachSeed(
        "values and types to JSON and back",
        seed -> {
          var generator = new Generator(seed, Range.KNOWN_AND_FINITE);
          var type = generator.type();
          var value = generator.value(type);
          assertThat(TypeJson.decode(TypeJson.encode(type))).isEqualTo(type);
          assertThat(Json.decode(Json.encode(value, type), type)).isEqualTo(value);
          return true;
        });
  }

  @Test
  void noInputBreaksTheMsgpackDecoder() {
    forEachSeed(
        "damaged inputs to the msgpack decoder",
        seed -> {
          var generator = new Generator(seed, Range.ALL);
          var type = generator.type();
          var bytes = new Damage(seed).to(Msgpack.encode(generator.value(type), type));
          var read = read(() -> Msgpack.decode(bytes, type));
          read.ifPresent(value ->
              assertThat(Msgpack.decode(Msgpack.encode(value, type), type)).isEqualTo(value));
          return read.isPresent();
        });
  }

  @Test
  void noInputBreaksTheJsonDecoder() {
    forEachSeed(
        "damaged inputs to the JSON decoder",
        seed -> {
          var generator = new Generator(seed, Range.KNOWN_AND_FINITE);
          var type = generator.type();
          var bytes = new Damage(seed).to(Json.encode(generator.value(type), type));
          var read = read(() -> Json.decodeState(bytes, type));
          read(() -> Json.decodeUntyped(bytes));
          read.ifPresent(
              value -> assertThat(Json.decode(Json.encode(value, type), type)).isEqualTo(value));
          return read.isPresent();
        });
  }

  private static Optional<Value> read(Supplier<Value> decode) {
    try {
      return Optional.of(decode.get());
    } catch (CodecException refused) {
      return Optional.empty();
    }
  }

  /** Runs a case per seed and prints how many there were and how many were read as values. */
  private static void forEachSeed(String what, LongPredicate isRead) {
    long read = 0;
    long slowest = 0;
    long start = System.nanoTime();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      long before = System.nanoTime();
      try {
        read += isRead.test(seed) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
        throw new AssertionError("%s: seed %d fails".formatted(what, seed), e);
      }
      slowest = Math.max(slowest, System.nanoTime() - before);
    }
    System.out.printf(
        "%,d %s in %.1f s, %,d read, slowest %d ms, first seed %d%n",
        CASES,
        what,
        Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3,
        read,
        Duration.ofNanos(slowest).toMillis(),
        FIRST_SEED);
  }
}
