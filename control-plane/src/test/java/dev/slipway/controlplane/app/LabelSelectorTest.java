package dev.slipway.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.controlplane.app.LabelSelector.Term;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
  static Stream<Arguments> selectors() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of("  ", List.of()),
        Arguments.of("a=b", List.of(new Term.Is("a", "b"))),
        Arguments.of("a = b", List.of(new Term.Is("a", "b"))),
        Arguments.of("a=", List.of(new Term.Is("a", ""))),
        Arguments.of("a=b=c", List.of(new Term.Is("a", "b=c"))),
        Arguments.of("a!=b", List.of(new Term.IsNot("a", "b"))),
        Arguments.of("a", List.of(new Term.Present("a"))),
        Arguments.of("!a", List.of(new Term.Absent("a"))),
        Arguments.of(
            "team=x, !old,new , stage!=prod",
            List.of(
                new Term.Is("team", "x"),
                new Term.Absent("old"),
                new Term.Present("new"),
                new Term.IsNot("stage", "prod"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("selectors")
  void parses(String text, List<Term> terms) {
    assertThat(LabelSelector.parse(text).terms()).isEqualTo(terms);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "a,", "=b", "!=b", "!", "!!a", "a b", "a,,b"})
  void refusesWhatIsNoTerm(String text) {
    assertThatThrownBy(() -> LabelSelector.parse(text))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("label_selector");
  }
}
