package dev.slipway.ai.app;

import static dev.slipway.ai.app.AppAttributes.AVAILABLE_REPLICAS;
import static dev.slipway.ai.app.AppAttributes.CHANGED_OUTSIDE;
import static dev.slipway.ai.app.AppAttributes.DRIFT;
import static dev.slipway.ai.app.AppAttributes.IMAGE;
import static dev.slipway.ai.app.AppAttributes.IMAGE_DIGEST;
import static dev.slipway.ai.app.AppAttributes.NAME;
import static dev.slipway.ai.app.AppAttributes.REVISION;
import static dev.slipway.ai.app.AppAttributes.SCALING;
import static dev.slipway.ai.app.AppAttributes.STATE;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.slipway.ai.AiProvider;
import dev.slipway.proto.v1.Drift;
import dev.slipway.proto.v1.Scaling;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.TestedResource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others change in the runtime, in states, plans and warnings. */
class DriftedTest {
  private static final Attribute<String> ENDPOINT = string("endpoint").optional();
  private static final Attribute<String> TOKEN = string("token").optional();

  private static final Configuration HELLO =
      with(NAME, "hello").with(IMAGE, "hello:1").with(DRIFT, "report").with(SCALING, fixed(2));

  private static final Drift SCALED =
      Drift.newBuilder()
          .setObject("Deployment hello")
          .setField("spec.replicas")
          .setSpecField("scaling.fixed.replicas")
          .setWanted("2")
          .setActual("5")
          .setManager("kubectl-scale")
          .setTime(
              Timestamp.newBuilder()
                  .setSeconds(Instant.parse("2026-11-28T19:02:11Z").getEpochSecond()))
          .build();
  private static final Drift OTHER_IMAGE =
      SCALED.toBuilder()
          .setField("spec.template.spec.containers[app].image")
          .setSpecField("image")
          .setWanted("hello@sha256:1")
          .setActual("hello:2")
          .setManager("kubectl-set")
          .build();
  private static final Drift SERVICE_GONE =
      Drift.newBuilder().setObject("Service hello").setTime(SCALED.getTime()).build();

  private FakeControlPlane slipway;
  private TestedProvider ai;
  private TestedResource app;

  @BeforeEach
  void begin() throws IOException {
    slipway = new FakeControlPlane();
    ai =
        TestedProvider.of(new AiProvider())
            .configure(with(ENDPOINT, slipway.endpoint()).with(TOKEN, "secret"));
    app = ai.resource("ai_app");
  }

  @AfterEach
  void end() {
    ai.close();
    slipway.close();
  }

  private static Scaling fixed(int replicas) {
    return Scaling.newBuilder()
        .setFixed(Scaling.Fixed.newBuilder().setReplicas(replicas).build())
        .build();
  }

  @Test
  void whatContradictsAnAttributeShowsThereAndApplyPutsItRight() {
    var hello = app.create(HELLO);
    slipway.drifts(SCALED);

    var read = app.refresh(hello);

    assertThat(read).has(SCALING, fixed(5)).has(CHANGED_OUTSIDE, List.of(SCALED));
    assertThat(read.diagnosis())
        .hasOnlyWarning("hello was changed in its runtime")
        .saying(
            "Deployment hello spec.replicas: 2 -> 5, by kubectl-scale, 2026-11-28T19:02:11Z",
            "The next apply puts it back");
    assertThat(app.plan(read, HELLO))
        .updatesOnly(SCALING, CHANGED_OUTSIDE, STATE, REVISION, IMAGE_DIGEST, AVAILABLE_REPLICAS)
        .has(SCALING, fixed(2))
        .has(CHANGED_OUTSIDE, List.of())
        .leavesOpen(REVISION);

    var applied = app.change(read, HELLO);

    assertThat(slipway.app().getGeneration()).isEqualTo(2);
    assertThat(applied).has(SCALING, fixed(2)).has(CHANGED_OUTSIDE, List.of()).has(REVISION, 2L);
    assertThat(app.plan(app.refresh(applied), HELLO)).doesNothing();
  }

  @Test
  void whatContradictsNoAttributeShowsInThePlanToo() {
    var hello = app.create(HELLO);
    slipway.drifts(SERVICE_GONE);

    var read = app.refresh(hello);

    assertThat(read.diagnosis())
        .hasOnlyWarning("hello was changed in its runtime")
        .saying("Service hello: deleted");
    assertThat(app.plan(read, HELLO))
        .updatesOnly(CHANGED_OUTSIDE, STATE, REVISION, IMAGE_DIGEST, AVAILABLE_REPLICAS);
    var applied = app.change(read, HELLO);
    assertThat(slipway.app().getGeneration()).isEqualTo(2);
    assertThat(app.plan(app.refresh(applied), HELLO)).doesNothing();
  }

  @Test
  void severalChangesMakeOneWarning() {
    var hello = app.create(HELLO);
    slipway.drifts(SCALED, OTHER_IMAGE, SERVICE_GONE);

    var read = app.refresh(hello);

    assertThat(read).has(IMAGE, "hello:2");
    assertThat(read.diagnosis())
        .hasOnlyWarning("hello was changed in its runtime")
        .saying("2 -> 5", "hello@sha256:1 -> hello:2, by kubectl-set", "Service hello: deleted");
    assertThat(app.plan(read, HELLO)).updates(IMAGE, SCALING).has(IMAGE, "hello:1");
  }

  @Test
  void whatTheConfigurationTakesOverStays() {
    var hello = app.create(HELLO);
    slipway.drifts(OTHER_IMAGE);
    var adopted = HELLO.with(IMAGE, "hello:2");

    var read = app.refresh(hello);
    assertThat(app.plan(read, adopted)).updates(CHANGED_OUTSIDE).keeps(IMAGE);
    var applied = app.change(read, adopted);

    assertThat(slipway.app().getSpec().getImage()).isEqualTo("hello:2");
    assertThat(app.plan(app.refresh(applied), adopted)).doesNothing();
  }

  @Test
  void whatIsHandedOverIsNoDrift() {
    var handedOver = HELLO.with(AppResource.MANAGED_OUTSIDE, Set.of("image"));
    var hello = app.create(handedOver);
    slipway.drifts(OTHER_IMAGE);

    var read = app.refresh(hello);

    assertThat(read).has(IMAGE, "hello:1").hasNoWarnings();
    assertThat(app.plan(read, handedOver)).doesNothing();
  }

  @Test
  void whatIsGoneByItselfLeavesNothingToDo() {
    var hello = app.create(HELLO);
    slipway.drifts(SCALED);
    var read = app.refresh(hello);
    slipway.drifts();

    assertThat(app.plan(app.refresh(read), HELLO)).doesNothing();
    assertThat(slipway.app().getGeneration()).isEqualTo(1);
  }

  @Test
  void anImportShowsIt() {
    var hello = app.create(HELLO);
    slipway.drifts(SERVICE_GONE);

    var imported = app.importId(hello.get(AppAttributes.ID));

    assertThat(imported).has(CHANGED_OUTSIDE, List.of(SERVICE_GONE));
    assertThat(app.plan(imported, HELLO)).updates(CHANGED_OUTSIDE);
  }
}
