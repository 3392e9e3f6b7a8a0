package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.between;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Configurations.withUnknown;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.tfplugin6.ValidateDataResourceConfig;
import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.Resource;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.TestedProvider;
import java.util.ArrayList;
import java.util.List;
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

  private static final String TYPE = "fake_disks";
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
        return TYPE;
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
    try (var provider = TestedProvider.of(provider()).configure()) {
      assertThat(provider.dataSource(TYPE).read(with(HOST, "h")))
          .hasNoWarnings()
          .has(HOST, "h")
          .has(LIMIT, 2)
          .has(DISKS, List.of(new Disk("/a", 1), new Disk("/b", 2)));
    }
  }

  @Test
  void whatIsNotThereIsAnErrorWhereItWasAskedFor() {
    try (var provider = TestedProvider.of(provider()).configure()) {
      assertThat(failing(() -> provider.dataSource(TYPE).read(with(HOST, "none"))))
          .hasOnlyError("No such host")
          .at(HOST);
    }
  }

  @Test
  void itsConfigurationIsChecked() {
    try (var provider = TestedProvider.of(provider())) {
      assertThat(provider.dataSource(TYPE).validate(withUnknown(HOST).with(LIMIT, 10)))
          .hasOnlyError("Invalid value for limit")
          .at(LIMIT);
    }
  }

  @Test
  void anUnknownNameSaysWhatThereIs() {
    try (var provider = TestedProvider.of(provider())) {
      var request =
          ValidateDataResourceConfig.Request.newBuilder().setTypeName("fake_tapes").build();

      assertThat(Told.by(provider).validateDataResourceConfig(request).getDiagnosticsList())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.getSummary()).isEqualTo("No data source type fake_tapes");
            assertThat(problem.getDetail()).startsWith("Provider fake offers fake_disks.");
          });
    }
  }

  @Test
  void everyConfigurationHasItsClientAndAllAreClosedAtTheEnd() {
    try (var provider = TestedProvider.of(provider()).configure().configure()) {
      assertThat(provider.dataSource(TYPE).read(with(HOST, "h"))).hasNoWarnings();
      assertThat(closed).isEmpty();
    }
    assertThat(closed).hasSize(2).doesNotHaveDuplicates();
  }
}
