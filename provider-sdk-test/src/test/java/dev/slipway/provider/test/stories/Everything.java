package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.provider.Action;
import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** One of everything that a provider may have, beside a resource with an {@code id}. */
record Everything(Fake thing) {

  static final Attribute<String> ROLE = string("role").optional();
  static final Type ROLES = Shape.of(ROLE).type();

  private static final Attribute<String> ID = string("id").computed();

  Fake fake() {
    return thing
        .beside(new LookedUp())
        .beside(new Token())
        .beside(new Things(thing))
        .beside(new Talk())
        .beside(new Memory())
        .offering(new Echo());
  }

  private static final class LookedUp implements DataSource<String> {
    @Override
    public String typeName() {
      return "fake_found";
    }

    @Override
    public Schema schema() {
      return Schema.of("Something.", ID);
    }

    @Override
    public State read(Config config, Context<String> context) {
      return config.toState().with(ID, "1");
    }
  }

  private static final class Token implements EphemeralResource<String> {
    @Override
    public String typeName() {
      return "fake_token";
    }

    @Override
    public Schema schema() {
      return Schema.of("A token.", ROLE);
    }

    @Override
    public Opened open(Config config, Context<String> context) {
      return Opened.of(config.toState());
    }
  }

  private record Things(Fake resource) implements ListResource<String> {
    @Override
    public Stream<Found> list(Config config, Listing<String> listing) {
      return Stream.of(new Found("one", listing.blank().with(ID, "1")));
    }
  }

  private static final class Talk implements Action<String> {
    @Override
    public String typeName() {
      return "fake_talk";
    }

    @Override
    public Schema schema() {
      return Schema.empty();
    }

    @Override
    public void invoke(Config config, Invocation<String> invocation) {
      invocation.progress("a word");
    }
  }

  private static final class Memory implements StateStore<String> {
    @Override
    public String typeName() {
      return "fake_states";
    }

    @Override
    public Schema schema() {
      return Schema.empty();
    }

    @Override
    public States configure(Config config, Context<String> context) {
      Map<String, byte[]> kept = new ConcurrentHashMap<>();
      return new States() {
        @Override
        public Optional<byte[]> read(String id, Call call) {
          return Optional.ofNullable(kept.get(id));
        }

        @Override
        public void write(String id, byte[] state, Call call) {
          kept.put(id, state);
        }

        @Override
        public Collection<String> ids(Call call) {
          return kept.keySet();
        }

        @Override
        public void delete(String id, Call call) {
          kept.remove(id);
        }
      };
    }
  }

  private static final class Echo implements ProviderFunction<String> {
    private static final Parameter<String> WORD = Parameter.of("word", STRING);

    @Override
    public String name() {
      return "echo";
    }

    @Override
    public Signature<String> signature() {
      return Signature.of("The same.", STRING, WORD);
    }

    @Override
    public String call(Arguments arguments) {
      return arguments.get(WORD);
    }
  }
}
