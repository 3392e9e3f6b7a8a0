package dev.slipway.controlplane.database;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the data is. */
public sealed interface DatabaseUrl {
  record Sqlite(Path file) implements DatabaseUrl {}

  /**
   * A server.
   *
   * @param jdbc with user and password, so it is never printed
   */
  record Postgres(String jdbc) implements DatabaseUrl {
    @Override
    public String toString() {
      return "Postgres[" + jdbc.replaceFirst("\\?.*", "") + "]";
    }
  }

  /**
   * Reads {@code sqlite:<file>}, {@code postgresql://user:password@host:port/name?options} or
   * PostgreSQL's JDBC form.
   *
   * @throws IllegalArgumentException none of these; the message never repeats a password
   */
  static DatabaseUrl of(String text) {
    if (text.startsWith("sqlite:")) {
      var file = text.substring("sqlite:".length());
      if (file.isBlank()) {
        throw new IllegalArgumentException("name a file after sqlite:");
      }
      return new Sqlite(Path.of(file));
    }
    if (text.startsWith("jdbc:postgresql:")) {
      return new Postgres(text);
    }
    if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
      return new Postgres(jdbc(text));
    }
    throw new IllegalArgumentException(
        "write sqlite:<file> or postgresql://user:password@host:port/name");
  }

  private static String jdbc(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "not a URL; percent-encode special characters of the user and the password");
    }
    if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw new IllegalArgumentException("write postgresql://user:password@host:port/name");
    }
    var jdbc = new StringBuilder("jdbc:postgresql://").append(uri.getHost());
    if (uri.getPort() >= 0) {
      jdbc.append(':').append(uri.getPort());
    }
    jdbc.append(uri.getRawPath());
    char separator = '?';
    if (uri.getUserInfo() != null) {
      var credentials = uri.getUserInfo().split(":", 2);
      jdbc.append(separator).append("user=").append(encoded(credentials[0]));
      separator = '&';
      if (credentials.length == 2) {
        jdbc.append("&password=").append(encoded(credentials[1]));
      }
    }
    if (uri.getRawQuery() != null) {
      jdbc.append(separator).append(uri.getRawQuery());
    }
    return jdbc.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
