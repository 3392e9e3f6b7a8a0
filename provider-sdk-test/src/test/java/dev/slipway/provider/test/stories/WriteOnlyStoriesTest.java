package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.Answer;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conformance case 27: secrets that reach the author and are stored nowhere. */
class WriteOnlyStoriesTest {

  private static final Attribute<Map<String, String>> SECRETS =
      map("secrets_wo", STRING).optional().writeOnly();
  private static final Attribute<Integer> VERSION = int32("version").optional();
  private static final Attribute<String> PASSWORD = string("password_wo").optional().writeOnly();
  private static final Attribute<String> USER = string("user").required();
  private static final Shape<Nested> LOGIN = Shape.of(USER, PASSWORD);
  private static final Attribute<Nested> FIRST = object("first", LOGIN).optional();
  private static final Attribute<List<Nested>> OTHERS = list("others", LOGIN).optional();

  private static final Configuration CONFIG =
      with(SECRETS, Map.of("TOKEN", "s1"))
          .with(VERSION, 1)
          .with(FIRST, with(USER, "anna").with(PASSWORD, "s2"))
          .with(OTHERS, with(USER, "ben").with(PASSWORD, "s3"));

  private final List<String> seen = new ArrayList<>();

  private Fake thing() {
    return Fake.of(SECRETS, VERSION, FIRST, OTHERS)
        .creating((plan, _) -> {
          seen.add(plan.get(SECRETS).get("TOKEN"));
          seen.add(plan.get(FIRST).get(PASSWORD));
          plan.get(OTHERS).forEach(login -> seen.add(login.get(PASSWORD)));
          return plan.toState();
        });
  }

  @Test
  void theAuthorReadsThemFromThePlanAndNothingKeepsThem() {
    try (var provider = thing().tested()) {
      var things = provider.resource(THING);
      var planned = things.plan(CONFIG);
      assertThat(planned).hasNoWarnings();
      assertNoSecret(planned);

      var created = things.apply(planned);
      assertThat(created).hasNoWarnings();
      assertNoSecret(created);
      assertThat(seen).containsExactly("s1", "s2", "s3");

      assertNoSecret(things.refresh(created));
      assertThat(things.plan(created, CONFIG)).as("a secret alone is no change").doesNothing();
    }
  }

  @Test
  void writingOneToStateIsRefused() {
    var fake = thing().creating((plan, _) -> plan.toState().with(SECRETS, Map.of("TOKEN", "s1")));
    try (var provider = fake.tested()) {
      assertThat(failing(() -> provider.resource(THING).create(CONFIG)))
          .hasOnlyError("Bug in the provider")
          .saying("secrets_wo is write-only: it is never stored")
          .notSaying("s1");
    }
  }

  @Test
  void whoeverKeepsOneAllTheSameIsToldAndItIsLost() {
    var fake =
        thing()
            .creating((plan, _) -> leaking(plan.toState()))
            .reading((state, _) -> Optional.of(leaking(state)));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);

      var failed = failing(() -> things.create(CONFIG));
      assertThat(failed)
          .hasOnlyError("Bug in the provider")
          .at(SECRETS)
          .saying("(rule A9)")
          .notSaying("s1");
      var left = failed.left().orElseThrow();
      assertThat(left).has(VERSION, 1).hasNull(SECRETS);

      assertThat(failing(() -> things.refresh(left)))
          .hasOnlyError("Bug in the provider")
          .at(SECRETS)
          .saying("fake_thing: read gave secrets_wo", "(rule O2)")
          .notSaying("s1");
    }
  }

  /** By a way that handles do not offer. */
  private static State leaking(State state) {
    var object =
        state.fields().object().with(SECRETS.name(), Value.map(Map.of("TOKEN", Value.text("s1"))));
    var shape = Shape.of(SECRETS, VERSION, FIRST, OTHERS);
    return new State(shape.view(object, Path.ROOT), state.privateData());
  }

  @Test
  void aTerraformThatWouldStoreThemIsRefused() {
    try (var provider = thing().tested()) {
      var things = provider.forbiddingWriteOnly().resource(THING);

      assertThat(things.validate(CONFIG)).hasError("secrets_wo needs Terraform 1.11").at(SECRETS);
      assertThat(provider.resource(THING).validate(CONFIG)).isEmpty();
      assertThat(things.validate(with(VERSION, 1))).isEmpty();
    }
  }

  private static void assertNoSecret(Answer answer) {
    answer
        .object()
        .walk((path, value) -> {
          if (path.toString().endsWith("_wo")) {
            assertThat(value).as(path.toString()).isEqualTo(Value.ofNull());
          }
          return true;
        });
  }
}
