package dev.slipway.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A lab as tests use it. What it is worth as a Kubernetes, {@code lab/check} shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabIT {
  private static final String[] OPTIONS = {"--simulated", "--gpu-nodes", "2", "--cpu-nodes", "0"};

  private Lab lab;

  @BeforeAll
  void start() {
    lab = Lab.up("kit", OPTIONS);
  }

  @BeforeEach
  void ours() {
    lab.requireOurs();
  }

  @Test
  void whoAsksForItsNameSharesIt() {
    assertThat(Lab.up("kit", OPTIONS)).isSameAs(lab);
    assertThat(lab.kubeconfig()).exists();
    assertThat(lab.kubectl("cluster-info")).contains(lab.address());
    assertThat(lab.kubectl("get", "nodes", "--output", "name").lines()).hasSize(2);
  }

  @Test
  void aFailureSaysWhatKubectlSaid() {
    assertThatThrownBy(() -> lab.kubectl("get", "pod", "nobody"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("pods \"nobody\" not found");
  }

  @Test
  void whatIsStoppedDoesNotAnswerUntilItIsStarted() {
    lab.stop("apiserver");
    assertThatThrownBy(() -> lab.kubectl("get", "nodes", "--request-timeout", "2s"))
        .hasMessageContaining("refused");
    lab.start("apiserver");
    assertThat(lab.kubectl("get", "nodes")).contains("gpu-1");

    lab.freeze("apiserver");
    assertThatThrownBy(() -> lab.kubectl("get", "nodes", "--request-timeout", "1s"))
        .hasMessageContaining("imeout");
    lab.thaw("apiserver");
    assertThat(lab.kubectl("get", "nodes")).contains("gpu-1");
  }

  @Test
  void etcdGoesBackToWhatWasSaved(@TempDir Path folder) {
    lab.apply(configMap("before"));
    lab.saveEtcd(folder.resolve("saved"));
    lab.apply(configMap("after"));

    lab.restoreEtcd(folder.resolve("saved"));

    assertThat(lab.kubectl("get", "configmaps", "--output", "name"))
        .contains("before")
        .doesNotContain("after");
  }

  @Test
  void anAccountMayDoWhatItsRoleSays() {
    var kubeconfig =
        lab.kubeconfigFor(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: { name: reader }
            rules: [{ apiGroups: [""], resources: [nodes], verbs: [list] }]
            """);
    assertThat(lab.kubectl("--kubeconfig", kubeconfig.toString(), "get", "nodes"))
        .contains("gpu-1");
    assertThatThrownBy(
            () -> lab.kubectl("--kubeconfig", kubeconfig.toString(), "get", "configmaps"))
        .hasMessageContaining("forbidden");
  }

  private static String configMap(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: %s }
    """
        .formatted(name);
  }
}
