package dev.slipway.provider.internal.plugin;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Status;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.AsciiString;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.SSLEngine;

/**
 * Puts the JDK's TLS engine before gRPC's HTTP/2. gRPC's own way there leads through Netty's {@code
 * SslContext}, whose class initialisation reads the default trust store and tests itself on a key
 * store: a third of a start.
 */
final class TlsNegotiator implements InternalProtocolNegotiator.ProtocolNegotiator {
  private static final AsciiString HTTPS = AsciiString.of("https");

  private final Future<MutualTls> tls;

  /**
   * @param tls done by the time the first client connects: the handshake line carries its
   *     certificate
   */
  TlsNegotiator(Future<MutualTls> tls) {
    this.tls = tls;
  }

  @Override
  public AsciiString scheme() {
    return HTTPS;
  }

  @Override
  public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
    var secure = new Securing(InternalProtocolNegotiators.grpcNegotiationHandler(grpc));
    return InternalProtocolNegotiators.waitUntilActiveHandler(secure, grpc.getNegotiationLogger());
  }

  @Override
  public void close() {
    // Holds nothing.
  }

  /** Lets gRPC begin once the TLS handshake is over and both sides speak HTTP/2. */
  private final class Securing extends ChannelInboundHandlerAdapter {
    private final ChannelHandler next;
    private ProtocolNegotiationEvent soFar = InternalProtocolNegotiationEvent.getDefault();

    Securing(ChannelHandler next) {
      this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context)
        throws ExecutionException, InterruptedException {
      SSLEngine engine = tls.get().engine();
      context.pipeline().addBefore(context.name(), null, new SslHandler(engine));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      // Not a switch over types: linking one costs milliseconds, at the worst of moments.
      if (event instanceof ProtocolNegotiationEvent negotiation) {
        soFar = negotiation;
      } else if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          secured(context);
        } else {
          context.fireExceptionCaught(handshake.cause());
        }
      } else {
        super.userEventTriggered(context, event);
      }
    }

    private void secured(ChannelHandlerContext context) {
      SSLEngine engine = context.pipeline().get(SslHandler.class).engine();
      if (!"h2".equals(engine.getApplicationProtocol())) {
        context.fireExceptionCaught(
            Status.UNAVAILABLE.withDescription("the client does not speak HTTP/2").asException());
        return;
      }
      Attributes attributes =
          InternalProtocolNegotiationEvent.getAttributes(soFar).toBuilder()
              .set(Grpc.TRANSPORT_ATTR_SSL_SESSION, engine.getSession())
              .build();
      context.pipeline().replace(context.name(), null, next);
      context.fireUserEventTriggered(
          InternalProtocolNegotiationEvent.withAttributes(soFar, attributes));
    }
  }
}
