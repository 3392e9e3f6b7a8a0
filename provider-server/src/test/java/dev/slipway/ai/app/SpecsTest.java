package dev.slipway.ai.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.v1.AppSpec;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpecsTest {

  @Test
  void everyFieldOfTheSpecHasItsAttribute() {
    var wire = SpecField.ALL.stream().map(SpecField::wire).collect(Collectors.toSet());

    var fields =
        AppSpec.getDescriptor().getFields().stream()
            .map(field -> field.getName())
            .collect(Collectors.toSet());
    assertThat(wire).isEqualTo(fields);
  }

  @Test
  void anUpdateLeavesOutWhatOthersOwnAndSecretsThatDidNotChange() {
    var mask = Specs.mask(Set.of("image", "scaling"), false).getPathsList();

    assertThat(mask).doesNotContain("image", "scaling", "secret_env").contains("env", "port");
    assertThat(Specs.mask(Set.of(), true).getPathsList()).contains("secret_env");
  }
}
