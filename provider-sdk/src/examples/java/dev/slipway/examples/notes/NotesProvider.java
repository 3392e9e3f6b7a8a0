package dev.slipway.examples.notes;

import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.provider.Call;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.Resource;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code provider "notes"}. */
public final class NotesProvider implements Provider<Notes> {

  static final Attribute<String> FOLDER =
      string("folder").required().doc("Where the notes are. Has to exist.");

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public String source() {
    return "slipway/notes";
  }

  @Override
  public Schema schema() {
    return Schema.of("Notes, kept as files.", FOLDER);
  }

  @Override
  public Notes configure(Config config, Call call) {
    var folder = Path.of(config.get(FOLDER));
    if (!Files.isDirectory(folder)) {
      throw new Failure(FOLDER, "No such folder", "%s is no folder. Create it.".formatted(folder));
    }
    return new Notes(folder);
  }

  @Override
  public List<Resource<Notes>> resources() {
    return List.of(new NoteResource());
  }

  @Override
  public List<DataSource<Notes>> dataSources() {
    return List.of(new SearchDataSource());
  }

  @Override
  public List<ProviderFunction<?>> functions() {
    return List.of(new HashtagsFunction());
  }
}
