package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.runtime.Workloads;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kubelets say, and what is told. */
class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Readiness probe failed: HTTP probe failed with statuscode: 503"
            + "|probe GET :8080/health answers 503",
        "Readiness probe failed: Get \"http://10.0.0.1:8080/health\": dial tcp 10.0.0.1:8080:"
            + " connect: connection refused"
            + "|probe GET :8080/health gets no answer: the connection is refused or closed",
        "Readiness probe failed: Get \"http://10.0.0.1:8080/health\": EOF"
            + "|probe GET :8080/health gets no answer: the connection is refused or closed",
        "Readiness probe failed: Get \"http://10.0.0.1:8080/health\": context deadline exceeded"
            + "|probe GET :8080/health gets no answer in time",
        "Readiness probe failed: something new|probe GET :8080/health fails: something new",
      })
  void probes(String said, String told) {
    assertThat(ProbeWords.of(said, Workloads.probe("/health"), 8080)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Readiness probe failed: dial tcp 10.0.0.1:8080: connect: connection refused"
            + "|check finds that nothing listens on port 8080",
        "Readiness probe failed: dial tcp 10.0.0.1:8080: i/o timeout"
            + "|check of port 8080 gets no answer in time",
      })
  void checksOfAPort(String said, String told) {
    assertThat(ProbeWords.of(said, null, 8080)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ErrImagePull|rpc error: code = NotFound desc = failed to pull and unpack image"
            + " \"10.1.1.1:5000/a:1\": failed to resolve reference \"10.1.1.1:5000/a:1\":"
            + " 10.1.1.1:5000/a:1: not found|true|10.1.1.1:5000 has no image 10.1.1.1:5000/a:1",
        "ErrImagePull|failed to authorize: failed to fetch anonymous token: unexpected status: 401"
            + " Unauthorized|true|10.1.1.1:5000 denies access to 10.1.1.1:5000/a:1, or it does not"
            + " exist",
        "ErrImagePull|failed to do request: Head \"https://10.1.1.1:5000/v2/a/manifests/1\": dial"
            + " tcp 10.1.1.1:5000: connect: connection refused|false|10.1.1.1:5000 cannot be"
            + " reached to fetch 10.1.1.1:5000/a:1: connect: connection refused",
        "InvalidImageName|couldn't parse it|true|10.1.1.1:5000/a:1 is no name of an image",
        "ErrImageNeverPull|not present|true|its node has no image 10.1.1.1:5000/a:1 and may not"
            + " fetch it",
        "ErrImagePull|short read: disk full|false|10.1.1.1:5000/a:1 could not be fetched: short"
            + " read: disk full",
      })
  void images(String reason, String said, boolean certain, String told) {
    assertThat(PullWords.of("10.1.1.1:5000/a:1", reason, said))
        .isEqualTo(new PullWords(told, certain));
  }
}
