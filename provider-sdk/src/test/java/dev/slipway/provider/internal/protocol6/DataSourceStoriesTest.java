package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.between;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.Resource;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looking things up, and the life of the client that does it. */
class DataSourceStoriesTest {

  private record Disk(String path, int size) {
    static final Attribute<String> PATH = string("path").required();
    static final Attribute<Integer> SIZE = int32("size").required();
    static final Shape<Disk> SHAPE =
        Shape.of(PATH, SIZE)
            .as(
                object -> new Disk(object.get(PATH), object.get(SIZE)),
                (disk, object) -> object.with(PATH, disk.path()).with(SIZE, disk.size()));
  }

  private static final Attribute<String> HOST = string("host").required();
  private static final Attribute<Integer> LIMIT =
      int32("limit").optional().defaultsTo(2).check(between(1, 9));
  private static final Attribute<List<Disk>> DISKS = list("disks", Disk.SHAPE).computed();

  /** What is asked of a remote service. */
  private interface Client extends AutoCloseable {
    List<Disk> disks(String host);

    @Override
    void close();
  }

  private final List<Client> closed = new ArrayList<>();

  private Provider<Client> provider() {
    return new Provider<>() {
      @Override
      public String name() {
        return "fake";
      }

      @Override
      public Client configure(Config config, Call call) {
        return new Client() {
          @Override
          public List<Disk> disks(String host) {
            if (host.equals("none")) {
              throw new Failure(HOST, "No such host", "Take another.");
            }
            return List.of(new Disk("/a", 1), new Disk("/b", 2), new Disk("/c", 3));
          }

          @Override
          public void close() {
            closed.add(this);
          }
        };
      }

      @Override
      public List<Resource<Client>> resources() {
        return List.of();
      }

      @Override
      public List<DataSource<Client>> dataSources() {
        return List.of(disks());
      }
    };
  }

  private static DataSource<Client> disks() {
    return new DataSource<>() {
      @Override
      public String typeName() {
        return "fake_disks";
      }

      @Override
      public Schema schema() {
        return Schema.of("Disks of a host.", HOST, LIMIT, DISKS);
      }

      @Override
      public State read(Config config, Context<Client> context) {
        var all = context.client().disks(config.get(HOST));
        return config.toState().with(DISKS, all.subList(0, config.get(LIMIT)));
      }
    };
  }

  @Test
  void whatIsFoundComesWithWhatWasAskedAndItsDefaults() {
    try (var terraform = Wire.to(provider())) {
      assertThat(terraform.configure(Map.of())).isEmpty();

      var read = terraform.readData("fake_disks", Map.of("host", text("h")));

      assertThat(read.problems()).isEmpty();
      assertThat(read.value("host")).isEqualTo(text("h"));
      assertThat(read.value("limit")).isEqualTo(number(2));
      assertThat(read.value("disks")).isEqualTo(Value.list(disk("/a", 1), disk("/b", 2)));
    }
  }

  private static Value disk(String path, int size) {
    return Value.object(Map.of("path", text(path), "size", number(size)));
  }

  @Test
  void whatIsNotThereIsAnErrorWhereItWasAskedFor() {
    try (var terraform = Wire.to(provider())) {
      assertThat(terraform.configure(Map.of())).isEmpty();

      assertThat(terraform.readData("fake_disks", Map.of("host", text("none"))).problems())
          .extracting(Problem::summary, Problem::path)
          .containsExactly(tuple("No such host", "host"));
    }
  }

  @Test
  void itsConfigurationIsChecked() {
    try (var terraform = Wire.to(provider())) {
      assertThat(
              terraform.validateData(
                  "fake_disks", Map.of("host", Value.unknown(), "limit", number(10))))
          .extracting(Problem::path)
          .containsExactly("limit");
    }
  }

  @Test
  void anUnknownNameSaysWhatThereIs() {
    try (var terraform = Wire.to(provider())) {
      assertThat(terraform.validateData("fake_tapes", Map.of()))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("No data source type fake_tapes");
            assertThat(problem.detail()).startsWith("Provider fake offers fake_disks.");
          });
    }
  }

  @Test
  void everyConfigurationHasItsClientAndAllAreClosedAtTheEnd() {
    try (var terraform = Wire.to(provider())) {
      assertThat(terraform.configure(Map.of())).isEmpty();
      assertThat(terraform.configure(Map.of())).isEmpty();
      assertThat(terraform.readData("fake_disks", Map.of("host", text("h"))).problems()).isEmpty();
      assertThat(closed).isEmpty();
    }
    assertThat(closed).hasSize(2).doesNotHaveDuplicates();
  }
}
