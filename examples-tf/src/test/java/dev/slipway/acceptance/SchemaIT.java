package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.EachProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What editors, documentation and generators read: {@code providers schema -json}. */
@EachProgram
class SchemaIT extends Story {
  private static final Path DOCS = Checkout.ROOT.resolve("docs");

  @Test
  void itHasWhatTheReferenceDescribes() throws IOException {
    var schema = terraform.configuration("").schema(SOURCE);

    assertThat(schema.propertyNames())
        .contains("provider", "resource_schemas", "data_source_schemas", "functions");
    assertThat(schema.path("resource_schemas").propertyNames())
        .containsExactlyInAnyOrderElementsOf(pages("resources", "ai_"));
    assertThat(schema.path("data_source_schemas").propertyNames())
        .containsExactlyInAnyOrderElementsOf(pages("data-sources", "ai_"));
    assertThat(schema.path("functions").propertyNames())
        .containsExactlyInAnyOrderElementsOf(pages("functions", ""));
  }

  @Test
  void everyAttributeAndParameterIsTypedAndDescribed() {
    var schema = terraform.configuration("").schema(SOURCE);

    var attributes = new TreeSet<String>();
    described(schema.path("provider").path("block"), "provider", attributes);
    for (var kind : List.of("resource_schemas", "data_source_schemas")) {
      schema
          .path(kind)
          .properties()
          .forEach(each -> described(each.getValue().path("block"), each.getKey(), attributes));
    }
    assertThat(attributes)
        .contains("provider.endpoint", "ai_app.scaling.fixed.replicas", "ai_flavors.flavors.id");
    for (var function : schema.path("functions")) {
      assertThat(function.path("return_type").isMissingNode()).isFalse();
      assertThat(function.path("parameters"))
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each.path("description").asString()).isNotBlank());
    }
  }

  @Test
  void secretsAreMarked() {
    var attributes =
        terraform.configuration("").schema(SOURCE).at("/resource_schemas/ai_app/block/attributes");

    assertThat(attributes.at("/secret_env_wo/write_only").asBoolean(false)).isTrue();
    assertThat(
            terraform
                .schema(SOURCE)
                .at("/provider/block/attributes/token/sensitive")
                .asBoolean(false))
        .isTrue();
  }

  private static Set<String> pages(String folder, String prefix) throws IOException {
    try (var files = Files.list(DOCS.resolve(folder))) {
      var names = new TreeSet<String>();
      files.forEach(
          file -> names.add(prefix + file.getFileName().toString().replaceFirst("\\.md$", "")));
      return names;
    }
  }

  private static void described(JsonNode block, String path, Set<String> attributes) {
    for (var attribute : block.path("attributes").properties()) {
      var name = path + "." + attribute.getKey();
      var said = attribute.getValue();
      assertThat(said.path("description").asString("")).as(name).isNotBlank();
      assertThat(said.has("type") ^ said.has("nested_type")).as("%s has one type", name).isTrue();
      attributes.add(name);
      described(said.path("nested_type"), name, attributes);
    }
  }
}
