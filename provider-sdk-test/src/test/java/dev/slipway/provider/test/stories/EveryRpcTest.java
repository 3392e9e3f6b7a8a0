package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.provider.test.TestedProvider;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rpc of the protocol is answered, with a message and never with a failed call. */
class EveryRpcTest {

  /** What is asked without a name and has an answer in any provider. */
  private static final Set<String> FINE =
      Set.of(
          "GetMetadata",
          "GetProviderSchema",
          "GetResourceIdentitySchemas",
          "GetFunctions",
          "ConfigureProvider",
          "StopProvider");

  @Test
  void thereAreThirtySix() {
    assertThat(rpcs()).hasSize(36);
  }

  static Stream<String> rpcs() {
    return ProviderGrpc.getServiceDescriptor().getMethods().stream()
        .map(MethodDescriptor::getBareMethodName)
        .map(String::valueOf);
  }

  @ParameterizedTest
  @MethodSource("rpcs")
  void anEmptyRequestIsAnswered(String rpc) throws Exception {
    try (var provider = TestedProvider.of(Fake.of(string("id").computed()).provider())) {
      var answers = call(provider, rpc);

      assertThat(answers).hasSize(1);
      if (FINE.contains(rpc)) {
        assertThat(complaints(answers.getFirst())).isEmpty();
      } else {
        assertThat(complaints(answers.getFirst())).as(rpc).hasSize(1);
      }
    }
  }

  @SuppressWarnings("unchecked") // The service has methods of messages only.
  private static List<DynamicMessage> call(TestedProvider provider, String rpc) throws Exception {
    var method =
        (MethodDescriptor<MessageLite, MessageLite>)
            ProviderGrpc.getServiceDescriptor().getMethods().stream()
                .filter(each -> rpc.equals(each.getBareMethodName()))
                .findFirst()
                .orElseThrow();
    var request =
        ((MethodDescriptor.PrototypeMarshaller<MessageLite>) method.getRequestMarshaller())
            .getMessagePrototype();
    var answers = new ArrayList<DynamicMessage>();
    var ended = new CompletableFuture<List<DynamicMessage>>();
    var observer =
        new StreamObserver<MessageLite>() {
          @Override
          public void onNext(MessageLite answer) {
            try {
              answers.add(DynamicMessage.parseFrom(Protocol.answer(method), answer.toByteString()));
            } catch (InvalidProtocolBufferException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void onError(Throwable cause) {
            ended.completeExceptionally(cause);
          }

          @Override
          public void onCompleted() {
            ended.complete(answers);
          }
        };
    var call = provider.channel().newCall(method, CallOptions.DEFAULT);
    switch (method.getType()) {
      case UNARY -> ClientCalls.asyncUnaryCall(call, request, observer);
      case SERVER_STREAMING -> ClientCalls.asyncServerStreamingCall(call, request, observer);
      case CLIENT_STREAMING -> {
        var requests = ClientCalls.asyncClientStreamingCall(call, observer);
        requests.onNext(request);
        requests.onCompleted();
      }
      case BIDI_STREAMING, UNKNOWN -> throw new AssertionError("no such rpc: " + rpc);
    }
    return ended.get(30, TimeUnit.SECONDS);
  }

  /** Every diagnostic or function error in an answer. */
  private static List<Object> complaints(Message answer) {
    return answer.getAllFields().entrySet().stream()
        .flatMap(entry ->
            switch (entry.getKey().getName()) {
              case "diagnostics", "diagnostic" -> ((List<?>) entry.getValue()).stream();
              case "error" -> Stream.of(entry.getValue());
              default -> within(entry.getKey(), entry.getValue());
            })
        .map(Object.class::cast)
        .toList();
  }

  private static Stream<?> within(FieldDescriptor field, Object value) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()
        ? complaints((Message) value).stream()
        : Stream.empty();
  }
}
