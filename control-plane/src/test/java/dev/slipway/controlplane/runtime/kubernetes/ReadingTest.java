package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.controlplane.vocabulary.Memory;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How objects come out of what an API server sends. */
class ReadingTest {
  @Test
  void aListIsReadItemByItemWithItsVersionAndItsNextPage() throws IOException {
    var items = new ArrayList<V1ConfigMap>();

    var page =
        Listing.read(
            new StringReader(
                """
                {"kind": "ConfigMapList", "apiVersion": "v1",
                 "metadata": {"resourceVersion": "42", "continue": "more", "remainingItemCount": 7},
                 "items": [{"metadata": {"name": "a"}}, {"metadata": {"name": "b"}}]}
                """),
            V1ConfigMap.class,
            items::add);

    assertThat(page).isEqualTo(new Listing("42", "more"));
    assertThat(items).extracting(Names::of).containsExactly("a", "b");
  }

  @Test
  void noItemsAreFineAndHalfAListIsNot() throws IOException {
    var items = new ArrayList<V1ConfigMap>();

    assertThat(
            Listing.read(
                new StringReader("{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": null}"),
                V1ConfigMap.class,
                items::add))
        .isEqualTo(new Listing("1", ""));
    assertThat(items).isEmpty();
    assertThatThrownBy(
            () -> Listing.read(new StringReader("{\"items\": [{"), V1ConfigMap.class, items::add))
        .isInstanceOfAny(IOException.class, com.google.gson.JsonParseException.class);
  }

  @Test
  void aNewerClustersFieldsAreNoObstacle() throws IOException {
    var line =
        """
        {"type":"MODIFIED","object":{"metadata":{"name":"a","shiny":{"new":[1]}},"spec":{"replicas":\
        2,"template":{"spec":{"containers":[]}},"selector":{},"tomorrow":true}}}\
        """;

    var change = Change.read(line, V1Deployment.class);

    assertThat(change).isInstanceOf(Change.Put.class);
    var object = ((Change.Put<V1Deployment>) change).object();
    assertThat(Standstill.wantedOf(object)).isEqualTo(2);
  }

  @Test
  void whyAWatchCannotGoOnIsRead() throws IOException {
    var change =
        Change.read(
            """
            {"type":"ERROR","object":{"kind":"Status","code":410,"message":"too old"}}\
            """,
            V1Deployment.class);

    assertThat(change).isEqualTo(new Change.Refused<V1Deployment>(410, "too old"));
  }

  @Test
  void whoManagesAFieldIsKept() {
    var deployment =
        ObjectJson.reading(V1Deployment.class)
            .fromJson(
                """
                {"metadata": {"name": "a", "managedFields": [
                  {"manager": "slipway", "operation": "Apply", "time": "2026-05-04T10:00:00Z",
                   "fieldsV1": {"f:spec": {"f:replicas": {}}}},
                  {"manager": "kube-controller-manager", "subresource": "status",
                   "fieldsV1": {"f:status": {}}}]}}
                """,
                V1Deployment.class);

    var kept = Pods.meta(Trim.written(deployment)).getManagedFields();

    assertThat(kept)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getManager()).isEqualTo("slipway");
          assertThat(entry.getTime()).isEqualTo("2026-05-04T10:00:00Z");
          assertThat(ObjectJson.GSON.toJson(entry.getFieldsV1()))
              .isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
        });
  }

  @Test
  void secretValuesAreForgottenAtOnce() {
    var secret =
        new V1Secret()
            .metadata(new V1ObjectMeta().name("s"))
            .data(Map.of("TOKEN", "s3cret".getBytes(StandardCharsets.UTF_8)));

    assertThat(Trim.secret(secret).getData())
        .containsOnlyKeys("TOKEN")
        .allSatisfy((_, value) -> assertThat(value).isEmpty());
  }

  @Test
  void ofAPodWhatIsUsedIsKept() throws IOException {
    var change =
        Change.read(
            """
            {"type": "ADDED", "object":
            {"metadata": {"name": "a", "uid": "u", "managedFields": [{"manager": "kubelet"}]},
             "spec": {"nodeName": "n", "volumes": [{"name": "v"}], "containers": [
               {"name": "app", "image": "hello:1", "ports": [{"containerPort": 8080}],
                "env": [{"name": "A", "value": "b"}],
                "resources": {"limits": {"memory": "64Mi"}}}]},
             "status": {"phase": "Running", "podIP": "10.0.0.1"}}}
            """,
            V1Pod.class);
    var pod = ((Change.Put<V1Pod>) change).object();

    var slim = Trim.pod(pod);

    assertThat(Pods.uid(slim)).isEqualTo("u");
    assertThat(Pods.node(slim)).isEqualTo("n");
    assertThat(Pods.port(slim)).isEqualTo(8080);
    assertThat(Trouble.limit(slim)).isEqualTo(Memory.mib(64));
    assertThat(slim.getStatus()).isEqualTo(pod.getStatus());
    assertThat(ObjectJson.GSON.toJson(slim)).doesNotContain("\"v\"", "\"A\"", "kubelet");
  }
}
