package dev.slipway.controlplane;

import dev.slipway.controlplane.home.HomeException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line why the control plane did not start; the trace is logged at debug level. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {
  private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);

  private final ConfigurableApplicationContext context;

  StartFailure(ConfigurableApplicationContext context) {
    this.context = context;
  }

  @Override
  public boolean reportException(Throwable failure) {
    LOG.atDebug().setCause(failure).log("the control plane does not start");
    System.err.println("slipway-control-plane: " + explain(failure).replaceAll("\\s*\\R\\s*", " "));
    return true;
  }

  private String explain(Throwable failure) {
    return find(failure, PortInUseException.class)
        .map(_ -> inUse(Setting.HTTP_ADDRESS))
        .or(() -> bind(failure))
        .or(() ->
            find(failure, HomeException.class)
                .map(e -> Setting.HOME.variable() + ": " + e.getMessage()))
        .or(() -> ours(failure).map(Throwable::getMessage))
        .orElseGet(() ->
            "does not start: %s. %s=debug shows more."
                .formatted(root(failure), Setting.LOG_LEVEL.variable()));
  }

  /**
   * Who failed to listen says so in some message of the chain, and names the address in another.
   */
  private Optional<String> bind(Throwable failure) {
    var messages =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
            .map(e -> String.valueOf(e.getMessage()))
            .collect(Collectors.joining("\n"));
    if (!messages.contains("bind")) {
      return Optional.empty();
    }
    return Stream.of(Setting.GRPC_ADDRESS, Setting.GATEWAY_ADDRESS, Setting.XDS_ADDRESS)
        .filter(setting -> messages.contains(value(setting)))
        .findFirst()
        .map(this::inUse);
  }

  private String inUse(Setting setting) {
    return "%s: %s is in use or not an address of this machine; stop what uses it or choose another"
        .formatted(setting.variable(), value(setting));
  }

  private String value(Setting setting) {
    return context.getEnvironment().getProperty(setting.property(), setting.byDefault());
  }

  /** The innermost exception of Slipway's own: its message is written for operators. */
  private static Optional<Throwable> ours(Throwable failure) {
    Throwable found = null;
    for (var e = failure; e != null; e = e.getCause()) {
      if (e.getClass().getName().startsWith("dev.slipway.") && e.getMessage() != null) {
        found = e;
      }
    }
    return Optional.ofNullable(found);
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (var e = failure; e != null; e = e.getCause()) {
      if (type.isInstance(e)) {
        return Optional.of(type.cast(e));
      }
    }
    return Optional.empty();
  }

  private static String root(Throwable failure) {
    var e = failure;
    while (e.getCause() != null) {
      e = e.getCause();
    }
    return String.valueOf(e.getMessage() == null ? e : e.getMessage());
  }
}
