package dev.slipway.controlplane;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The service's entry point. Each feature's package brings its own configuration. */
@SpringBootApplication(proxyBeanMethods = false)
public class ControlPlane {
  private static final int FAILED = 1;

  public static void main(String[] args) {
    if (args.length > 0) {
      boolean help = args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"));
      if (!help) {
        System.err.println(
            "slipway-control-plane: unknown argument %s; settings come from the environment, --help lists them"
                .formatted(args[0]));
        System.exit(FAILED);
      }
      System.out.print(Settings.help());
      return;
    }
    Settings settings;
    try {
      settings = Settings.of(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("slipway-control-plane: " + e.getMessage());
      System.exit(FAILED);
      return;
    }
    var _ = start(ControlPlane.class, settings);
  }

  /**
   * Starts a control plane in this process; closing the context stops it.
   *
   * @param root names the features by its annotations, as this class does
   */
  static ConfigurableApplicationContext start(Class<?> root, Settings settings) {
    Map<String, Object> properties = settings.properties();
    var application = new SpringApplication(root);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    // Logging starts before initializers run; all else must not see the environment's raw values.
    application.setDefaultProperties(properties);
    application.addInitializers(context ->
        context
            .getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("settings", properties)));
    return application.run();
  }
}
