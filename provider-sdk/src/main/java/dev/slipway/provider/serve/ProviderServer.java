package dev.slipway.provider.serve;

import dev.slipway.provider.Provider;
import dev.slipway.provider.internal.plugin.Plugin;
import dev.slipway.provider.internal.plugin.PluginProcess;
import dev.slipway.provider.internal.protocol6.Protocol6;

/**
 * Serves a provider to Terraform; all that an author's {@code main} does:
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *   ProviderServer.serve(new NotesProvider(), arguments);
 * }
 * }</pre>
 *
 * <p>Terraform starts that program for every phase of a command, connects to it and ends it. From
 * here on standard output belongs to Terraform: what the provider prints becomes a log line.
 *
 * <p>To debug a provider, start it with the argument {@code --debug} and set what it prints in the
 * environment of Terraform, which then uses that process instead of one of its own.
 *
 * <p>Environment, beside what Terraform itself sets:
 *
 * <ul>
 *   <li>{@code TF_LOG}, {@code TF_LOG_PROVIDER}, {@code TF_LOG_PROVIDER_<NAME>}: level of the log
 *       lines
 *   <li>{@code TF_LOG_SDK}: level of the SDK's own lines, and those of gRPC and Netty
 *   <li>{@code SLIPWAY_PROVIDER_TRANSPORT}: {@code unix} (default) or {@code tcp}
 * </ul>
 */
public final class ProviderServer {
  private ProviderServer() {}

  /**
   * Serves until Terraform ends it, then ends the process. Never returns.
   *
   * @param arguments what {@code main} was given
   */
  public static void serve(Provider<?> provider, String... arguments) {
    PluginProcess.run(new Plugin(provider.source(), () -> Protocol6.service(provider)), arguments);
  }
}
