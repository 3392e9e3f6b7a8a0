package dev.slipway.ai;

import dev.slipway.provider.serve.ProviderServer;

/** Started by Terraform. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    ProviderServer.serve(new AiProvider(), args);
  }
}
