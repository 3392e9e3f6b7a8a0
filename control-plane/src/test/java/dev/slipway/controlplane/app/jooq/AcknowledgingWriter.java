package dev.slipway.controlplane.app.jooq;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Change;
import dev.slipway.controlplane.app.Creation;
import dev.slipway.controlplane.app.Specs;
import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.database.DatabaseUrl;
import java.nio.file.Path;

/**
 * A process that writes without end and says on standard output what it was told is written: {@code
 * <app id> <generation>}. Arguments: the database's file, the master key.
 */
final class AcknowledgingWriter {
  public static void main(String[] args) {
    var database = Database.open(new DatabaseUrl.Sqlite(Path.of(args[0])));
    var apps = new JooqApps(database, SecretBox.of(args[1]), new AppFeed());
    for (int i = 0; ; i++) {
      var name = "app-%d-%d".formatted(ProcessHandle.current().pid(), i);
      var made = ((Creation.Made) apps.create(Specs.wanted(Specs.spec(name)))).app();
      acknowledge(made.id() + " " + made.generation());
      var change = Specs.change(Specs.scaled(made.spec(), 2));
      var changed = ((Change.Made) apps.change(made.id(), 1, change)).app();
      acknowledge(changed.id() + " " + changed.generation());
    }
  }

  private static void acknowledge(String line) {
    System.out.println("wrote " + line);
    System.out.flush();
  }

  private AcknowledgingWriter() {}
}
