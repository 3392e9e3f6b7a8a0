package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.WhoAmIRequest;
import dev.slipway.proto.v1.WhoAmIResponse;
import dev.slipway.provider.test.cli.EachProgram;
import io.grpc.BindableService;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One clear diagnostic with the fix, whatever is missing between Terraform and the control plane.
 */
@EachProgram
class ConnectionIT extends Story {

  @Test
  void noToken() {
    var settings = new HashMap<>(slipway.clientSettings());
    settings.remove("SLIPWAY_TOKEN");
    settings.put("SLIPWAY_HOME", terraform.folder().resolve("nobody").toString());

    var plan = cli(terraform.folder(), settings).plan(Hello.app("any"));

    assertThat(plan).fails().says("SLIPWAY_TOKEN", "operator.token").hasErrors(1);
  }

  @Test
  void aWrongToken() {
    var plan = terraform.with("SLIPWAY_TOKEN", "slw_wrong").plan(Hello.app("any"));

    assertThat(plan).fails().says("token", "not accepted").doesNotSay("slw_wrong").hasErrors(1);
  }

  @Test
  void aControlPlaneThatIsDown() {
    var plan = terraform.with("SLIPWAY_ENDPOINT", "127.0.0.1:1").plan(Hello.app("any"));

    assertThat(plan).fails().says("127.0.0.1:1", "slipway-control-plane").hasErrors(1);
  }

  @Test
  void anOlderControlPlane() throws Exception {
    var older =
        new ProjectsGrpc.ProjectsImplBase() {
          @Override
          public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> answer) {
            answer.onNext(WhoAmIResponse.newBuilder().setServerVersion("0.0.9").build());
            answer.onCompleted();
          }
        };

    saysTooOld("version 0.0.9", older);
  }

  @Test
  void somethingThatDoesNotKnowTheApi() throws Exception {
    saysTooOld("does not know this provider's API");
  }

  private void saysTooOld(String how, BindableService... services) throws Exception {
    var server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addServices(Stream.of(services).map(BindableService::bindService).toList())
            .build()
            .start();
    try {
      var address = "127.0.0.1:" + server.getPort();

      var plan = terraform.with("SLIPWAY_ENDPOINT", address).plan(Hello.app("any"));

      assertThat(plan)
          .fails()
          .says("The control plane is too old", address, how, "Upgrade the control plane")
          .hasErrors(1);
    } finally {
      server.shutdownNow().awaitTermination();
    }
  }
}
