package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.INT32;
import static dev.slipway.provider.schema.Kind.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.MessageLite;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.proto.tfplugin6.WriteStateBytes.RequestChunk;
import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.Identity;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.function.Variadic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.TestedProvider;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client sends, in the form of the protocol's messages, every call ends with an answer:
 * at least a hundred thousand requests of random content. The seed of a failure is in its message.
 */
class RpcProperties {

  private static final int REQUESTS = Integer.getInteger("slipway.requests", 100_000);
  private static final int DEEPEST = 4;
  private static final String NAME = "x";

  private final long seed = Long.getLong("slipway.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** A function of any number of things. */
  private record Count(Variadic<Nested> things) implements ProviderFunction<Integer> {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Signature<Integer> signature() {
      return Signature.of("Counts things.", INT32).variadic(things);
    }

    @Override
    public Integer call(Arguments arguments) {
      return arguments.get(things).size();
    }
  }

  /** A store of one state at a time. */
  private record Shelf(Attribute<Integer> size) implements StateStore<String> {
    @Override
    public String typeName() {
      return Fake.THING;
    }

    @Override
    public Schema schema() {
      return Schema.of("A shelf.", string("name").required(), size);
    }

    @Override
    public States configure(Config config, Context<String> context) {
      var kept = new AtomicReference<>(Map.<String, byte[]>of());
      return new States() {
        @Override
        public Optional<byte[]> read(String id, Call call) {
          return Optional.ofNullable(kept.get().get(id));
        }

        @Override
        public void write(String id, byte[] state, Call call) {
          kept.set(Map.of(id, state));
        }

        @Override
        public Collection<String> ids(Call call) {
          return kept.get().keySet();
        }

        @Override
        public void delete(String id, Call call) {
          kept.set(Map.of());
        }
      };
    }
  }

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> TITLE = string("name").required();
  private static final Attribute<Integer> SIZE = int32("size").optional().defaultsTo(3);
  private static final Attribute<Map<String, String>> TAGS = map("tags", STRING).optional();
  private static final Shape<Nested> SHAPE = Shape.of(ID, TITLE, SIZE, TAGS);

  private static Fake fake() {
    var things = Parameter.of("things", SHAPE).allowUnknown().variadic();
    return Fake.of(ID, TITLE, SIZE, TAGS)
        .offering(new Count(things))
        .beside(new Shelf(SIZE))
        .identifiedBy(Identity.of(ID))
        .creating((plan, _) -> plan.toState().with(ID, "1"));
  }

  @Test
  void everyRequestIsAnswered() {
    var methods = List.copyOf(ProviderGrpc.getServiceDescriptor().getMethods());
    assertThat(methods).hasSize(36);
    try (var provider = fake().tested()) {
      for (int i = 0; i < REQUESTS; i++) {
        call(provider, methods.get(i % methods.size()), i);
      }
      assertThat(Told.schema(provider).getDiagnosticsList()).as("it still serves").isEmpty();
    }
  }

  @SuppressWarnings("unchecked") // The service has methods of messages only.
  private void call(TestedProvider provider, MethodDescriptor<?, ?> descriptor, int number) {
    var method = (MethodDescriptor<MessageLite, MessageLite>) descriptor;
    var type = Protocol.request(method);
    var requests =
        method.getType().clientSendsOneMessage()
            ? List.of(random(type, 0).toByteString())
            : parts(type);
    var answer = new Answer();
    try {
      var call = provider.channel().newCall(method, CallOptions.DEFAULT);
      if (method.getType().clientSendsOneMessage()) {
        ClientCalls.asyncServerStreamingCall(
            call, method.parseRequest(requests.getFirst().newInput()), answer);
      } else {
        var sending = ClientCalls.asyncClientStreamingCall(call, answer);
        requests.forEach(each -> sending.onNext(method.parseRequest(each.newInput())));
        sending.onCompleted();
      }
      assertThat(answer.ended.get(60, TimeUnit.SECONDS)).isNotNegative();
    } catch (Exception e) {
      throw new AssertionError(
          "seed %d, request %d: %s failed on%n%s"
              .formatted(seed, number, method.getFullMethodName(), requests),
          e);
    }
  }

  /** Counts the messages of an answer until it ends. */
  private static final class Answer implements StreamObserver<MessageLite> {
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private int messages;

    @Override
    public void onNext(MessageLite message) {
      messages++;
    }

    @Override
    public void onError(Throwable cause) {
      ended.completeExceptionally(cause);
    }

    @Override
    public void onCompleted() {
      ended.complete(messages);
    }
  }

  /** A state in parts, some of them lost, some replaced by anything. */
  private List<ByteString> parts(Descriptor type) {
    var state = new byte[random.nextInt(64)];
    random.nextBytes(state);
    var parts = new ArrayList<ByteString>();
    int damage = random.nextInt(4);
    for (int start = 0; start < state.length; ) {
      int length = Math.min(1 + random.nextInt(32), state.length - start);
      var part =
          RequestChunk.newBuilder()
              .setBytes(ByteString.copyFrom(state, start, length))
              .setTotalLength(state.length)
              .setRange(StateRange.newBuilder().setStart(start).setEnd(start + length - 1));
      if (start == 0) {
        part.setMeta(
            RequestChunkMeta.newBuilder().setTypeName(text("type")).setStateId(text("id")));
      }
      start += length;
      switch (damage == 0 ? random.nextInt(4) : 2) {
        case 0 -> {}
        case 1 -> parts.add(random(type, 0).toByteString());
        default -> parts.add(part.build().toByteString());
      }
    }
    return parts;
  }

  private DynamicMessage random(Descriptor type, int depth) {
    var message = DynamicMessage.newBuilder(type);
    for (var field : type.getFields()) {
      if (random.nextInt(4) == 0 || depth > DEEPEST) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(3); i > 0; i--) {
          message.addRepeatedField(field, value(field, depth));
        }
      } else {
        message.setField(field, value(field, depth));
      }
    }
    return message.build();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextBoolean() ? random.nextInt(3) : random.nextLong();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text(field.getName());
      case BYTE_STRING -> bytes(field.getName());
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> random(field.getMessageType(), depth + 1);
    };
  }

  private String text(String field) {
    return field.contains("type") && random.nextInt(8) != 0
        ? Fake.THING
        : List.of("", NAME, "ü\u0000", "a".repeat(random.nextInt(300))).get(random.nextInt(4));
  }

  /** Objects of the resource's own type, other values, and noise. */
  private ByteString bytes(String field) {
    return switch (random.nextInt(4)) {
      case 0 ->
          Messages.message(
                  SHAPE.blank().with(TITLE, text("")).with(SIZE, random.nextInt()).object(),
                  SHAPE.type())
              .getMsgpack();
      case 1 ->
          ByteString.copyFromUtf8(
              field.equals("json")
                  ? "{\"name\":\"a\",\"id\":%d}".formatted(random.nextInt())
                  : "{}");
      case 2 -> ByteString.EMPTY;
      default -> {
        var noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        yield ByteString.copyFrom(noise);
      }
    };
  }
}
