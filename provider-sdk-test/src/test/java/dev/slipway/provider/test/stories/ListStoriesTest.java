package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.provider.Identity;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Resource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.Listed;
import dev.slipway.provider.test.TestedProvider;
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

  private TestedProvider tested() {
    return server.beside(new Servers()).tested();
  }

  @Test
  void asManyAreFoundAsAreWanted() {
    try (var provider = tested()) {
      var found = provider.list(THING).limit(3).find(with(PREFIX, "x"));

      assertThat(found)
          .extracting(each -> each.identity().get(ID))
          .containsExactly("x1", "x2", "x3");
      assertThat(found).extracting(Listed::displayName).first().isEqualTo("server 1");
      assertThat(found).allMatch(Listed::isGone);
      assertThat(fetched).as("and no more are fetched").hasValue(3);
      assertThat(closed).isTrue();
    }
  }

  @Test
  void wholeObjectsAreGivenWhenTheyAreAskedFor() {
    try (var provider = tested()) {
      assertThat(provider.list(THING).withObjects().limit(2).find(nothing()).getLast())
          .hasExactly(with(ID, "s2").with(SIZE, 2));
    }
  }

  @Test
  void whoeverLosesPatienceEndsIt() {
    try (var provider = tested()) {
      try (var found = provider.list(THING).limit(0).stream(nothing())) {
        assertThat(found.iterator().next().displayName()).isEqualTo("server 1");
      }

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
    try (var provider = server.beside(careless).tested()) {
      assertThat(failing(() -> provider.list(THING).find(nothing())))
          .hasOnlyError("Bug in the provider")
          .saying("fake_thing: list found who without the attributes of its identity.");
    }
  }

  @Test
  void onlyWhatHasAnIdentityIsListed() {
    var nameless = Fake.of(ID, SIZE);
    assertThatThrownBy(() ->
            TestedProvider.of(
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
