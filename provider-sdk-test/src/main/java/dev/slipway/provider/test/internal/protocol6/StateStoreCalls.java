package dev.slipway.provider.test.internal.protocol6;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.DeleteState;
import dev.slipway.proto.tfplugin6.GetStates;
import dev.slipway.proto.tfplugin6.LockState;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.StateStoreClientCapabilities;
import dev.slipway.proto.tfplugin6.UnlockState;
import dev.slipway.proto.tfplugin6.ValidateStateStore;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.test.rules.StateChunk;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for a state store type. */
public record StateStoreCalls(Connection connection, String typeName, Type type) {

  /** The size of chunks that the store has chosen. */
  public record Configured(long chunkSize, List<Diagnostic> diagnostics) {}

  /** What a read gave; nothing where there is no state. */
  public record Read(
      Optional<byte[]> state, List<StateChunk> chunks, List<Diagnostic> diagnostics) {}

  /**
   * What came of a wish for a lock.
   *
   * @param id empty where there is none
   */
  public record Locked(String id, List<Diagnostic> diagnostics) {}

  /** The ids of all states. */
  public record Ids(List<String> ids, List<Diagnostic> diagnostics) {}

  public List<Diagnostic> validate(Value config) {
    var request =
        ValidateStateStore.Request.newBuilder()
            .setTypeName(typeName)
            .setConfig(Messages.message(config, type))
            .build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": validate", stub -> stub.validateStateStoreConfig(request))
            .getDiagnosticsList());
  }

  public Configured configure(Value config, long offered) {
    var request =
        ConfigureStateStore.Request.newBuilder()
            .setTypeName(typeName)
            .setConfig(Messages.message(config, type))
            .setCapabilities(StateStoreClientCapabilities.newBuilder().setChunkSize(offered))
            .build();
    var response =
        connection.call(typeName + ": configure", stub -> stub.configureStateStore(request));
    return new Configured(
        response.getCapabilities().getChunkSize(),
        Answers.diagnostics(response.getDiagnosticsList()));
  }

  public Read read(String id) {
    var request = ReadStateBytes.Request.newBuilder().setTypeName(typeName).setStateId(id).build();
    var state = new ByteArrayOutputStream();
    var chunks = new ArrayList<StateChunk>();
    var diagnostics = new ArrayList<Diagnostic>();
    try (var answers =
        connection.stream(typeName + ": read", stub -> stub.readStateBytes(request))) {
      answers.forEach(answer -> {
        diagnostics.addAll(Answers.diagnostics(answer.getDiagnosticsList()));
        if (!answer.getBytes().isEmpty()) {
          var range = answer.getRange();
          state.writeBytes(answer.getBytes().toByteArray());
          chunks.add(
              new StateChunk(
                  answer.getBytes().size(),
                  range.getStart(),
                  range.getEnd(),
                  answer.getTotalLength()));
        }
      });
    }
    return new Read(
        chunks.isEmpty() ? Optional.empty() : Optional.of(state.toByteArray()),
        chunks,
        diagnostics);
  }

  public List<Diagnostic> write(String id, byte[] state, int chunkSize) {
    var chunks = StateUpload.chunks(typeName, id, ByteString.copyFrom(state), chunkSize);
    return Answers.diagnostics(
        StateUpload.send(connection.channel(), typeName + ": write", chunks).getDiagnosticsList());
  }

  public Locked lock(String id, String operation) {
    var request =
        LockState.Request.newBuilder()
            .setTypeName(typeName)
            .setStateId(id)
            .setOperation(operation)
            .build();
    var response = connection.call(typeName + ": lock", stub -> stub.lockState(request));
    return new Locked(response.getLockId(), Answers.diagnostics(response.getDiagnosticsList()));
  }

  public List<Diagnostic> unlock(String id, String lockId) {
    var request =
        UnlockState.Request.newBuilder()
            .setTypeName(typeName)
            .setStateId(id)
            .setLockId(lockId)
            .build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": unlock", stub -> stub.unlockState(request))
            .getDiagnosticsList());
  }

  public Ids ids() {
    var request = GetStates.Request.newBuilder().setTypeName(typeName).build();
    var response = connection.call(typeName + ": ids", stub -> stub.getStates(request));
    return new Ids(
        List.copyOf(response.getStateIdList()), Answers.diagnostics(response.getDiagnosticsList()));
  }

  public List<Diagnostic> delete(String id) {
    var request = DeleteState.Request.newBuilder().setTypeName(typeName).setStateId(id).build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": delete", stub -> stub.deleteState(request))
            .getDiagnosticsList());
  }
}
