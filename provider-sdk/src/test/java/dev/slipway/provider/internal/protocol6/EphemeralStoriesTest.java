package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.proto.tfplugin6.CloseEphemeralResource;
import dev.slipway.proto.tfplugin6.OpenEphemeralResource;
import dev.slipway.proto.tfplugin6.RenewEphemeralResource;
import dev.slipway.provider.Context;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private Wire terraform() {
    return Wire.to(Fake.of(string("id").computed()).beside(new Token()));
  }

  private static OpenEphemeralResource.Response open(Wire terraform, Map<String, Value> config) {
    var type = "ephemeral.fake_token";
    return terraform
        .provider()
        .openEphemeralResource(
            OpenEphemeralResource.Request.newBuilder()
                .setTypeName("fake_token")
                .setConfig(terraform.message(type, terraform.object(type, config)))
                .build());
  }

  @Test
  void itIsOpenedRenewedAndClosed() {
    try (var terraform = terraform()) {
      var opened = open(terraform, Map.of());
      var result = terraform.value("ephemeral.fake_token", opened.getResult());
      assertThat(opened.getDiagnosticsList()).isEmpty();
      assertThat(result.attribute("role")).as("its default").isEqualTo(text("reader"));
      assertThat(result.attribute("secret")).isEqualTo(text("hush-reader"));
      assertThat(opened.getRenewAt().getSeconds()).isEqualTo(SOON.getEpochSecond());
      assertThat(opened.getRenewAt().getNanos()).isEqualTo(SOON.getNano());

      var renewed =
          terraform
              .provider()
              .renewEphemeralResource(
                  RenewEphemeralResource.Request.newBuilder()
                      .setTypeName("fake_token")
                      .setPrivate(opened.getPrivate())
                      .build());
      assertThat(renewed.hasRenewAt()).as("once is enough").isFalse();
      assertThat(Messages.privateData(renewed.getPrivate()).find("lease")).contains("1+");

      var closing =
          terraform
              .provider()
              .closeEphemeralResource(
                  CloseEphemeralResource.Request.newBuilder()
                      .setTypeName("fake_token")
                      .setPrivate(opened.getPrivate())
                      .build());
      assertThat(closing.getDiagnosticsList()).isEmpty();
      assertThat(closed).containsExactly("1");
    }
  }

  @Test
  void aRefusalStandsOnItsAttribute() {
    try (var terraform = terraform()) {
      assertThat(Problem.of(open(terraform, Map.of("role", text("nobody"))).getDiagnosticsList()))
          .extracting(Problem::path, Problem::summary)
          .containsExactly(tuple("role", "No such role"));
    }
  }

  @Test
  void itsSchemaIsTold() {
    try (var terraform = terraform()) {
      assertThat(terraform.schema().getEphemeralResourceSchemasMap())
          .containsOnlyKeys("fake_token");
    }
  }
}
