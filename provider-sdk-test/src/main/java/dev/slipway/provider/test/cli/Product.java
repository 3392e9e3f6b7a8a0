package dev.slipway.provider.test.cli;

/** The programs that run providers. */
public enum Product {
  TERRAFORM("Terraform", "terraform", "TERRAFORM", "registry.terraform.io"),
  OPENTOFU("OpenTofu", "tofu", "TOFU", "registry.opentofu.org");

  private final String title;
  private final String command;
  private final String variable;
  private final String registry;

  Product(String title, String command, String variable, String registry) {
    this.title = title;
    this.command = command;
    this.variable = variable;
    this.registry = registry;
  }

  /** What it is looked for by on the path. */
  String command() {
    return command;
  }

  /** The environment variable that may name the program. */
  String variable() {
    return variable;
  }

  /**
   * The address of a provider, with the host that stands for none.
   *
   * @param source as under {@code required_providers}: {@code NAMESPACE/NAME}
   */
  public String address(String source) {
    return registry + "/" + source;
  }

  /** As it calls itself. */
  @Override
  public String toString() {
    return title;
  }
}
