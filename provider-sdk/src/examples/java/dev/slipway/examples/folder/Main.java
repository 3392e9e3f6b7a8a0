package dev.slipway.examples.folder;

import dev.slipway.provider.serve.ProviderServer;

/** The program that Terraform starts. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    ProviderServer.serve(new FolderProvider(), arguments);
  }
}
