package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.DeleteState;
import dev.slipway.proto.tfplugin6.GetStates;
import dev.slipway.proto.tfplugin6.LockState;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.proto.tfplugin6.StateStoreServerCapabilities;
import dev.slipway.proto.tfplugin6.UnlockState;
import dev.slipway.proto.tfplugin6.ValidateStateStore;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import dev.slipway.provider.StateStore.States;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.internal.protocol6.RunningCalls.RunningCall;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.value.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What Terraform asks of state stores. */
final class StateStoreCalls<C> {

  private final Offer<C> offer;
  private final Consumer<States> closing;
  private final Map<String, Opened> opened = new ConcurrentHashMap<>();

  /** A configured store, and the bytes of a chunk. */
  private record Opened(States states, int chunkSize) {}

  /**
   * @param closing is told of all that is made, to close it at the end
   */
  StateStoreCalls(Offer<C> offer, Consumer<States> closing) {
    this.offer = offer;
    this.closing = closing;
  }

  ValidateStateStore.Response validate(ValidateStateStore.Request request, Session<C> session)
      throws Exception {
    var offered = offer.stateStore(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Messages.object(request.getConfig(), shape.type());
    return ValidateStateStore.Response.newBuilder()
        .addAllDiagnostics(Validation.run(shape, config, true, offered.store()::validate, session))
        .build();
  }

  ConfigureStateStore.Response configure(ConfigureStateStore.Request request, Session<C> session)
      throws Exception {
    var offered = offer.stateStore(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Messages.object(request.getConfig(), shape.type());
    // Terraform configures even what it has been told is wrong.
    Validation.require(shape, config, offered.store()::validate);
    var complete = new Config(shape.view(Proposal.defaulted(shape, config), Path.ROOT));
    var states =
        Objects.requireNonNull(
            offered.store().configure(complete, session), "configure returned null");
    closing.accept(states);
    int chunkSize = StateChunks.size(request.getCapabilities().getChunkSize());
    if (!session.diagnostics().hasErrors()) {
      opened.put(request.getTypeName(), new Opened(states, chunkSize));
    }
    return ConfigureStateStore.Response.newBuilder()
        .setCapabilities(StateStoreServerCapabilities.newBuilder().setChunkSize(chunkSize))
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  /** Hands out all that was reported, then the state. */
  void read(
      ReadStateBytes.Request request,
      RunningCall call,
      @Nullable Configured<C> configured,
      Outlet<ReadStateBytes.Response> out) {
    var session =
        new Session<C>(
            request.getTypeName() + ": read the state", call, configured, offer.meta().none());
    byte[] state = {};
    int chunkSize = 1;
    try {
      var store = opened(request.getTypeName());
      chunkSize = store.chunkSize();
      state = store.states().read(id(request.getStateId()), session).orElse(state);
      StateChunks.requireFits(state.length);
    } catch (Throwable thrown) { // A failed rpc would read as a crash of the provider.
      session.failed(thrown);
    }
    if (!session.diagnostics().all().isEmpty()) {
      out.send(
          ReadStateBytes.Response.newBuilder()
              // Terraform reads it even when there are errors.
              .setRange(StateRange.getDefaultInstance())
              .addAllDiagnostics(Messages.messages(session.diagnostics()))
              .build());
    }
    if (!session.diagnostics().hasErrors()) {
      StateChunks.of(state, chunkSize).takeWhile(_ -> !out.isClosed()).forEach(out::send);
    }
  }

  WriteStateBytes.Response write(StateAssembly sent, Session<C> session) throws Exception {
    var meta = sent.meta();
    session.nowDoing(meta.getTypeName() + ": write the state");
    var states = opened(meta.getTypeName()).states();
    states.write(id(meta.getStateId()), sent.state(), session);
    return WriteStateBytes.Response.newBuilder()
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  LockState.Response lock(LockState.Request request, Session<C> session) throws Exception {
    var states = opened(request.getTypeName()).states();
    var wanted = StateLocks.of(request.getOperation());
    var held = states.lock(id(request.getStateId()), wanted, session);
    StateLocks.requireOwn(request.getStateId(), wanted, held);
    return LockState.Response.newBuilder()
        .setLockId(held.id())
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  UnlockState.Response unlock(UnlockState.Request request, Session<C> session) throws Exception {
    var states = opened(request.getTypeName()).states();
    var found = states.unlock(id(request.getStateId()), request.getLockId(), session);
    StateLocks.requireFreed(request.getStateId(), request.getLockId(), found);
    return UnlockState.Response.newBuilder()
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  GetStates.Response list(GetStates.Request request, Session<C> session) throws Exception {
    var ids = opened(request.getTypeName()).states().ids(session);
    return GetStates.Response.newBuilder()
        .addAllStateId(new TreeSet<>(ids))
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  DeleteState.Response delete(DeleteState.Request request, Session<C> session) throws Exception {
    opened(request.getTypeName()).states().delete(id(request.getStateId()), session);
    return DeleteState.Response.newBuilder()
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  private Opened opened(String typeName) {
    var _ = offer.stateStore(typeName);
    var store = opened.get(typeName);
    if (store == null) {
      throw new Failure(
          "State store %s is not configured".formatted(typeName),
          "Terraform has not sent its configuration. Run terraform init.");
    }
    return store;
  }

  /** The id, if it can be the name of a file: authors may rely on that. */
  private static String id(String id) {
    boolean fits =
        !id.isEmpty()
            && !id.equals(".")
            && !id.equals("..")
            && id.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (!fits) {
      throw new Failure(
          "No name of a state",
          "\"%s\" cannot be the name of a workspace here: it is empty, only dots, or has slashes or control characters. Choose another with terraform workspace select."
              .formatted(id));
    }
    return id;
  }
}
