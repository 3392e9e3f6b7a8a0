package dev.slipway.provider.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Attributes;
import dev.slipway.provider.schema.Block;
import dev.slipway.provider.schema.Blocks;
import dev.slipway.provider.schema.Draft;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What the SDK proposes keeps Terraform's rules, whatever the schema, and shows a change only where
 * there is one. A failure names its seed, from which the case is made again.
 */
class ProposalProperties {

  private static final int CASES = 20_000;

  @Test
  void aCreateKeepsTheRulesFromConfigurationToResult() {
    seeds()
        .forEach(seed -> {
          var any = new Any(seed);
          var shape = any.shape(2);
          var config = any.config(shape, true);

          var planned = Proposal.create(shape, config);

          assertThat(PlanRules.broken(shape, config, Value.ofNull(), planned))
              .as("seed %d, plan", seed)
              .isEmpty();
          assertThat(shape.type().mismatch(planned)).as("seed %d, type", seed).isEmpty();
          var result = any.filled(shape, planned);
          assertThat(result.isWhollyKnown()).as("seed %d, known", seed).isTrue();
          assertThat(ApplyRules.broken(shape, planned, result))
              .as("seed %d, result", seed)
              .isEmpty();
        });
  }

  @Test
  void theSameConfigurationAgainIsNoChange() {
    seeds()
        .forEach(seed -> {
          var any = new Any(seed);
          var shape = any.shape(2);
          var config = any.config(shape, false);
          var created = any.filled(shape, Proposal.create(shape, config));

          assertThat(Proposal.update(shape, config, created))
              .as("seed %d", seed)
              .isEqualTo(created);
          assertThat(Replacements.needed(shape, created, created)).as("seed %d", seed).isEmpty();
        });
  }

  @Test
  void anUpdateKeepsTheRulesFromConfigurationToResult() {
    seeds()
        .forEach(seed -> {
          var any = new Any(seed);
          var shape = any.shape(2);
          var created = any.filled(shape, Proposal.create(shape, any.config(shape, false)));
          var config = any.config(shape, true);

          var planned = Proposal.update(shape, config, created);

          assertThat(PlanRules.broken(shape, config, created, planned))
              .as("seed %d, plan", seed)
              .isEmpty();
          assertThat(ApplyRules.broken(shape, planned, any.filled(shape, planned)))
              .as("seed %d, result", seed)
              .isEmpty();
          assertThat(Replacements.needed(shape, created, planned))
              .as("seed %d, paths lead somewhere", seed)
              .allMatch(path -> leads(created, path) || leads(planned, path));
        });
  }

  private static boolean leads(Value value, Path path) {
    return value.find(path).isPresent();
  }

  private static LongStream seeds() {
    return LongStream.range(0, CASES);
  }

  /** Anything, from a seed. */
  private static final class Any {

    private final Random random;
    private int made;

    Any(long seed) {
      random = new Random(seed);
    }

    /** Attributes and blocks. */
    Shape<Nested> shape(int depth) {
      return Shape.of(
          IntStream.range(0, 1 + random.nextInt(4))
              .mapToObj(i ->
                  depth > 0 && random.nextInt(4) == 0
                      ? block("b" + i, depth)
                      : attribute("a" + i, depth))
              .toArray(Attribute<?>[]::new));
    }

    private Attribute<?> block(String name, int depth) {
      return switch (random.nextInt(5)) {
        case 0 -> Blocks.block(name, shape(depth - 1));
        case 1 -> Blocks.blockGroup(name, shape(depth - 1));
        case 2 -> Blocks.blockList(name, attributes(0));
        case 3 -> Blocks.blockMap(name, attributes(0));
        default -> Blocks.blockSet(name, setShape());
      };
    }

    private Shape<Nested> attributes(int depth) {
      return Shape.of(
          IntStream.range(0, 1 + random.nextInt(4))
              .mapToObj(i -> attribute("a" + i, depth))
              .toArray(Attribute<?>[]::new));
    }

    private Attribute<?> attribute(String name, int depth) {
      return switch (random.nextInt(depth == 0 ? 4 : 9)) {
        case 0 -> scalar(Attributes.string(name), "fallback", depth);
        case 1 -> scalar(Attributes.int32(name), 7, depth);
        case 2 -> scalar(Attributes.list(name, Kind.STRING), List.of("x"), depth);
        case 3 -> of(Attributes.map(name, Kind.BOOL));
        case 4 -> of(Attributes.object(name, attributes(depth - 1)));
        case 5 -> of(Attributes.list(name, attributes(depth - 1)));
        case 6 -> of(Attributes.map(name, attributes(depth - 1)));
        case 7 -> depth == 2 ? of(Attributes.dynamic(name)) : of(Attributes.string(name));
        default -> of(Attributes.set(name, setShape()));
      };
    }

    /** One computed part, beside one that tells elements apart. */
    private static Shape<Nested> setShape() {
      return Shape.of(
          Attributes.string("name").required(),
          Attributes.string("given").optional().computed(),
          Attributes.string("made").computed());
    }

    private <T> Attribute<T> scalar(Draft<T> draft, T fallback, int depth) {
      return switch (random.nextInt(5)) {
        case 0 -> draft.optional().defaultsTo(fallback);
        case 1 -> depth == 2 ? draft.optional().writeOnly() : draft.required();
        default -> of(draft);
      };
    }

    private <T> Attribute<T> of(Draft<T> draft) {
      return switch (random.nextInt(6)) {
        case 0 -> draft.required();
        case 1 -> draft.required().requiresReplace();
        case 2 -> draft.optional();
        case 3 -> draft.optional().computed();
        case 4 -> draft.computed();
        default -> draft.computed().stable();
      };
    }

    Value config(Shape<?> shape, boolean withUnknowns) {
      var object = new TreeMap<String, Value>();
      for (var attribute : shape.attributes()) {
        if (attribute instanceof Block<?, ?> block) {
          object.put(block.name(), written(block, withUnknowns));
          continue;
        }
        boolean configurable = attribute.isRequired() || attribute.isOptional();
        boolean set = configurable && (attribute.isRequired() || random.nextInt(3) > 0);
        object.put(
            attribute.name(), set ? configured(attribute.kind(), withUnknowns) : Value.ofNull());
      }
      return Value.object(object);
    }

    /** How many there are may be unknown, but none of them is. */
    private Value written(Block<?, ?> block, boolean withUnknowns) {
      boolean isGenerated =
          block.nesting() == Block.Nesting.LIST || block.nesting() == Block.Nesting.SET;
      if (isGenerated && withUnknowns && random.nextInt(6) == 0) {
        return Value.unknown();
      }
      var contents = new ArrayList<Value>();
      for (int i = random.nextInt(3); i > 0; i--) {
        contents.add(config(block.content(), withUnknowns));
      }
      return switch (block.nesting()) {
        case SINGLE -> contents.isEmpty() ? Value.ofNull() : contents.getFirst();
        case GROUP -> contents.isEmpty() ? block.absent() : contents.getFirst();
        case LIST -> Value.list(contents);
        case SET -> Value.set(contents);
        case MAP -> {
          var entries = new TreeMap<String, Value>();
          contents.forEach(each -> entries.put("k" + random.nextInt(3), each));
          yield Value.map(entries);
        }
      };
    }

    private Value configured(Kind<?> kind, boolean withUnknowns) {
      if (withUnknowns && random.nextInt(12) == 0) {
        return Value.unknown();
      }
      return switch (kind) {
        case Shape<?> shape -> config(shape, withUnknowns);
        case Kind.ListOf<?>(var element) -> Value.list(several(element, withUnknowns));
        case Kind.SetOf<?>(var element) -> Value.set(several(element, withUnknowns));
        case Kind.MapOf<?>(var element) -> {
          var entries = new TreeMap<String, Value>();
          for (var each : several(element, withUnknowns)) {
            entries.put("k" + random.nextInt(3), each);
          }
          yield Value.map(entries);
        }
        case Scalar<?> scalar ->
            withUnknowns && scalar.type().equals(Type.dynamic()) && random.nextBoolean()
                ? Value.dynamic(Type.tuple(Type.string()), Value.tuple(Value.unknown()))
                : written(scalar.type());
      };
    }

    private List<Value> several(Kind<?> element, boolean withUnknowns) {
      var values = new ArrayList<Value>();
      for (int i = random.nextInt(3); i > 0; i--) {
        values.add(configured(element, withUnknowns));
      }
      return values;
    }

    /** What an author would return: every unknown decided. */
    Value filled(Shape<?> shape, Value planned) {
      return filled(shape.type(), planned);
    }

    private Value filled(Type type, Value value) {
      if (!value.isKnown()) {
        return known(type);
      }
      if (value.isNull()) {
        return value;
      }
      return switch (type) {
        case Type.ObjectOf(var types, _) -> {
          var attributes = new TreeMap<String, Value>();
          types.forEach((name, part) -> attributes.put(name, filled(part, value.attribute(name))));
          yield Value.object(attributes);
        }
        case Type.Simple _ ->
            value instanceof Value.Dynamic(var its, var inner)
                ? Value.dynamic(its, filled(its, inner))
                : value;
        case Type.TupleOf(var types) ->
            Value.tuple(
                IntStream.range(0, types.size())
                    .mapToObj(i -> filled(types.get(i), value.elements().get(i)))
                    .toList());
        case Type.ListOf(var element) ->
            Value.list(value.elements().stream().map(each -> filled(element, each)).toList());
        case Type.SetOf(var element) ->
            Value.set(value.elements().stream().map(each -> filled(element, each)).toList());
        case Type.MapOf(var element) -> {
          var entries = new TreeMap<>(value.entries());
          entries.replaceAll((_, each) -> filled(element, each));
          yield Value.map(entries);
        }
      };
    }

    /** What the remote side comes up with; no two texts are the same, so no set shrinks. */
    private Value known(Type type) {
      return switch (type) {
        case Type.ObjectOf(var types, _) -> {
          var attributes = new TreeMap<String, Value>();
          types.forEach((name, part) -> attributes.put(name, known(part)));
          yield Value.object(attributes);
        }
        case Type.ListOf(var element) -> Value.list(known(element));
        case Type.SetOf(var element) -> Value.set(known(element));
        case Type.MapOf(var element) -> Value.map(Map.of("k0", known(element)));
        case Type _ -> type.equals(Type.string()) ? Value.text("made-" + made++) : written(type);
      };
    }

    /** What a user writes. */
    private Value written(Type type) {
      if (type.equals(Type.string())) {
        return Value.text("t" + random.nextInt(3));
      }
      if (type.equals(Type.dynamic())) {
        var one = Value.number(random.nextInt(3));
        return random.nextBoolean()
            ? Value.dynamic(one)
            : Value.dynamic(Value.tuple(one, Value.text("t")));
      }
      return type.equals(Type.bool())
          ? Value.bool(random.nextBoolean())
          : Value.number(random.nextInt(3));
    }
  }
}
