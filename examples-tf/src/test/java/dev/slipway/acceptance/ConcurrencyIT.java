package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
                new Terraform(terraform.folder().resolve("team-" + i), slipway.clientSettings())
                    .configuration(Hello.app("app-" + i)))
            .toList();

    var running = new ArrayList<Process>();
    for (var folder : folders) {
      running.add(folder.begin("apply", "-auto-approve", "-input=false", "-no-color"));
    }
    for (var process : running) {
      var applied = Terraform.finish(process);
      assertThat(applied.exitCode()).as(applied.text()).isZero();
    }

    assertThat(slipway.list()).hasSize(10);
    assertThat(slipway.list().stream().map(a -> a.getSpec().getName()).collect(Collectors.toSet()))
        .hasSize(10);
    for (var folder : folders) {
      assertThat(folder.destroy().exitCode()).isZero();
    }
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void theSameAppAppliedTwiceAtOnceSucceedsOrNamesTheOtherChange() {
    assertThat(terraform.apply(Hello.app("shared")).exitCode()).isZero();
    var state = terraform.folder().resolve("terraform.tfstate");
    var colleague =
        new Terraform(terraform.folder().resolve("colleague"), slipway.clientSettings());
    colleague.configuration(Hello.app("shared", "env = { FROM = \"colleague\" }"));
    colleague.takeState(state);
    terraform.configuration(Hello.app("shared", "env = { FROM = \"me\" }"));

    var mine = terraform.begin("apply", "-auto-approve", "-input=false", "-no-color");
    var theirs = colleague.begin("apply", "-auto-approve", "-input=false", "-no-color");

    for (var result : new Terraform.Result[] {Terraform.finish(mine), Terraform.finish(theirs)}) {
      if (result.exitCode() != 0) {
        assertThat(result.words()).contains("changed", "generation", "terraform");
      }
    }
    assertThat(slipway.list()).hasSize(1);
    assertThat(terraform.destroy().exitCode()).isZero();
  }
}
