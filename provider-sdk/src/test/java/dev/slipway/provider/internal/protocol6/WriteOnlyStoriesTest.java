package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.provider.internal.protocol6.Wire.Answer;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final Map<String, Value> CONFIG =
      Map.of(
          "secrets_wo", Value.map(Map.of("TOKEN", text("s1"))),
          "version", number(1),
          "first", login("anna", "s2"),
          "others", Value.list(login("ben", "s3")));

  private static Value login(String user, String password) {
    return Value.object(Map.of("user", text(user), "password_wo", text(password)));
  }

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
    try (var terraform = Wire.to(thing())) {
      var planned = terraform.plan(Fake.THING, Answer.NOTHING, CONFIG);
      assertThat(planned.answer().problems()).isEmpty();
      assertNoSecret(planned.answer());

      var created = terraform.apply(Fake.THING, Answer.NOTHING, planned, CONFIG);
      assertThat(created.problems()).isEmpty();
      assertNoSecret(created);
      assertThat(seen).containsExactly("s1", "s2", "s3");

      assertNoSecret(terraform.read(Fake.THING, created));
      assertThat(terraform.plan(Fake.THING, created, CONFIG).answer().object())
          .as("a secret alone is no change")
          .isEqualTo(created.object());
    }
  }

  @Test
  void writingOneToStateIsRefused() {
    var fake = thing().creating((plan, _) -> plan.toState().with(SECRETS, Map.of("TOKEN", "s1")));
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.create(Fake.THING, CONFIG).problems())
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.detail())
                  .contains("secrets_wo is write-only: it is never stored")
                  .doesNotContain("s1"));
    }
  }

  @Test
  void aTerraformThatWouldStoreThemIsRefused() {
    try (var terraform = Wire.to(thing())) {
      assertThat(terraform.validate(Fake.THING, CONFIG, false))
          .extracting(Problem::path, Problem::summary)
          .contains(tuple("secrets_wo", "secrets_wo needs Terraform 1.11"));
      assertThat(terraform.validate(Fake.THING, CONFIG)).isEmpty();
      assertThat(terraform.validate(Fake.THING, Map.of("version", number(1)), false)).isEmpty();
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
