package dev.slipway.provider.test.internal.protocol6;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import dev.slipway.proto.tfplugin6.WriteStateBytes.RequestChunk;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Sends a state in chunks, no faster than they are taken. */
public final class StateUpload
    implements ClientResponseObserver<RequestChunk, WriteStateBytes.Response> {

  private final List<RequestChunk> chunks;
  private final CompletableFuture<WriteStateBytes.Response> answer = new CompletableFuture<>();
  private WriteStateBytes.@Nullable Response response;
  private int sent;
  private boolean ended;

  private StateUpload(List<RequestChunk> chunks) {
    this.chunks = chunks;
  }

  /** A state as Terraform cuts it. */
  public static List<RequestChunk> chunks(
      String typeName, String id, ByteString state, int chunkSize) {
    var chunks = new ArrayList<RequestChunk>();
    for (int start = 0; start < state.size(); start += chunkSize) {
      int end = Math.min(start + chunkSize, state.size());
      var chunk =
          RequestChunk.newBuilder()
              .setBytes(state.substring(start, end))
              .setTotalLength(state.size())
              .setRange(StateRange.newBuilder().setStart(start).setEnd(end - 1L));
      if (start == 0) {
        chunk.setMeta(RequestChunkMeta.newBuilder().setTypeName(typeName).setStateId(id));
      }
      chunks.add(chunk.build());
    }
    return chunks;
  }

  /** Sends chunks, whatever they are, and waits for the answer. */
  public static WriteStateBytes.Response send(
      Channel channel, String doing, List<RequestChunk> chunks) {
    var upload = new StateUpload(chunks);
    ProviderGrpc.newStub(channel).writeStateBytes(upload);
    try {
      return upload.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatusRuntimeException failure) {
        throw Connection.failed(doing, failure);
      }
      throw e;
    }
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
