package dev.slipway.provider.internal.plugin;

import io.netty.channel.ServerChannel;
import java.net.SocketAddress;

/** Where the host reaches the plugin. */
sealed interface Endpoint permits UnixSocket, LoopbackPort {
  /** As the handshake line and the reattach value name it. */
  String network();

  /** The address as text: a path, or host and port. */
  String location();

  SocketAddress address();

  Class<? extends ServerChannel> channelType();

  /** Settles who may connect, once the server listens. */
  void opened();

  /** Leaves nothing behind. Safe to repeat. */
  void remove();
}
