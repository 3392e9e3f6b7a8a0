package dev.slipway.provider.internal.plugin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a request is about is found, for every rpc that names something. */
class RequestedNameTest {
  private static final List<String> SETTERS =
      List.of("setTypeName", "setTargetTypeName", "setActionType", "setName");

  static Collection<MethodDescriptor<?, ?>> rpcs() {
    return ProviderGrpc.getServiceDescriptor().getMethods();
  }

  @ParameterizedTest
  @MethodSource("rpcs")
  void theNameIsFoundWhereThereIsOne(MethodDescriptor<?, ?> rpc) throws Exception {
    var request =
        ((MethodDescriptor.PrototypeMarshaller<?>) rpc.getRequestMarshaller())
            .getMessagePrototype();
    var builder = requireNonNull((MessageLite) request).newBuilderForType();
    var setters =
        Arrays.stream(builder.getClass().getMethods())
            .filter(method -> SETTERS.contains(method.getName()))
            .toList();
    for (var setter : setters) {
      setter.invoke(builder, "thing");
    }

    assertThat(RequestedName.in(builder.build())).isEqualTo(setters.isEmpty() ? "" : "thing");
  }

  @Test
  void theFirstPartOfAStateNamesItsStore() {
    var chunk =
        WriteStateBytes.RequestChunk.newBuilder()
            .setMeta(RequestChunkMeta.newBuilder().setTypeName("thing"))
            .build();

    assertThat(RequestedName.in(chunk)).isEqualTo("thing");
  }
}
