package dev.slipway.provider.internal.plugin;

import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A TCP port that only this machine reaches. */
record LoopbackPort(int port) implements Endpoint {
  private static final String HOST = "127.0.0.1";

  @Override
  public String network() {
    return "tcp";
  }

  @Override
  public String location() {
    return HOST + ":" + port;
  }

  @Override
  public SocketAddress address() {
    return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
  }

  @Override
  public Class<? extends ServerChannel> channelType() {
    return NioServerSocketChannel.class;
  }

  @Override
  public void opened() {
    // Loopback is all the restriction that TCP has.
  }

  @Override
  public void remove() {
    // The port is free once the server has closed.
  }
}
