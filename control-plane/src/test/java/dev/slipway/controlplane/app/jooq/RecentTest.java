package dev.slipway.controlplane.app.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final List<String> made = new ArrayList<>();
  private final Recent<String, Integer> lengths =
      new Recent<>(
          2,
          text -> {
            made.add(text);
            return text.length();
          });

  @Test
  void whatWasMadeIsNotMadeAgain() {
    assertThat(lengths.of("one")).isEqualTo(3);
    assertThat(lengths.of("one")).isEqualTo(3);
    assertThat(made).containsExactly("one");
  }

  @Test
  void whatWasLongestNotAskedForGoesFirst() {
    for (var text : List.of("one", "two", "one", "three", "one", "two")) {
      assertThat(lengths.of(text)).isEqualTo(text.length());
    }
    assertThat(made).containsExactly("one", "two", "three", "two");
  }
}
