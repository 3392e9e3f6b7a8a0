package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.ListResource;
import dev.slipway.proto.tfplugin6.PlanAction;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.v1.AppState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Terraform 1.14 and newer can do: find apps and import them by identity, run actions. */
class ListAndActionIT extends Story {
  private NewerTerraform newer;

  @BeforeEach
  void twoApps() {
    var applied =
        terraform.apply(
            """
            resource "ai_app" "app" {
              for_each = { one = "a", two = "b" }
              name     = each.key
              image    = "localhost/slipway/hello:1"
              labels   = { team = each.value }
            }
            """);
    assertThat(applied).succeeds();
    newer = NewerTerraform.in(slipway.clientSettings());
  }

  @AfterEach
  void leaveNothing() {
    newer.close();
    assertThat(terraform.destroy()).succeeds();
  }

  @Test
  void appsAreFoundByLabelAndImportedByTheirIdentity() {
    assertThat(found(null))
        .extracting(ListResource.Event::getDisplayName)
        .containsExactlyInAnyOrder("local/one", "local/two");
    var two = found("team=b");
    assertThat(two).extracting(ListResource.Event::getDisplayName).containsExactly("local/two");

    var imported =
        newer
            .provider()
            .importResourceState(
                ImportResourceState.Request.newBuilder()
                    .setTypeName("ai_app")
                    .setIdentity(two.getFirst().getIdentity())
                    .build());
    NewerTerraform.requireNone(imported.getDiagnosticsList());
    var read =
        newer
            .provider()
            .readResource(
                ReadResource.Request.newBuilder()
                    .setTypeName("ai_app")
                    .setCurrentState(imported.getImportedResources(0).getState())
                    .build());
    NewerTerraform.requireNone(read.getDiagnosticsList());
    assertThat(read.getNewIdentity()).isEqualTo(two.getFirst().getIdentity());
    assertThat(read.getNewState().getMsgpack().toStringUtf8()).contains("two");
  }

  @Test
  void anAppIsStoppedStartedAndRestarted() {
    assertThat(invoke("ai_app_stop")).containsExactly("one stops", "one is STOPPED");
    assertThat(state()).isEqualTo(AppState.STOPPED);

    assertThat(invoke("ai_app_start")).containsExactly("one starts", "one is RUNNING");
    slipway.awaitRunning("one", 1);

    assertThat(invoke("ai_app_restart"))
        .containsExactly("one stops", "one is STOPPED", "one starts", "one is RUNNING");
    slipway.awaitRunning("one", 1);
  }

  @Test
  void anActionOnNothingIsRefusedByThePlan() {
    var planned =
        newer
            .provider()
            .planAction(
                PlanAction.Request.newBuilder()
                    .setActionType("ai_app_stop")
                    .setConfig(NewerTerraform.object("id", "00000000-0000-0000-0000-000000000000"))
                    .build());

    assertThat(planned.getDiagnosticsList())
        .singleElement()
        .satisfies(problem -> assertThat(problem.getSummary()).isEqualTo("The app cannot be read"));
  }

  private List<ListResource.Event> found(@Nullable String selector) {
    var events = new ArrayList<ListResource.Event>();
    newer
        .provider()
        .listResource(
            ListResource.Request.newBuilder()
                .setTypeName("ai_app")
                .setConfig(
                    NewerTerraform.object(
                        "label_selector", selector, "region", null, "states", null))
                .setLimit(10)
                .build())
        .forEachRemaining(events::add);
    events.forEach(event -> NewerTerraform.requireNone(event.getDiagnosticList()));
    return events;
  }

  /** The progress that it tells until it is done. */
  private List<String> invoke(String action) {
    var events = new ArrayList<InvokeAction.Event>();
    newer
        .provider()
        .invokeAction(
            InvokeAction.Request.newBuilder()
                .setActionType(action)
                .setConfig(NewerTerraform.object("id", slipway.app("one").orElseThrow().getId()))
                .build())
        .forEachRemaining(events::add);
    NewerTerraform.requireNone(events.getLast().getCompleted().getDiagnosticsList());
    return events.stream()
        .filter(InvokeAction.Event::hasProgress)
        .map(event -> event.getProgress().getMessage())
        .toList();
  }

  private AppState state() {
    return slipway.app("one").orElseThrow().getStatus().getState();
  }
}
