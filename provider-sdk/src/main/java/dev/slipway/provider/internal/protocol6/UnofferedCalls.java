package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.DeleteState;
import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.GetStates;
import dev.slipway.proto.tfplugin6.LockState;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.proto.tfplugin6.StateStoreServerCapabilities;
import dev.slipway.proto.tfplugin6.UnlockState;
import dev.slipway.proto.tfplugin6.ValidateStateStore;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import io.grpc.stub.StreamObserver;

/**
 * The parts of the protocol that this SDK does not offer to authors yet. Answered as by a provider
 * that has none of them: nothing to list, and an error that says so where one is asked for by name.
 */
abstract class UnofferedCalls<C> extends AnsweringService<C> {

  UnofferedCalls(ModuleMeta meta) {
    super(meta);
  }

  private static <A> void answer(StreamObserver<A> out, A answer) {
    out.onNext(answer);
    out.onCompleted();
  }

  private static Diagnostic none(String what, String name) {
    return Diagnostic.newBuilder()
        .setSeverity(Diagnostic.Severity.ERROR)
        .setSummary("No %s %s".formatted(what, name))
        .setDetail("This version of the provider offers none.")
        .build();
  }

  private static Diagnostic noStore(String typeName) {
    return none("state store type", typeName);
  }

  @Override
  public void validateStateStoreConfig(
      ValidateStateStore.Request request, StreamObserver<ValidateStateStore.Response> out) {
    answer(
        out,
        ValidateStateStore.Response.newBuilder()
            .addDiagnostics(noStore(request.getTypeName()))
            .build());
  }

  @Override
  public void configureStateStore(
      ConfigureStateStore.Request request, StreamObserver<ConfigureStateStore.Response> out) {
    answer(
        out,
        ConfigureStateStore.Response.newBuilder()
            // Terraform reads it even when there are errors.
            .setCapabilities(StateStoreServerCapabilities.getDefaultInstance())
            .addDiagnostics(noStore(request.getTypeName()))
            .build());
  }

  @Override
  public void readStateBytes(
      ReadStateBytes.Request request, StreamObserver<ReadStateBytes.Response> out) {
    answer(
        out,
        ReadStateBytes.Response.newBuilder()
            // Terraform reads it even when there are errors.
            .setRange(StateRange.getDefaultInstance())
            .addDiagnostics(noStore(request.getTypeName()))
            .build());
  }

  @Override
  public StreamObserver<WriteStateBytes.RequestChunk> writeStateBytes(
      StreamObserver<WriteStateBytes.Response> out) {
    return new StreamObserver<>() {
      private String typeName = "";

      @Override
      public void onNext(WriteStateBytes.RequestChunk chunk) {
        if (chunk.hasMeta()) {
          typeName = chunk.getMeta().getTypeName();
        }
      }

      @Override
      public void onError(Throwable cause) {
        // The client has gone; there is nobody to answer.
      }

      @Override
      public void onCompleted() {
        answer(
            out, WriteStateBytes.Response.newBuilder().addDiagnostics(noStore(typeName)).build());
      }
    };
  }

  @Override
  public void lockState(LockState.Request request, StreamObserver<LockState.Response> out) {
    answer(
        out,
        LockState.Response.newBuilder().addDiagnostics(noStore(request.getTypeName())).build());
  }

  @Override
  public void unlockState(UnlockState.Request request, StreamObserver<UnlockState.Response> out) {
    answer(
        out,
        UnlockState.Response.newBuilder().addDiagnostics(noStore(request.getTypeName())).build());
  }

  @Override
  public void getStates(GetStates.Request request, StreamObserver<GetStates.Response> out) {
    answer(
        out,
        GetStates.Response.newBuilder().addDiagnostics(noStore(request.getTypeName())).build());
  }

  @Override
  public void deleteState(DeleteState.Request request, StreamObserver<DeleteState.Response> out) {
    answer(
        out,
        DeleteState.Response.newBuilder().addDiagnostics(noStore(request.getTypeName())).build());
  }
}
