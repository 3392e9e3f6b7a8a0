package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Blocks.block;
import static dev.slipway.provider.schema.Blocks.blockGroup;
import static dev.slipway.provider.schema.Blocks.blockList;
import static dev.slipway.provider.schema.Blocks.blockMap;
import static dev.slipway.provider.schema.Blocks.blockSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.test.cli.EachProgram;
import dev.slipway.provider.test.cli.Program;
import dev.slipway.provider.test.cli.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nested blocks of every kind, as the real Terraform sends and takes them. */
@EachProgram
class BlocksIT extends ProgramStory {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<List<Integer>> FREE = list("free", Kind.INT32).computed();
  private static final Attribute<Integer> PORT = int32("port").required();
  private static final Attribute<String> PROTOCOL = string("protocol").optional().defaultsTo("tcp");
  private static final Attribute<String> ADDRESS = string("address").computed();
  private static final Attribute<Integer> DISK = int32("disk").optional().defaultsTo(10);

  private static final Attribute<Nested> NETWORK = block("network", PORT, PROTOCOL);
  private static final Attribute<Nested> LIMITS = blockGroup("limits", DISK);
  private static final Attribute<List<Nested>> LISTENERS =
      blockList("listener", PORT, PROTOCOL, ADDRESS).atMost(3);
  private static final Attribute<Set<Nested>> RULES = blockSet("rule", PORT, PROTOCOL);
  private static final Attribute<Map<String, Nested>> ROUTES =
      blockMap("route", PORT, block("tls", string("host").optional()));

  private static final String FULL =
      """
      network {
        port = 1
      }
      limits {
        disk = 20
      }
      listener {
        port = 80
      }
      listener {
        port     = 443
        protocol = "udp"
      }
      rule {
        port = 1
      }
      rule {
        port = 2
      }
      route "home" {
        port = 1
        tls {
          host = "example.org"
        }
      }
      route "work" {
        port = 2
      }
      """;

  BlocksIT(Program program) {
    super(program);
  }

  private static Fake thing() {
    return Fake.of(ID, FREE, NETWORK, LIMITS, LISTENERS, RULES, ROUTES)
        .creating((plan, _) -> made(plan).with(ID, "1"))
        .updating((plan, _) -> made(plan));
  }

  private static State made(Plan plan) {
    var listeners = new ArrayList<Nested>();
    for (var listener : plan.get(LISTENERS)) {
      listeners.add(listener.with(ADDRESS, "10.0.0.1:" + listener.get(PORT)));
    }
    return plan.toState().with(LISTENERS, listeners).with(FREE, List.of(8080, 8081));
  }

  private static String thing(String body) {
    return """
    resource "fake_thing" "it" {
      %s
    }
    """
        .formatted(body);
  }

  @Test
  void blocksOfEveryKindAreAppliedAndShowNoChange() {
    try (var terraform = attached(thing().provider())) {
      assertThat(terraform.apply(thing(FULL))).succeeds();

      var it = terraform.state("fake_thing.it");
      assertThat(it)
          .has("network.protocol", "tcp")
          .has("limits.disk", 20)
          .has("listener.1.address", "10.0.0.1:443")
          .has("route.home.tls.host", "example.org")
          .lacks("route.work.tls");
      assertThat(it.get("rule")).hasSize(2);
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void blocksThatAreLeftOutAreEmptyAndShowNoChange() {
    try (var terraform = attached(thing().provider())) {
      assertThat(terraform.apply(thing(FULL))).succeeds();
      assertThat(terraform.apply(thing(""))).succeeds();

      assertThat(terraform.state("fake_thing.it"))
          .lacks("network")
          .has("limits.disk", 10)
          .has("listener", List.of())
          .has("rule", List.of())
          .has("route", Map.of());
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void aBlockComesInPlaceAndTheOthersStayAsTheyAre() {
    try (var terraform = attached(thing().provider())) {
      assertThat(terraform.apply(thing(FULL))).succeeds();

      var more =
          terraform.apply(
              thing(
                  FULL
                      + """
                      rule {
                        port = 3
                      }
                      """));
      assertThat(more).succeeds().says("will be updated in-place", "+ rule {");
      assertThat(terraform.state("fake_thing.it").get("rule")).hasSize(3);
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void blocksThatAnotherObjectDecidesAreUnknownUntilItIsThere() {
    try (var terraform = attached(thing().provider())) {
      var generated =
          """
          dynamic "%s" {
            for_each = fake_thing.first.free
            content {
              port = %s.value
            }
          }
          """;
      assertThat(
              terraform.apply(
                  """
                  resource "fake_thing" "first" {}

                  resource "fake_thing" "second" {
                  """
                      + generated.formatted("listener", "listener")
                      + generated.formatted("rule", "rule")
                      + "}"))
          .succeeds();

      assertThat(terraform.storedState()).contains("10.0.0.1:8080", "10.0.0.1:8081");
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void tooManyAreRefusedByTerraform() {
    try (var terraform = attached(thing().provider())) {
      var listener = "listener {\n port = 1\n}\n";

      assertThat(terraform.apply(thing(listener.repeat(4))))
          .fails()
          .says("Too many listener blocks", "No more than 3");
    }
  }

  @Test
  void aProviderThatLosesABlockIsToldWhichRuleItBreaks() {
    var forgetful =
        thing().creating((plan, _) -> made(plan).with(ID, "1").with(LISTENERS, List.of()));
    try (var terraform = attached(forgetful.provider())) {
      assertThat(terraform.apply(thing(FULL)))
          .fails()
          .says("Error: Bug in the provider", "listener", "(rule A7)")
          .doesNotSay("inconsistent result");
    }
  }

  @Test
  void aBlockThatComesWithANewVersionIsEmptyInOldState() {
    var older =
        Fake.of(ID, FREE)
            .creating((plan, _) -> plan.toState().with(ID, "1").with(FREE, List.of(8080, 8081)));
    try (var terraform = attached(older.provider())) {
      assertThat(terraform.apply(thing(""))).succeeds();

      terraform.providers(Providers.attached(thing().provider()));

      // The group's default is new as well; nothing else is.
      assertThat(terraform.plan()).says("+ disk = 10", "0 to add, 1 to change");
      assertThat(terraform.apply(thing(""))).succeeds();
      assertThat(terraform.plan()).doesNothing();
    }
  }
}
