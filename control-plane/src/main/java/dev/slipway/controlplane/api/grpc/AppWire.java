package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.Drift;
import dev.slipway.controlplane.app.Replica;
import dev.slipway.controlplane.app.Revision;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Price;
import dev.slipway.controlplane.intake.Preview;
import dev.slipway.controlplane.intake.Validation;
import dev.slipway.controlplane.vocabulary.Address;
import dev.slipway.controlplane.vocabulary.Finding;
import dev.slipway.proto.v1.AppStatus;
import java.util.Optional;

/** Apps, revisions and findings for the wire. */
final class AppWire {
  private final Catalog catalog;
  private final Address gateway;
  private final SpecWire specs;

  /**
   * @param gateway where apps are reached
   */
  AppWire(Catalog catalog, Address gateway) {
    this.catalog = catalog;
    this.gateway = gateway;
    this.specs = new SpecWire(catalog);
  }

  dev.slipway.proto.v1.App of(App app) {
    var wire =
        dev.slipway.proto.v1.App.newBuilder()
            .setId(app.id().value())
            .setProject(app.project())
            .setSpec(specs.of(app.spec()))
            .setStatus(status(app))
            .setGeneration(app.generation())
            .setRevision(app.revision())
            .setAuthor(app.author().author())
            .setCreatedAt(Times.wire(app.createdAt()))
            .setUpdatedAt(Times.wire(app.updatedAt()))
            .setClaimed(app.claimed());
    price(app.spec()).ifPresent(price -> wire.setPrice(of(price)));
    return wire.build();
  }

  /** The spec that a command would make, as an app without id. */
  dev.slipway.proto.v1.App of(String project, Preview preview) {
    var wire = dev.slipway.proto.v1.App.newBuilder().setProject(project);
    if (preview.spec() != null) {
      wire.setSpec(specs.of(preview.spec()));
    }
    if (preview.price() != null) {
      wire.setPrice(of(preview.price()));
    }
    return wire.build();
  }

  private Optional<Price> price(AppSpec spec) {
    return catalog
        .flavor(spec.resources().flavor())
        .map(_ -> catalog.price(spec.resources(), spec.scaling()));
  }

  private static dev.slipway.proto.v1.Price of(Price price) {
    return dev.slipway.proto.v1.Price.newBuilder()
        .setMinPerHour(price.minPerHour().toPlainString())
        .setMaxPerHour(price.maxPerHour().toPlainString())
        .setCurrency(price.currency())
        .build();
  }

  private AppStatus status(App app) {
    var status = app.status();
    var wire =
        AppStatus.newBuilder()
            .setState(state(status.state()))
            .setReason(status.reason())
            .setWaitingFor(app.admission().waitingFor())
            .setObservedGeneration(status.observedGeneration())
            .setServingRevision(status.servingRevision())
            .setTargetReplicas(status.targetReplicas())
            .setAvailableReplicas(status.availableReplicas())
            .setLastTransition(Times.wire(status.lastTransition()));
    if (app.image() != null) {
      wire.setImageDigest(app.image().digest());
    }
    catalog
        .region(app.spec().region())
        .ifPresent(region ->
            wire.setUrl("http://%s.%s:%d".formatted(app.id(), region.domain(), gateway.port())));
    status.replicas().forEach(replica -> wire.addReplicas(replica(replica)));
    app.drift().forEach(drift -> wire.addDrift(drift(drift)));
    return wire.build();
  }

  private static dev.slipway.proto.v1.Drift drift(Drift drift) {
    return dev.slipway.proto.v1.Drift.newBuilder()
        .setObject(drift.object())
        .setField(drift.field())
        .setSpecField(drift.specField())
        .setWanted(drift.wanted())
        .setActual(drift.actual())
        .setManager(drift.manager())
        .setTime(Times.wire(drift.time()))
        .build();
  }

  private static dev.slipway.proto.v1.Replica replica(Replica replica) {
    return dev.slipway.proto.v1.Replica.newBuilder()
        .setId(replica.id())
        .setRevision(replica.revision())
        .setState(
            switch (replica.state()) {
              case STARTING -> dev.slipway.proto.v1.Replica.State.STARTING;
              case READY -> dev.slipway.proto.v1.Replica.State.READY;
              case NOT_READY -> dev.slipway.proto.v1.Replica.State.NOT_READY;
              case RESTARTING -> dev.slipway.proto.v1.Replica.State.RESTARTING;
              case LEAVING -> dev.slipway.proto.v1.Replica.State.LEAVING;
            })
        .setRestarts(replica.restarts())
        .setStartedAt(Times.wire(replica.startedAt()))
        .setReason(replica.reason())
        .build();
  }

  private static dev.slipway.proto.v1.AppState state(AppState state) {
    return switch (state) {
      case QUEUED -> dev.slipway.proto.v1.AppState.QUEUED;
      case INITIALIZING -> dev.slipway.proto.v1.AppState.INITIALIZING;
      case SCALING -> dev.slipway.proto.v1.AppState.SCALING;
      case RUNNING -> dev.slipway.proto.v1.AppState.RUNNING;
      case STOPPING -> dev.slipway.proto.v1.AppState.STOPPING;
      case STOPPED -> dev.slipway.proto.v1.AppState.STOPPED;
      case FAILED -> dev.slipway.proto.v1.AppState.FAILED;
      case ERROR -> dev.slipway.proto.v1.AppState.ERROR;
      case DELETING -> dev.slipway.proto.v1.AppState.DELETING;
      case DELETED -> dev.slipway.proto.v1.AppState.DELETED;
    };
  }

  static Optional<AppState> state(dev.slipway.proto.v1.AppState wire) {
    return switch (wire) {
      case QUEUED -> Optional.of(AppState.QUEUED);
      case INITIALIZING -> Optional.of(AppState.INITIALIZING);
      case SCALING -> Optional.of(AppState.SCALING);
      case RUNNING -> Optional.of(AppState.RUNNING);
      case STOPPING -> Optional.of(AppState.STOPPING);
      case STOPPED -> Optional.of(AppState.STOPPED);
      case FAILED -> Optional.of(AppState.FAILED);
      case ERROR -> Optional.of(AppState.ERROR);
      case DELETING -> Optional.of(AppState.DELETING);
      case DELETED -> Optional.of(AppState.DELETED);
      case APP_STATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  dev.slipway.proto.v1.Revision of(Revision revision) {
    var wire =
        dev.slipway.proto.v1.Revision.newBuilder()
            .setNumber(revision.number())
            .setSpec(specs.of(revision.spec()))
            .setAuthor(revision.author().author())
            .setClient(revision.author().client())
            .setCreatedAt(Times.wire(revision.createdAt()))
            .setRollbackOf(revision.rollbackOf());
    if (revision.image() != null) {
      wire.setImageDigest(revision.image().digest());
    }
    return wire.build();
  }

  static dev.slipway.proto.v1.Validation of(Validation validation) {
    var wire = dev.slipway.proto.v1.Validation.newBuilder().setWouldWait(validation.wouldWait());
    validation.findings().forEach(finding -> wire.addFindings(finding(finding)));
    return wire.build();
  }

  private static dev.slipway.proto.v1.Finding finding(Finding finding) {
    return dev.slipway.proto.v1.Finding.newBuilder()
        .setSeverity(
            switch (finding.severity()) {
              case ERROR -> dev.slipway.proto.v1.Finding.Severity.ERROR;
              case WARNING -> dev.slipway.proto.v1.Finding.Severity.WARNING;
            })
        .setField(finding.field())
        .setReason(finding.reason().name())
        .setMessage(finding.message())
        .build();
  }
}
