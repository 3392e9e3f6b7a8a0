package dev.slipway.controlplane.app.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
  private static final AppId APP = AppId.random();
  private static final byte[] PLAIN = "s3cr3t".getBytes(StandardCharsets.UTF_8);

  private final SecretBox box = SecretBox.of(SecretBox.newKey());

  @Test
  void opensWhatItClosed() {
    assertThat(box.open(box.close(PLAIN, APP, 3), APP, 3)).isEqualTo(PLAIN);
    assertThat(box.open(box.close(new byte[0], APP, 1), APP, 1)).isEmpty();
  }

  @Test
  void neverLooksTheSameTwice() {
    assertThat(box.close(PLAIN, APP, 1)).isNotEqualTo(box.close(PLAIN, APP, 1));
  }

  @Test
  void doesNotOpenInAnotherPlace() {
    var closed = box.close(PLAIN, APP, 1);
    assertThatThrownBy(() -> box.open(closed, APP, 2)).hasMessageContaining("do not open");
    assertThatThrownBy(() -> box.open(closed, AppId.random(), 1))
        .hasMessageContaining("do not open");
  }

  @Test
  void doesNotOpenWhenAnyByteChanged() {
    for (int i = 0; i < box.close(PLAIN, APP, 1).length; i++) {
      var closed = box.close(PLAIN, APP, 1);
      closed[i] ^= 1;
      assertThatThrownBy(() -> box.open(closed, APP, 1)).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> box.open(new byte[5], APP, 1)).hasMessageContaining("format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "not base64!", "c2hvcnQ="})
  void aBadKeyIsRefusedWithoutRepeatingIt(String key) {
    assertThatThrownBy(() -> SecretBox.of(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("master key");
  }

  @Test
  void aKeyHas256Bits() {
    assertThat(Base64.getDecoder().decode(SecretBox.newKey())).hasSize(32);
  }
}
