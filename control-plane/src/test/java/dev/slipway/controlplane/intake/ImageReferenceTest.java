package dev.slipway.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "hello:1",
        "team/hello",
        "localhost/slipway/hello:1",
        "registry.example.com:5000/team/sub/app:v1.4-rc_2",
        "registry.example.com/app@" + DIGEST,
        "registry.example.com/app:1@" + DIGEST,
        "a/b__c/d-e/f--g/h.i"
      })
  void isValid(String reference) {
    assertThat(ImageReference.isValid(reference)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Not An Image",
        "Hello",
        "team/Hello:1",
        "https://registry.example.com/app",
        "app:",
        "app:-tag",
        "app@sha256:abc",
        "app@" + DIGEST + "0",
        "/app",
        "app/",
        "team//app",
        "team/-app",
        "app:1:2",
        "app:tag\n"
      })
  void isNotValid(String reference) {
    assertThat(ImageReference.isValid(reference)).isFalse();
  }

  @Property(tries = 2000)
  void answersForAnything(@ForAll @StringLength(max = 2000) String text) {
    if (ImageReference.isValid(text)) {
      assertThat(text).matches("[\\w./:@-]+");
      assertThat(text.substring(text.lastIndexOf('/') + 1).split("[:@]", 2)[0])
          .isEqualTo(
              text.substring(text.lastIndexOf('/') + 1)
                  .split("[:@]", 2)[0]
                  .toLowerCase(Locale.ROOT));
    }
  }

  @Property(tries = 200)
  void longNamesAreRefusedQuickly(@ForAll @StringLength(min = 1, max = 3) String part) {
    assertThat(ImageReference.isValid("a-".repeat(100_000) + part)).isFalse();
  }
}
