package dev.slipway.controlplane.app.jooq;

import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/** Where a list goes on: values of its last row, opaque to clients. */
final class PageToken {
  private static final String SEPARATOR = "\n";

  /**
   * @param scope names the list, so that a token of another one is refused
   */
  static String of(String scope, String... values) {
    var parts = new ArrayList<String>();
    parts.add(checksum(scope));
    parts.addAll(List.of(values));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param size number of values
   * @throws FailureException not a token of this list
   */
  static List<String> parse(String token, String scope, int size) {
    List<String> parts;
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      parts = List.of(text.split(SEPARATOR, -1));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    if (parts.size() != size + 1 || !parts.getFirst().equals(checksum(scope))) {
      throw malformed();
    }
    return parts.subList(1, parts.size());
  }

  static FailureException malformed() {
    return new FailureException(
        FailureCode.BAD_REQUEST,
        "page_token does not belong to this list; repeat the list's own filters and order, or start"
            + " over without a token");
  }

  private static String checksum(String scope) {
    var crc = new CRC32();
    crc.update(scope.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  private PageToken() {}
}
