package dev.slipway.provider.internal.plugin;

import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.ProviderGrpc.ProviderImplBase;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.Schema;
import dev.slipway.proto.tfplugin6.ValidateResourceConfig;
import dev.slipway.provider.log.Log;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;

/**
 * A provider without a framework, run in a JVM of its own. Validating a resource does what the
 * resource's type says; reading one returns the state it was given.
 */
final class TestPlugin extends ProviderImplBase implements AutoCloseable {
  static final String ADDRESS = "registry.terraform.io/test/notes";

  private static final Log LOG = Log.named("notes");

  /** With the environment variable {@code TEST_PROVIDER=broken}, one that cannot be made. */
  private TestPlugin() {
    if ("broken".equals(System.getenv("TEST_PROVIDER"))) {
      throw new IllegalArgumentException("two resources are named notes_note");
    }
    System.out.println("printed before the handshake");
  }

  public static void main(String[] arguments) {
    PluginProcess.run(new Plugin(ADDRESS, TestPlugin::new), arguments);
  }

  /** With the environment variable {@code TEST_RELEASE=never}, a release that never ends. */
  @Override
  public void close() {
    if ("never".equals(System.getenv("TEST_RELEASE"))) {
      hang();
    }
    LOG.info("Released");
  }

  @Override
  public void getProviderSchema(
      GetProviderSchema.Request request, StreamObserver<GetProviderSchema.Response> answer) {
    var empty = Schema.newBuilder().setBlock(Schema.Block.getDefaultInstance()).build();
    answer.onNext(GetProviderSchema.Response.newBuilder().setProvider(empty).build());
    answer.onCompleted();
  }

  @Override
  public void validateResourceConfig(
      ValidateResourceConfig.Request request,
      StreamObserver<ValidateResourceConfig.Response> answer) {
    switch (request.getTypeName()) {
      case "throwing" -> throw new IllegalStateException("no such note");
      case "overflowing" -> overflow(1);
      case "printing" -> System.out.println("printed during a call");
      case "logging" -> log();
      case "hanging" -> hang();
      case "forking" -> Thread.ofPlatform().name("fork").start(() -> overflow(1));
      default -> LOG.debug("Validated", "type", request.getTypeName());
    }
    var diagnostic = Diagnostic.newBuilder().setSummary("validated " + request.getTypeName());
    answer.onNext(ValidateResourceConfig.Response.newBuilder().addDiagnostics(diagnostic).build());
    answer.onCompleted();
  }

  @Override
  public void readResource(
      ReadResource.Request request, StreamObserver<ReadResource.Response> answer) {
    answer.onNext(
        ReadResource.Response.newBuilder().setNewState(request.getCurrentState()).build());
    answer.onCompleted();
  }

  private static void log() {
    LOG.trace("a trace");
    LOG.debug("a debug");
    LOG.info("an info", "count", 3, "done", true, "quoted", "\"é\n\"", "nothing", null);
    LOG.warn("a warning");
    LOG.error("an error", new IllegalStateException("broken"), "id", "n-1");
    LOG.info("a long one", "text", "x".repeat(200_000));
  }

  private static int overflow(int depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + depth;
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
