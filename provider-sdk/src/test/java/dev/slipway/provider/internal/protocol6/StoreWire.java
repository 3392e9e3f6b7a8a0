package dev.slipway.provider.internal.protocol6;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.DeleteState;
import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.GetStates;
import dev.slipway.proto.tfplugin6.LockState;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.proto.tfplugin6.StateStoreClientCapabilities;
import dev.slipway.proto.tfplugin6.UnlockState;
import dev.slipway.proto.tfplugin6.ValidateStateStore;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import dev.slipway.proto.tfplugin6.WriteStateBytes.RequestChunk;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Terraform's end of a state store: sends what Terraform does, and minds what Terraform minds. */
public final class StoreWire {

  private static final int LARGEST_CHUNK = 128 << 20;

  private final Channel channel;
  private final ProviderGrpc.ProviderBlockingStub provider;
  private final String typeName;
  private int chunkSize;

  public StoreWire(Channel channel, String typeName) {
    this.channel = channel;
    this.provider = ProviderGrpc.newBlockingStub(channel).withMaxInboundMessageSize(256 << 20);
    this.typeName = typeName;
  }

  public List<Diagnostic> validate(DynamicValue config) {
    return provider
        .validateStateStoreConfig(
            ValidateStateStore.Request.newBuilder().setTypeName(typeName).setConfig(config).build())
        .getDiagnosticsList();
  }

  /** Offers a size of chunks, and settles on the answer. */
  public List<Diagnostic> configure(DynamicValue config, long offered) {
    var response =
        provider.configureStateStore(
            ConfigureStateStore.Request.newBuilder()
                .setTypeName(typeName)
                .setConfig(config)
                .setCapabilities(StateStoreClientCapabilities.newBuilder().setChunkSize(offered))
                .build());
    assertThat(response.hasCapabilities()).as("Terraform reads it").isTrue();
    if (response.getDiagnosticsList().isEmpty()) {
      chunkSize = Math.toIntExact(response.getCapabilities().getChunkSize());
      assertThat(chunkSize).isBetween(1, LARGEST_CHUNK);
    }
    return response.getDiagnosticsList();
  }

  public String typeName() {
    return typeName;
  }

  /**
   * What a read gave.
   *
   * @param chunks how many had bytes
   */
  public record Read(ByteString bytes, int chunks, List<Diagnostic> problems) {
    public byte[] state() {
      return bytes.toByteArray();
    }
  }

  public Read read(String id) {
    var state = ByteString.EMPTY;
    var problems = new ArrayList<Diagnostic>();
    long total = 0;
    int chunks = 0;
    var request = ReadStateBytes.Request.newBuilder().setTypeName(typeName).setStateId(id).build();
    for (var each = provider.readStateBytes(request); each.hasNext(); ) {
      var chunk = each.next();
      assertThat(chunk.hasRange()).as("Terraform reads it").isTrue();
      problems.addAll(chunk.getDiagnosticsList());
      total = total == 0 ? chunk.getTotalLength() : total;
      int size = chunk.getBytes().size();
      if (size > 0) {
        chunks++;
        assertThat(chunk.getTotalLength()).isEqualTo(total);
        assertThat(chunk.getRange().getStart()).isEqualTo(state.size());
        assertThat(chunk.getRange().getEnd()).isEqualTo(state.size() + size - 1L);
      }
      if (chunk.getRange().getEnd() < chunk.getTotalLength() - 1) {
        assertThat(size).as("all but the last are full").isEqualTo(chunkSize);
      } else {
        assertThat(size).isLessThanOrEqualTo(chunkSize);
      }
      state = state.concat(chunk.getBytes());
    }
    assertThat(state.size()).isEqualTo(total);
    return new Read(state, chunks, problems);
  }

  public List<Diagnostic> write(String id, byte[] state) throws Exception {
    return send(chunks(id, state)).getDiagnosticsList();
  }

  /** A state as Terraform cuts it. */
  public List<RequestChunk> chunks(String id, byte[] state) {
    var chunks = new ArrayList<RequestChunk>();
    for (int start = 0; start < state.length; start += chunkSize) {
      int length = Math.min(chunkSize, state.length - start);
      var chunk =
          RequestChunk.newBuilder()
              .setBytes(ByteString.copyFrom(state, start, length))
              .setTotalLength(state.length)
              .setRange(StateRange.newBuilder().setStart(start).setEnd(start + length - 1L));
      if (start == 0) {
        chunk.setMeta(RequestChunkMeta.newBuilder().setTypeName(typeName).setStateId(id));
      }
      chunks.add(chunk.build());
    }
    return chunks;
  }

  /** Sends chunks, no faster than they are taken, and waits for the answer. */
  public WriteStateBytes.Response send(List<RequestChunk> chunks) throws Exception {
    var answer = new CompletableFuture<WriteStateBytes.Response>();
    ProviderGrpc.newStub(channel).writeStateBytes(new Sending(chunks, answer));
    return answer.get(60, TimeUnit.SECONDS);
  }

  private static final class Sending
      implements ClientResponseObserver<RequestChunk, WriteStateBytes.Response> {
    private final List<RequestChunk> chunks;
    private final CompletableFuture<WriteStateBytes.Response> answer;
    private WriteStateBytes.@Nullable Response response;
    private int sent;
    private boolean ended;

    Sending(List<RequestChunk> chunks, CompletableFuture<WriteStateBytes.Response> answer) {
      this.chunks = chunks;
      this.answer = answer;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<RequestChunk> out) {
      out.setOnReadyHandler(() -> {
        while (out.isReady() && sent < chunks.size()) {
          out.onNext(chunks.get(sent++));
        }
        if (sent == chunks.size() && !ended) {
          ended = true;
          out.onCompleted();
        }
      });
    }

    @Override
    public void onNext(WriteStateBytes.Response value) {
      response = value;
    }

    @Override
    public void onError(Throwable cause) {
      answer.completeExceptionally(cause);
    }

    @Override
    public void onCompleted() {
      answer.complete(requireNonNull(response));
    }
  }

  public LockState.Response lock(String id, String operation) {
    return provider.lockState(
        LockState.Request.newBuilder()
            .setTypeName(typeName)
            .setStateId(id)
            .setOperation(operation)
            .build());
  }

  public List<Diagnostic> unlock(String id, String lockId) {
    return provider
        .unlockState(
            UnlockState.Request.newBuilder()
                .setTypeName(typeName)
                .setStateId(id)
                .setLockId(lockId)
                .build())
        .getDiagnosticsList();
  }

  public GetStates.Response ids() {
    return provider.getStates(GetStates.Request.newBuilder().setTypeName(typeName).build());
  }

  public List<Diagnostic> delete(String id) {
    return provider
        .deleteState(DeleteState.Request.newBuilder().setTypeName(typeName).setStateId(id).build())
        .getDiagnosticsList();
  }
}
