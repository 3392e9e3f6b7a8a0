package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.Context;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.TestedProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conformance case 29: opened, renewed, closed, and nowhere afterwards. */
class EphemeralStoriesTest {

  private static final Attribute<String> ROLE = string("role").optional().defaultsTo("reader");
  private static final Attribute<String> SECRET = string("secret").computed().sensitive();
  private static final Instant SOON = Instant.parse("2026-01-01T12:00:00.5Z");

  private final List<String> closed = new ArrayList<>();

  /** A token that has to be renewed once. */
  private final class Token implements EphemeralResource<String> {
    @Override
    public String typeName() {
      return "fake_token";
    }

    @Override
    public Schema schema() {
      return Schema.of("A token.", ROLE, SECRET);
    }

    @Override
    public Opened open(Config config, Context<String> context) {
      if (config.get(ROLE).equals("nobody")) {
        throw new Failure(ROLE, "No such role", "Take another.");
      }
      var state = config.toState().with(SECRET, "hush-" + config.get(ROLE));
      return new Opened(state.withPrivate("lease", "1"), Optional.of(SOON));
    }

    @Override
    public Renewed renew(PrivateData data, Context<String> context) {
      return new Renewed(
          data.with("lease", data.find("lease").orElseThrow() + "+"), Optional.empty());
    }

    @Override
    public void close(PrivateData data, Context<String> context) {
      closed.add(data.find("lease").orElseThrow());
    }
  }

  private TestedProvider tested() {
    return Fake.of(string("id").computed()).beside(new Token()).tested();
  }

  @Test
  void itIsOpenedRenewedAndClosed() {
    try (var provider = tested()) {
      var tokens = provider.ephemeral("fake_token");

      var opened = tokens.open(nothing());
      assertThat(opened).hasNoWarnings().has(SECRET, "hush-reader");
      assertThat(opened).as("its default").has(ROLE, "reader");
      assertThat(opened.renewAt()).contains(SOON);

      var renewed = tokens.renew(opened);
      assertThat(renewed.renewAt()).as("once is enough").isEmpty();
      assertThat(renewed.privateData().find("lease")).contains("1+");

      assertThat(tokens.close(renewed)).isEmpty();
      assertThat(closed).as("what it was opened with").containsExactly("1");
    }
  }

  @Test
  void aRefusalStandsOnItsAttribute() {
    try (var provider = tested()) {
      assertThat(failing(() -> provider.ephemeral("fake_token").open(with(ROLE, "nobody"))))
          .hasOnlyError("No such role")
          .at(ROLE);
    }
  }

  @Test
  void itsSchemaIsTold() {
    try (var provider = tested()) {
      assertThat(Told.schema(provider).getEphemeralResourceSchemasMap())
          .containsOnlyKeys("fake_token");
    }
  }
}
