package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.text;
import static dev.slipway.provider.value.Value.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.internal.protocol6.Wire.Answer;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conformance case 30: what cannot be done yet is put off, but only where Terraform allows it. */
class DeferralStoriesTest {

  private static final Attribute<String> ID = string("id").computed();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<String> ADDRESS = string("address").required();
  private static final Map<String, Value> WEB = Map.of("name", text("web"));

  /** Runs in a cluster that is not there yet. */
  private static Fake homeless() {
    return Fake.of(ID, NAME)
        .planning((_, _) -> {
          throw notYet();
        })
        .reading((_, _) -> {
          throw notYet();
        });
  }

  private static Deferral notYet() {
    return new Deferral(
        Deferral.Reason.ABSENT_PREREQUISITE,
        "The cluster is not there yet",
        "Apply the cluster first, with -target.");
  }

  @Test
  void aPlanIsPutOffWithWhatIsKnownOfIt() {
    try (var terraform = Wire.to(homeless()).allowingDeferral()) {
      var planned = terraform.plan(Fake.THING, Answer.NOTHING, WEB).answer();

      assertThat(planned.deferred()).isEqualTo("ABSENT_PREREQ");
      assertThat(planned.problems()).isEmpty();
      assertThat(planned.value("name")).isEqualTo(text("web"));
      assertThat(planned.value("id").isKnown()).isFalse();
    }
  }

  @Test
  void aReadThatIsPutOffLeavesStateAsItIs() {
    try (var terraform = Wire.to(homeless()).allowingDeferral()) {
      var state =
          new Answer(
              terraform.object(Fake.THING, Map.of("id", text("1"), "name", text("web"))),
              Answer.NOTHING.privateData(),
              Answer.NOTHING.problems());

      var read = terraform.read(Fake.THING, state);

      assertThat(read.deferred()).isEqualTo("ABSENT_PREREQ");
      assertThat(read.problems()).isEmpty();
      assertThat(read.object()).isEqualTo(state.object());
    }
  }

  @Test
  void whereItIsNotAllowedItIsAnErrorThatSaysWhatToDo() {
    try (var terraform = Wire.to(homeless())) {
      var planned = terraform.plan(Fake.THING, Answer.NOTHING, WEB).answer();

      assertThat(planned.deferred()).isEmpty();
      assertThat(planned.problems())
          .extracting(Problem::summary, Problem::detail)
          .containsExactly(
              tuple("The cluster is not there yet", "Apply the cluster first, with -target."));
    }
  }

  @Test
  void aProviderWhoseConfigurationIsOpenPutsOffWhatNeedsItsClient() {
    var needy =
        Fake.of(ID, NAME)
            .configuring((config, _) -> config.get(ADDRESS))
            .planning((change, context) -> {
              var _ = context.client();
              return change.plan();
            });
    var configuration = Schema.of("", ADDRESS);
    try (var terraform = Wire.to(needy.provider(configuration)).allowingDeferral()) {
      assertThat(terraform.configure(Map.of("address", unknown()))).isEmpty();

      assertThat(terraform.plan(Fake.THING, Answer.NOTHING, WEB).answer().deferred())
          .isEqualTo("PROVIDER_CONFIG_UNKNOWN");
    }
    try (var terraform = Wire.to(needy.provider(configuration))) {
      assertThat(terraform.configure(Map.of("address", unknown())))
          .extracting(Problem::summary)
          .containsExactly("The provider's configuration is not known yet");
    }
  }
}
