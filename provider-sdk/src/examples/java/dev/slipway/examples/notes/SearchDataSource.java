package dev.slipway.examples.notes;

import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Schema;
import java.io.IOException;
import java.util.List;

/** {@code data "notes_search"}. */
final class SearchDataSource implements DataSource<Notes> {

  static final Attribute<String> TAG = string("tag").required();
  static final Attribute<List<String>> TITLES =
      list("titles", Kind.STRING).computed().doc("In alphabetical order.");

  @Override
  public String typeName() {
    return "notes_search";
  }

  @Override
  public Schema schema() {
    return Schema.of("Notes with a tag.", TAG, TITLES);
  }

  @Override
  public State read(Config config, Context<Notes> context) throws IOException {
    var titles =
        context.client().all().stream()
            .filter(note -> note.tags().contains(config.get(TAG)))
            .map(Note::title)
            .sorted()
            .toList();
    return config.toState().with(TITLES, titles);
  }
}
