import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks one URL over and over, by so many clients, until there are that many requests and the file
 * UNTIL exists. Prints how many there were and how many were not answered with 200; says of the
 * first ten what happened.
 *
 * <pre>Asks URL GATEWAY CLIENTS REQUESTS UNTIL</pre>
 */
final class Asks {
  public static void main(String... arguments) throws Exception {
    var url = URI.create(arguments[0]);
    var until = Path.of(arguments[4]);
    long wanted = Long.parseLong(arguments[3]);
    var asked = new AtomicLong();
    var failed = new AtomicLong();
    var request =
        HttpRequest.newBuilder(URI.create("http://" + arguments[1] + url.getPath()))
            .header("Host", url.getHost())
            .timeout(Duration.ofSeconds(30))
            .build();
    try (var client = HttpClient.newHttpClient();
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        clients.submit(() -> {
          while (asked.get() < wanted || !Files.exists(until)) {
            String answer;
            try {
              answer = Integer.toString(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
            } catch (java.io.IOException e) {
              answer = e.toString();
            }
            asked.incrementAndGet();
            if (!answer.equals("200") && failed.incrementAndGet() <= 10) {
              System.err.println("failed: " + answer);
            }
          }
          return null;
        });
      }
    }
    System.out.printf("%d %d%n", asked.get(), failed.get());
  }
}
