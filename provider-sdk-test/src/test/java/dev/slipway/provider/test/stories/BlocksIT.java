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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nested blocks of every kind, as the real Terraform sends and takes them. */
class BlocksIT {

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

  @TempDir private Path folder;

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
  void blocksOfEveryKindAreAppliedAndShowNoChange() throws Exception {
    try (var terraform = Terraform.with(folder, thing().provider())) {
      terraform.apply(thing(FULL)).succeeds();

      var it = terraform.instance().path("attributes");
      assertThat(it.at("/network/protocol").asString()).isEqualTo("tcp");
      assertThat(it.at("/limits/disk").asInt()).isEqualTo(20);
      assertThat(it.at("/listener/1/address").asString()).isEqualTo("10.0.0.1:443");
      assertThat(it.at("/rule").size()).isEqualTo(2);
      assertThat(it.at("/route/home/tls/host").asString()).isEqualTo("example.org");
      assertThat(it.at("/route/work/tls").isNull()).isTrue();
      assertThat(terraform.plan().exitCode()).isEqualTo(0);
    }
  }

  @Test
  void blocksThatAreLeftOutAreEmptyAndShowNoChange() throws Exception {
    try (var terraform = Terraform.with(folder, thing().provider())) {
      terraform.apply(thing(FULL)).succeeds();
      terraform.apply(thing("")).succeeds();

      var it = terraform.instance().path("attributes");
      assertThat(it.path("network").isNull()).isTrue();
      assertThat(it.at("/limits/disk").asInt()).isEqualTo(10);
      assertThat(it.path("listener").size()).isZero();
      assertThat(it.path("rule").size()).isZero();
      assertThat(it.path("route").size()).isZero();
      assertThat(terraform.plan().exitCode()).isEqualTo(0);
    }
  }

  @Test
  void aBlockComesInPlaceAndTheOthersStayAsTheyAre() throws Exception {
    try (var terraform = Terraform.with(folder, thing().provider())) {
      terraform.apply(thing(FULL)).succeeds();

      var more =
          terraform
              .apply(
                  thing(
                      FULL
                          + """
                          rule {
                            port = 3
                          }
                          """))
              .succeeds();

      assertThat(more.output()).contains("will be updated in-place", "+ rule {");
      assertThat(terraform.instance().at("/attributes/rule").size()).isEqualTo(3);
      assertThat(terraform.plan().exitCode()).isEqualTo(0);
    }
  }

  @Test
  void blocksThatAnotherObjectDecidesAreUnknownUntilItIsThere() throws Exception {
    try (var terraform = Terraform.with(folder, thing().provider())) {
      var generated =
          """
          dynamic "%s" {
            for_each = fake_thing.first.free
            content {
              port = %s.value
            }
          }
          """;
      terraform
          .apply(
              """
              resource "fake_thing" "first" {}

              resource "fake_thing" "second" {
              """
                  + generated.formatted("listener", "listener")
                  + generated.formatted("rule", "rule")
                  + "}")
          .succeeds();

      assertThat(terraform.state()).contains("10.0.0.1:8080", "10.0.0.1:8081");
      assertThat(terraform.plan().exitCode()).isEqualTo(0);
    }
  }

  @Test
  void tooManyAreRefusedByTerraform() throws Exception {
    try (var terraform = Terraform.with(folder, thing().provider())) {
      var listener = "listener {\n port = 1\n}\n";

      assertThat(terraform.apply(thing(listener.repeat(4))).fails().output())
          .contains("Too many listener blocks", "No more than 3");
    }
  }

  @Test
  void aProviderThatLosesABlockIsToldWhichRuleItBreaks() throws Exception {
    var forgetful =
        thing().creating((plan, _) -> made(plan).with(ID, "1").with(LISTENERS, List.of()));
    try (var terraform = Terraform.with(folder, forgetful.provider())) {
      assertThat(terraform.apply(thing(FULL)).fails().output())
          .contains("Error: Bug in the provider", "listener", "(rule A7)")
          .doesNotContain("inconsistent result");
    }
  }

  @Test
  void aBlockThatComesWithANewVersionIsEmptyInOldState() throws Exception {
    var older =
        Fake.of(ID, FREE)
            .creating((plan, _) -> plan.toState().with(ID, "1").with(FREE, List.of(8080, 8081)));
    try (var terraform = Terraform.with(folder, older.provider())) {
      terraform.apply(thing("")).succeeds();

      terraform.attach(thing().provider());

      // The group's default is new as well; nothing else is.
      assertThat(terraform.plan().output()).contains("+ disk = 10", "0 to add, 1 to change");
      terraform.apply(thing("")).succeeds();
      assertThat(terraform.plan().exitCode()).isEqualTo(0);
    }
  }
}
