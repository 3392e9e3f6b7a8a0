package dev.slipway.examples.folder;

import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.provider.Call;
import dev.slipway.provider.Provider;
import dev.slipway.provider.Resource;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code provider "folder"}. */
public final class FolderProvider implements Provider<Path> {

  static final Attribute<String> ROOT =
      string("root").required().doc("Where the projects are. Has to exist.");

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public String source() {
    return "slipway/folder";
  }

  @Override
  public Schema schema() {
    return Schema.of("Terraform's states, kept as files.", ROOT);
  }

  @Override
  public Path configure(Config config, Call call) {
    var root = Path.of(config.get(ROOT));
    if (!Files.isDirectory(root)) {
      throw new Failure(ROOT, "No such folder", "%s is no folder. Create it.".formatted(root));
    }
    return root;
  }

  @Override
  public List<Resource<Path>> resources() {
    return List.of();
  }

  @Override
  public List<StateStore<Path>> stateStores() {
    return List.of(new FolderStore());
  }
}
