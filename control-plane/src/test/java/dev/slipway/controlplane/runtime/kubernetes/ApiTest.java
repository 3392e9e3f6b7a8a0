package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ApiTest {
  @Test
  void whatWasWrittenIsNotSentBackInFull() throws IOException {
    var accepts = new AtomicReference<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          accepts.set(exchange.getRequestHeaders().getFirst("Accept"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      var client = new ApiClient().setBasePath("http://127.0.0.1:" + server.getAddress().getPort());
      var ref = new Ref(Kind.SERVICE, "slipway-default", "web");
      new Api(client).apply(ref, new JsonObject(), Labels.MANAGER, true);
      assertThat(accepts.get()).startsWith("application/json;as=PartialObjectMetadata;");
    } finally {
      server.stop(0);
    }
  }
}
