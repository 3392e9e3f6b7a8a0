import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.AppsGrpc;
import dev.slipway.proto.v1.CreateAppRequest;
import dev.slipway.proto.v1.ListAppsRequest;
import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.Quota;
import dev.slipway.proto.v1.UpdateAppRequest;
import dev.slipway.proto.v1.UpdateProjectRequest;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Many apps on a control plane, as the benchmarks need them:
 *
 * <pre>
 *   create FROM TO           apps of these numbers; returns when all that there are run, prints seconds
 *   change WHAT RATE SECONDS changes so many apps a second, each once: a "setting" that replaces no
 *                            pod, or the "pods"; prints how long, in milliseconds, from the answer
 *                            that a change is accepted until the cluster tells a watcher of it. The
 *                            changes of the first {@value #WARM_UP} seconds do not count: this
 *                            program itself is slow then, on processors that all share
 * </pre>
 *
 * Reads SLIPWAY_ENDPOINT, SLIPWAY_TOKEN, KUBECONFIG and, for what apps run, CLUSTER_IMAGE.
 */
final class Fleet {
  private static final int AT_ONCE = 32;
  private static final int WARM_UP = 2;

  private final AppsGrpc.AppsBlockingStub apps;
  private final ProjectsGrpc.ProjectsBlockingStub projects;

  private Fleet() {
    var channel = NettyChannelBuilder.forTarget(System.getenv("SLIPWAY_ENDPOINT")).usePlaintext().build();
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + System.getenv("SLIPWAY_TOKEN"));
    var credentials = MetadataUtils.newAttachHeadersInterceptor(headers);
    apps = AppsGrpc.newBlockingStub(channel).withInterceptors(credentials);
    projects = ProjectsGrpc.newBlockingStub(channel).withInterceptors(credentials);
  }

  public static void main(String... arguments) throws Exception {
    var fleet = new Fleet();
    switch (arguments[0]) {
      case "quota" -> fleet.quota(Integer.parseInt(arguments[1]));
      case "create" -> fleet.create(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      case "change" ->
          fleet.change(
              What.valueOf(arguments[1].toUpperCase(java.util.Locale.ROOT)),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  private void quota(int units) {
    projects.updateProject(
        UpdateProjectRequest.newBuilder()
            .setId("default")
            .setQuota(Quota.newBuilder().setCpu(units).setGpu(units))
            .build());
  }

  private static AppSpec.Builder spec(int number) {
    var spec =
        AppSpec.newBuilder()
            .setName("bench-" + number)
            .setImage(System.getenv("CLUSTER_IMAGE"))
            .putEnv("ROUND", "0");
    spec.getResourcesBuilder().setGpu(1);
    return spec;
  }

  private void create(int from, int to) throws Exception {
    long start = System.nanoTime();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var permits = new Semaphore(AT_ONCE);
      var tasks = new ArrayList<java.util.concurrent.Future<?>>();
      for (int number = from; number < to; number++) {
        int which = number;
        permits.acquire();
        tasks.add(
            clients.submit(() -> {
              try {
                apps.createApp(
                    CreateAppRequest.newBuilder()
                        .setRequestId("bench-" + which)
                        .setSpec(spec(which))
                        .build());
              } finally {
                permits.release();
              }
            }));
      }
      for (var task : tasks) {
        task.get();
      }
    }
    long accepted = System.nanoTime();
    while (count(AppState.RUNNING) < to) {
      Thread.sleep(200);
    }
    System.out.printf("%.1f %.1f%n", (accepted - start) / 1e9, (System.nanoTime() - start) / 1e9);
  }

  private long count(AppState state) {
    return apps.listApps(ListAppsRequest.newBuilder().addStates(state).setPageSize(1).build()).getTotal();
  }

  /** What is changed, and how a Deployment shows it. */
  private enum What {
    SETTING {
      @Override
      UpdateAppRequest.Builder request() {
        var spec = AppSpec.newBuilder();
        spec.getRolloutBuilder().getProgressDeadlineBuilder().setSeconds(CHANGED_DEADLINE);
        return UpdateAppRequest.newBuilder().setSpec(spec).setUpdateMask(mask("rollout"));
      }

      @Override
      boolean shows(V1Deployment deployment) {
        return Integer.valueOf(CHANGED_DEADLINE).equals(deployment.getSpec().getProgressDeadlineSeconds());
      }
    },
    PODS {
      @Override
      UpdateAppRequest.Builder request() {
        return UpdateAppRequest.newBuilder()
            .setSpec(AppSpec.newBuilder().putEnv("ROUND", String.valueOf(ROUND)))
            .setUpdateMask(mask("env"));
      }

      @Override
      boolean shows(V1Deployment deployment) {
        var env = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv();
        return env.stream().anyMatch(e -> e.getName().equals("ROUND") && String.valueOf(ROUND).equals(e.getValue()));
      }
    };

    /** Another one each time, so that every change is one. */
    private static final int ROUND = (int) (System.currentTimeMillis() / 1000 % 1000) + 1;

    private static final int CHANGED_DEADLINE = 1000 + ROUND;

    abstract UpdateAppRequest.Builder request();

    abstract boolean shows(V1Deployment deployment);

    private static com.google.protobuf.FieldMask mask(String path) {
      return com.google.protobuf.FieldMask.newBuilder().addPaths(path).build();
    }
  }

  private void change(What what, int rate, int seconds) throws Exception {
    var ids = ids(rate * (WARM_UP + seconds));
    var counted = ids.subList(rate * WARM_UP, ids.size());
    var accepted = new ConcurrentHashMap<String, Long>();
    var seen = new ConcurrentHashMap<String, Long>();
    Thread.ofPlatform().daemon().start(() -> watch(what, seen));
    while (!seen.containsKey("")) {
      Thread.sleep(50);
    }
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      long next = System.nanoTime();
      for (var id : ids) {
        LockSupport.parkNanos(next - System.nanoTime());
        next += 1_000_000_000L / rate;
        clients.submit(() -> {
          var app = apps.updateApp(what.request().setId(id).build());
          accepted.put(id, System.nanoTime());
          return app;
        });
      }
    }
    for (int tries = 0; tries < 300 && !seen.keySet().containsAll(accepted.keySet()); tries++) {
      Thread.sleep(100);
    }
    var took = new ArrayList<Double>();
    for (var id : counted) {
      if (accepted.containsKey(id) && seen.containsKey(id)) {
        took.add(Math.max(0, (seen.get(id) - accepted.get(id)) / 1e6));
      }
    }
    took.sort(null);
    System.out.printf(
        "%d/%d %.0f/%.0f%n",
        took.size(),
        counted.size(),
        took.get(took.size() / 2),
        took.get((int) (took.size() * 0.99)));
  }

  private List<String> ids(int count) {
    var ids = new ArrayList<String>();
    var page = "";
    do {
      var answer =
          apps.listApps(ListAppsRequest.newBuilder().setPageSize(500).setPageToken(page).build());
      answer.getAppsList().forEach(app -> ids.add(app.getId()));
      page = answer.getNextPageToken();
    } while (!page.isEmpty() && ids.size() < count);
    return ids.subList(0, Math.min(count, ids.size()));
  }

  /** Notes when each Deployment is first seen changed; "" once it watches. */
  private static void watch(What what, Map<String, Long> seen) {
    try {
      var client = Config.fromConfig(System.getenv("KUBECONFIG"));
      client.setReadTimeout(0);
      var api = new AppsV1Api(client);
      // A busy API server ends watches that do not keep up.
      while (true) {
        var list = ours(api).execute();
        list.getItems().forEach(deployment -> note(what, deployment, seen));
        try (Watch<V1Deployment> watch =
            Watch.createWatch(
                client,
                ours(api)
                    .resourceVersion(list.getMetadata().getResourceVersion())
                    .watch(true)
                    .buildCall(null),
                new com.google.gson.reflect.TypeToken<Watch.Response<V1Deployment>>() {}.getType())) {
          seen.put("", 0L);
          for (var event : watch) {
            note(what, event.object, seen);
          }
        }
      }
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static AppsV1Api.APIlistDeploymentForAllNamespacesRequest ours(AppsV1Api api) {
    return api.listDeploymentForAllNamespaces().labelSelector("app.kubernetes.io/managed-by=slipway");
  }

  private static void note(What what, V1Deployment deployment, Map<String, Long> seen) {
    if (what.shows(deployment)) {
      seen.putIfAbsent(deployment.getMetadata().getLabels().get("slipway.dev/app"), System.nanoTime());
    }
  }
}
