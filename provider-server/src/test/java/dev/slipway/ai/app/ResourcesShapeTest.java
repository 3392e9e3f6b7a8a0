package dev.slipway.ai.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.v1.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcesShapeTest {

  @ParameterizedTest(name = "cpu={0} gpu={1} flavor={2} asks for cpu={3} gpu={4} {5}: {6}")
  @CsvSource({
    "1, 0, '',        1, 0, ai1-1-cpu, true",
    "1, 0, ai1-1-cpu, 1, 0, ai1-1-cpu, true",
    "2, 0, '',        1, 0, ai1-1-cpu, false",
    "0, 1, '',        1, 0, ai1-1-cpu, false",
    "1, 0, big-cpu,   1, 0, ai1-1-cpu, false",
    "0, 0, ai1-1-cpu, 1, 0, ai1-1-cpu, true",
    "0, 0, ai1-1-cpu, 2, 0, ai1-1-cpu, false",
    "0, 0, '',        0, 1, ai1-1-gpu, true"
  })
  void whatIsLeftOutFollows(
      int cpu, int gpu, String flavor, int hasCpu, int hasGpu, String hasFlavor, boolean same) {
    assertThat(
            ResourcesShape.asksFor(
                resources(cpu, gpu, flavor), resources(hasCpu, hasGpu, hasFlavor)))
        .isEqualTo(same);
  }

  private static Resources resources(int cpu, int gpu, String flavor) {
    return Resources.newBuilder().setCpu(cpu).setGpu(gpu).setFlavor(flavor).build();
  }
}
