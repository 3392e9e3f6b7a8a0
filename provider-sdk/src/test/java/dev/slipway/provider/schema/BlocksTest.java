package dev.slipway.provider.schema;

import static dev.slipway.provider.schema.Attributes.dynamic;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Blocks.block;
import static dev.slipway.provider.schema.Blocks.blockGroup;
import static dev.slipway.provider.schema.Blocks.blockList;
import static dev.slipway.provider.schema.Blocks.blockMap;
import static dev.slipway.provider.schema.Blocks.blockSet;
import static dev.slipway.provider.schema.Rules.exactlyOneOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlocksTest {

  private static final Attribute<String> NAME = string("name").optional();
  private static final Attribute<Nested> ONE = block("one", NAME);
  private static final Attribute<Nested> GROUP = blockGroup("group", NAME, blockList("in", NAME));
  private static final Attribute<List<Nested>> MANY = blockList("many", NAME);
  private static final Attribute<Map<String, Nested>> NAMED = blockMap("named", NAME);
  private static final Shape<Nested> SHAPE = Shape.of(ONE, GROUP, MANY, NAMED);

  @Test
  void whereThereIsNothingOnlyASingleBlockIsNull() {
    var blank = SHAPE.blank();

    assertThat(blank.find(ONE)).isEmpty();
    assertThat(blank.get(GROUP).find(NAME)).isEmpty();
    assertThat(blank.get(MANY)).isEmpty();
    assertThat(blank.get(NAMED)).isEmpty();
  }

  @Test
  void nothingIsWrittenAsNothing() {
    var filled = SHAPE.blank().with(MANY, List.of(Shape.of(NAME).blank().with(NAME, "a")));

    assertThat(filled.withNull(MANY)).isEqualTo(SHAPE.blank());
    assertThat(filled.with(MANY, Optional.empty())).isEqualTo(SHAPE.blank());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> filled.withRaw(MANY, Value.ofNull()))
        .withMessage("many is a block, which is never null; without content it is []");
  }

  @Test
  void rulesSeeABlockThatIsNotThere() {
    var rule = exactlyOneOf(ONE, GROUP, MANY);
    var filled = SHAPE.blank().with(MANY, List.of(Shape.of(NAME).blank()));

    assertThat(rule.violations(filled)).isEmpty();
    assertThat(rule.violations(SHAPE.blank()))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.detail()).isEqualTo("Set exactly one of one, group, many.");
          assertThat(violation.path()).isEqualTo(Path.ROOT);
        });
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "a block within an attribute",
            () -> Schema.of("", object("outer", ONE).optional()),
            "attribute outer.one: a block cannot stand within an attribute, only in a block"),
        mistake(
            "a block within an attribute within a block",
            () -> Schema.of("", block("top", list("outer", Shape.of(ONE)).optional())),
            "attribute top.outer.one: a block cannot stand within an attribute"),
        mistake(
            "a block of Terraform's own",
            () -> Schema.of("", block("dynamic", NAME)),
            "attribute dynamic: a block of this name is one of Terraform's own"),
        mistake(
            "a word of Terraform's own",
            () -> Schema.of("", block("lifecycle", NAME)),
            "attribute lifecycle: the name is one of Terraform's own words"),
        mistake(
            "write-only within a set",
            () -> Schema.of("", blockSet("users", string("key").optional().writeOnly())),
            "attribute users.key: elements of a set cannot have write-only parts"),
        mistake(
            "any type within repeated blocks",
            () -> Schema.of("", blockList("rule", dynamic("value").optional())),
            "attribute rule: no part of a list, set or map can be of any type"),
        mistake(
            "any type within a list",
            () -> Schema.of("", list("values", Kind.DYNAMIC).optional()),
            "attribute values: no part of a list, set or map can be of any type"),
        mistake(
            "more than there may be",
            () -> Schema.of("", blockList("rule", NAME).atMost(2).atLeast(3)),
            "block rule: at least 3 and at most 2 cannot be"),
        mistake(
            "no more than none",
            () -> Schema.of("", blockSet("rule", NAME).atMost(0)),
            "block rule: at least 1 and at most 0 cannot be"));
  }

  private static Arguments mistake(String story, Supplier<Schema> schema, String message) {
    return Arguments.of(story, schema, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesAreRefusedWhenTheSchemaIsBuilt(
      String story, Supplier<Schema> schema, String message) {
    assertThatThrownBy(schema::get).as(story).hasMessageContaining(message);
  }
}
