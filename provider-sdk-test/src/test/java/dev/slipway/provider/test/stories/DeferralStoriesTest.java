package dev.slipway.provider.test.stories;

import static dev.slipway.provider.Deferral.Reason.ABSENT_PREREQUISITE;
import static dev.slipway.provider.Deferral.Reason.PROVIDER_CONFIG_UNKNOWN;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Configurations.withUnknown;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.value.Path;
import org.junit.jupiter.api.Test;

/** Conformance case 30: what cannot be done yet is put off, but only where Terraform allows it. */
class DeferralStoriesTest {

  private static final Attribute<String> ID = string("id").computed();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<String> ADDRESS = string("address").required();
  private static final Configuration WEB = with(NAME, "web");

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
        ABSENT_PREREQUISITE,
        "The cluster is not there yet",
        "Apply the cluster first, with -target.");
  }

  @Test
  void aPlanIsPutOffWithWhatIsKnownOfIt() {
    try (var provider = homeless().tested().allowingDeferral()) {
      assertThat(provider.resource(THING).plan(WEB))
          .isDeferred(ABSENT_PREREQUISITE)
          .hasNoWarnings()
          .has(NAME, "web")
          .leavesOpen(ID);
    }
  }

  @Test
  void aReadThatIsPutOffLeavesStateAsItIs() {
    try (var provider = homeless().tested().allowingDeferral()) {
      var things = provider.resource(THING);
      var stored = things.stored(WEB.with(ID, "1"));

      assertThat(things.refresh(stored))
          .isDeferred(ABSENT_PREREQUISITE)
          .hasNoWarnings()
          .looksLike(stored);
    }
  }

  @Test
  void whereItIsNotAllowedItIsAnErrorThatSaysWhatToDo() {
    try (var provider = homeless().tested()) {
      assertThat(failing(() -> provider.resource(THING).plan(WEB)).diagnosis().all())
          .containsExactly(
              Diagnostic.error(
                  Path.ROOT,
                  "The cluster is not there yet",
                  "Apply the cluster first, with -target."));
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
            })
            .provider(Schema.of("", ADDRESS));
    try (var provider = TestedProvider.of(needy).allowingDeferral()) {
      assertThat(provider.configure(withUnknown(ADDRESS)).resource(THING).plan(WEB))
          .isDeferred(PROVIDER_CONFIG_UNKNOWN);
    }
    try (var provider = TestedProvider.of(needy)) {
      assertThat(failing(() -> provider.configure(withUnknown(ADDRESS))))
          .hasOnlyError("The provider's configuration is not known yet");
    }
  }
}
