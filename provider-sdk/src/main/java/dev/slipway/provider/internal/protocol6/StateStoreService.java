package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.DeleteState;
import dev.slipway.proto.tfplugin6.GetStates;
import dev.slipway.proto.tfplugin6.LockState;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.StateStoreServerCapabilities;
import dev.slipway.proto.tfplugin6.UnlockState;
import dev.slipway.proto.tfplugin6.ValidateStateStore;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** The state stores of a provider on the wire. */
abstract class StateStoreService<C> extends AnsweringService<C> {

  private final Offer<C> offer;
  private @Nullable StateStoreCalls<C> stores;

  StateStoreService(Offer<C> offer) {
    super(offer.meta());
    this.offer = offer;
  }

  /** Made when it is needed: most providers keep no states, and all are to start fast. */
  private synchronized StateStoreCalls<C> stores() {
    if (stores == null) {
      stores = new StateStoreCalls<>(offer, this::closeAtTheEnd);
    }
    return stores;
  }

  @Override
  public final void validateStateStoreConfig(
      ValidateStateStore.Request request, StreamObserver<ValidateStateStore.Response> out) {
    serve(
        request.getTypeName() + ": validate",
        out,
        session -> stores().validate(request, session),
        problems -> ValidateStateStore.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public final void configureStateStore(
      ConfigureStateStore.Request request, StreamObserver<ConfigureStateStore.Response> out) {
    serve(
        request.getTypeName() + ": configure",
        out,
        session -> stores().configure(request, session),
        problems ->
            ConfigureStateStore.Response.newBuilder()
                // Terraform reads it even when there are errors.
                .setCapabilities(StateStoreServerCapabilities.getDefaultInstance())
                .addAllDiagnostics(problems)
                .build());
  }

  @Override
  public final void readStateBytes(
      ReadStateBytes.Request request, StreamObserver<ReadStateBytes.Response> out) {
    stream(out, (call, configured, chunks) -> stores().read(request, call, configured, chunks));
  }

  @Override
  public final StreamObserver<WriteStateBytes.RequestChunk> writeStateBytes(
      StreamObserver<WriteStateBytes.Response> out) {
    var sent = new StateAssembly();
    return new StreamObserver<>() {
      @Override
      public void onNext(WriteStateBytes.RequestChunk chunk) {
        sent.add(chunk);
      }

      @Override
      public void onError(Throwable cause) {
        // Terraform has gone in the middle: the state before stays, and there is nobody to answer.
      }

      @Override
      public void onCompleted() {
        serveSaving(
            "write a state",
            out,
            session -> stores().write(sent, session),
            problems -> WriteStateBytes.Response.newBuilder().addAllDiagnostics(problems).build());
      }
    };
  }

  @Override
  public final void lockState(LockState.Request request, StreamObserver<LockState.Response> out) {
    serve(
        request.getTypeName() + ": lock the state",
        out,
        session -> stores().lock(request, session),
        problems -> LockState.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public final void unlockState(
      UnlockState.Request request, StreamObserver<UnlockState.Response> out) {
    serveSaving(
        request.getTypeName() + ": unlock the state",
        out,
        session -> stores().unlock(request, session),
        problems -> UnlockState.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public final void getStates(GetStates.Request request, StreamObserver<GetStates.Response> out) {
    serve(
        request.getTypeName() + ": list the states",
        out,
        session -> stores().list(request, session),
        problems -> GetStates.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public final void deleteState(
      DeleteState.Request request, StreamObserver<DeleteState.Response> out) {
    serve(
        request.getTypeName() + ": delete the state",
        out,
        session -> stores().delete(request, session),
        problems -> DeleteState.Response.newBuilder().addAllDiagnostics(problems).build());
  }
}
