package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.Cli;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many people apply at once. */
class ConcurrencyIT extends Story {

  @Test
  void tenAppliesFromTenFoldersAllSucceed() {
    var folders =
        IntStream.range(0, 10)
            .mapToObj(i ->
                terraformIn(terraform.folder().resolve("team-" + i))
                    .configuration(Hello.app("app-" + i)))
            .toList();

    var running = folders.stream().map(Cli::beginApply).toList();
    for (var applying : running) {
      assertThat(applying.end()).succeeds();
    }

    assertThat(slipway.list()).hasSize(10);
    assertThat(slipway.list().stream().map(a -> a.getSpec().getName()).collect(Collectors.toSet()))
        .hasSize(10);
    for (var folder : folders) {
      assertThat(folder.destroy()).succeeds();
    }
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void theSameAppAppliedTwiceAtOnceSucceedsOrNamesTheOtherChange() {
    assertThat(terraform.apply(Hello.app("shared"))).succeeds();
    var colleague = terraformIn(terraform.folder().resolve("colleague"));
    colleague.configuration(Hello.app("shared", "env = { FROM = \"colleague\" }"));
    colleague.takeState(terraform);
    terraform.configuration(Hello.app("shared", "env = { FROM = \"me\" }"));

    var mine = terraform.beginApply();
    var theirs = colleague.beginApply();

    for (var result : List.of(mine.end(), theirs.end())) {
      if (result.exitCode() != 0) {
        assertThat(result).says("changed", "generation", "terraform");
      }
    }
    assertThat(slipway.list()).hasSize(1);
    assertThat(terraform.destroy()).succeeds();
  }
}
