package dev.slipway.provider.internal.engine;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Check;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks see a nested object as the author will: with its defaults. */
class ConfigDefaultsTest {

  private record Probe(String path, int tries) {
    static final Attribute<String> PATH = string("path").required();
    static final Attribute<Integer> TRIES = int32("tries").optional().defaultsTo(3);
    static final Shape<Probe> SHAPE =
        Shape.of(PATH, TRIES)
            .as(
                object -> new Probe(object.get(PATH), object.get(TRIES)),
                (probe, object) -> object.with(PATH, probe.path()).with(TRIES, probe.tries()));
  }

  private static final Shape<?> CONFIG =
      Shape.of(
          object("probe", Probe.SHAPE)
              .optional()
              .check(Check.that("patient", probe -> probe.tries() < 5)));

  @Test
  void aDefaultedPartThatIsLeftOutIsNoMissingValue() {
    assertThat(ConfigChecks.run(CONFIG, probe(Value.ofNull()), true)).isEmpty();
  }

  @Test
  void theCheckStillRuns() {
    assertThat(ConfigChecks.run(CONFIG, probe(Value.number(7)), true))
        .singleElement()
        .satisfies(found -> assertThat(found.detail()).contains("probe must be patient"));
  }

  private static Value probe(Value tries) {
    return Value.object(
        Map.of("probe", Value.object(Map.of("path", Value.text("/"), "tries", tries))));
  }
}
