package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.provider.Identity;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Resource;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import io.grpc.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conformance case 29: objects are found, as many as are wanted. */
class ListStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<Integer> SIZE = int32("size").optional().defaultsTo(1);
  private static final Attribute<String> PREFIX = string("prefix").optional().defaultsTo("s");

  private final Fake server = Fake.of(ID, SIZE).identifiedBy(Identity.of(ID));
  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Without an end. */
  private final class Servers implements ListResource<String> {
    @Override
    public Resource<String> resource() {
      return server;
    }

    @Override
    public Schema schema() {
      return Schema.of("", PREFIX);
    }

    @Override
    public Stream<Found> list(Config config, Listing<String> listing) {
      return IntStream.iterate(1, i -> i + 1)
          .peek(_ -> fetched.incrementAndGet())
          .mapToObj(i -> {
            var state = listing.blank().with(ID, config.get(PREFIX) + i);
            return new Found("server " + i, listing.withObjects() ? state.with(SIZE, i) : state);
          })
          .onClose(() -> closed.set(true));
    }
  }

  private Wire terraform() {
    return Wire.to(server.beside(new Servers()));
  }

  private static dev.slipway.proto.tfplugin6.ListResource.Request request(
      Wire terraform, Map<String, Value> config, boolean withObjects, long limit) {
    var type = "list." + Fake.THING;
    return dev.slipway.proto.tfplugin6.ListResource.Request.newBuilder()
        .setTypeName(Fake.THING)
        .setConfig(terraform.message(type, terraform.object(type, config)))
        .setIncludeResourceObject(withObjects)
        .setLimit(limit)
        .build();
  }

  private static List<dev.slipway.proto.tfplugin6.ListResource.Event> list(
      Wire terraform, Map<String, Value> config, boolean withObjects, long limit) {
    var events = new ArrayList<dev.slipway.proto.tfplugin6.ListResource.Event>();
    terraform
        .provider()
        .listResource(request(terraform, config, withObjects, limit))
        .forEachRemaining(events::add);
    return events;
  }

  private static String id(dev.slipway.proto.tfplugin6.ListResource.Event event) {
    var type = Type.object(Map.of("id", Type.string()));
    return Messages.value(event.getIdentity().getIdentityData(), type).attribute("id").asText();
  }

  @Test
  void asManyAreFoundAsAreWanted() {
    try (var terraform = terraform()) {
      var events = list(terraform, Map.of("prefix", text("x")), false, 3);

      assertThat(events).extracting(ListStoriesTest::id).containsExactly("x1", "x2", "x3");
      assertThat(events).extracting(e -> e.getDisplayName()).first().isEqualTo("server 1");
      assertThat(events).noneMatch(e -> e.hasResourceObject());
      assertThat(fetched).as("and no more are fetched").hasValue(3);
      assertThat(closed).isTrue();
    }
  }

  @Test
  void wholeObjectsAreGivenWhenTheyAreAskedFor() {
    try (var terraform = terraform()) {
      var event = list(terraform, Map.of(), true, 2).getLast();

      var object = terraform.value(Fake.THING, event.getResourceObject());
      assertThat(object)
          .isEqualTo(terraform.object(Fake.THING, Map.of("id", text("s2"), "size", number(2))));
    }
  }

  @Test
  void whoeverLosesPatienceEndsIt() {
    try (var terraform = terraform();
        var patience = Context.current().withCancellation()) {
      patience.run(() -> {
        var events = terraform.provider().listResource(request(terraform, Map.of(), false, 0));
        assertThat(events.next().getDisplayName()).isEqualTo("server 1");
      });
      patience.cancel(null);

      await("the list without an end is closed").untilTrue(closed);
    }
  }

  @Test
  void anObjectWithoutItsIdentityIsABug() {
    ListResource<String> careless =
        new ListResource<>() {
          @Override
          public Resource<String> resource() {
            return server;
          }

          @Override
          public Stream<Found> list(Config config, Listing<String> listing) {
            return Stream.of(new Found("who", listing.blank()), new Found("and", listing.blank()));
          }
        };
    try (var terraform = Wire.to(server.beside(careless))) {
      var events = list(terraform, Map.of(), false, 9);

      assertThat(events).hasSize(1);
      assertThat(Problem.of(events.getFirst().getDiagnosticList()))
          .extracting(Problem::detail)
          .singleElement()
          .asString()
          .startsWith("fake_thing: list found who without the attributes of its identity.");
    }
  }

  @Test
  void onlyWhatHasAnIdentityIsListed() {
    var nameless = Fake.of(ID, SIZE);
    assertThatThrownBy(() ->
            Protocol6.service(
                nameless
                    .beside(
                        new ListResource<String>() {
                          @Override
                          public Resource<String> resource() {
                            return nameless;
                          }

                          @Override
                          public Stream<Found> list(Config config, Listing<String> listing) {
                            return Stream.empty();
                          }
                        })
                    .provider()))
        .hasMessage(
            "fake_thing: what is listed has to be a resource of this provider, with an identity");
  }
}
