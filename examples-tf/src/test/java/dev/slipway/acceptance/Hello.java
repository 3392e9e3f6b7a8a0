package dev.slipway.acceptance;

/** The small app that most stories deploy. */
final class Hello {
  private Hello() {}

  /**
   * Configuration of one app.
   *
   * @param more further attributes, in HCL
   */
  static String app(String name, String more) {
    return """
    resource "ai_app" "%1$s" {
      name  = "%1$s"
      image = "localhost/slipway/hello:1"
      readiness_probe = {
        path   = "/health"
        period = "1s"
      }
      %2$s
    }
    output "url" {
      value = ai_app.%1$s.url
    }
    """
        .formatted(name, more);
  }

  static String app(String name) {
    return app(name, "");
  }
}
