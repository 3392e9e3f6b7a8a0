package dev.slipway.examples.folder;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.matches;

import dev.slipway.provider.Context;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code state_store "folder_states"}. */
final class FolderStore implements StateStore<Path> {

  static final Attribute<String> PROJECT =
      string("project")
          .required()
          .check(matches("[a-z0-9-]+", "lower-case letters, digits and dashes"))
          .doc("Whose states they are: the folder's name.");

  @Override
  public String typeName() {
    return "folder_states";
  }

  @Override
  public Schema schema() {
    return Schema.of("A folder with a file for each state.", PROJECT);
  }

  @Override
  public States configure(Config config, Context<Path> context) throws IOException {
    return new FolderStates(Files.createDirectories(context.client().resolve(config.get(PROJECT))));
  }
}
