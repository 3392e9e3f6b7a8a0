package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.length;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.Context;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.test.cli.EachProgram;
import dev.slipway.provider.test.cli.Program;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What modules say of themselves reaches the provider with every call about what is in them. */
@EachProgram
class ProviderMetaIT extends ProgramStory {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> AUTHOR = string("author").optional().check(length(1, 9));
  private static final Attribute<String> KIND = string("kind").optional().defaultsTo("plain");

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  ProviderMetaIT(Program program) {
    super(program);
  }

  private Fake thing() {
    return Fake.of(ID)
        .told(AUTHOR, KIND)
        .planning((change, context) -> {
          hear("plan", context);
          return change.plan();
        })
        .creating((plan, context) -> {
          hear("create", context);
          return plan.toState().with(ID, "1");
        })
        .reading((state, context) -> {
          hear("read", context);
          return Optional.of(state);
        })
        .deleting((_, context) -> hear("delete", context));
  }

  private void hear(String call, Context<?> context) {
    var meta = context.meta();
    heard.add("%s %s %s".formatted(call, meta.find(AUTHOR).orElse("nobody"), meta.find(KIND)));
  }

  private void module(String meta) throws Exception {
    Files.createDirectories(folder.resolve("inner"));
    Files.writeString(
        folder.resolve("inner/main.tf"),
        """
        terraform {
          required_providers {
            fake = { source = "slipway/fake" }
          }
          %s
        }

        resource "fake_thing" "it" {}
        """
            .formatted(meta));
  }

  @Test
  void theModulesWordsComeWithEveryCall() throws Exception {
    try (var terraform = attached(thing().provider())) {
      module("provider_meta \"fake\" {\n author = \"anna\"\n }");
      terraform.configuration("module \"inner\" {\n  source = \"./inner\"\n}");
      assertThat(terraform.run("init")).succeeds();
      assertThat(terraform.apply()).succeeds();
      assertThat(terraform.destroy()).succeeds();

      assertThat(heard)
          .contains(
              "plan anna Optional[plain]",
              "create anna Optional[plain]",
              "read anna Optional[plain]",
              "delete anna Optional[plain]")
          .noneMatch(each -> each.contains("nobody"));
    }
  }

  @Test
  void aModuleWithoutWordsSaysNothing() {
    try (var terraform = attached(thing().provider())) {
      assertThat(terraform.apply("resource \"fake_thing\" \"it\" {}")).succeeds();

      assertThat(heard).contains("create nobody Optional.empty");
    }
  }

  @Test
  void wordsThatAreNotAllowedStopTheCall() throws Exception {
    try (var terraform = attached(thing().provider())) {
      module("provider_meta \"fake\" {\n author = \"anna and everybody\"\n }");
      terraform.configuration("module \"inner\" {\n  source = \"./inner\"\n}");
      assertThat(terraform.run("init")).succeeds();

      assertThat(terraform.apply())
          .fails()
          .says("provider_meta: Invalid value for author", "author must be 1 to 9 characters long");
      assertThat(heard).isEmpty();
    }
  }
}
