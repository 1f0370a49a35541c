package dev.howdah.engine.serve.http;

import dev.howdah.engine.text.Text;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Listens on one address and hands whole requests to a function, each on a virtual thread of its own. One event loop reads and
 * writes for all connections, so that a client that dawdles costs a few hundred bytes and no thread. Thread-safe.
 */
public final class HttpListener implements AutoCloseable {
    private final HttpLimits limits;
    private final Function<Request, Reply> handler;
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger open = new AtomicInteger();
    private final Channel channel;

    private HttpListener(InetSocketAddress address, HttpLimits limits, Function<Request, Reply> handler) throws IOException {
        this.limits = limits;
        this.handler = handler;
        try {
            channel = new ServerBootstrap()
                    .group(loop)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, 256)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new Connection())
                    .bind(address)
                    .sync()
                    .channel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /**
     * Begins to listen.
     *
     * @param address port 0 takes any free one
     * @param handler must be thread-safe; what it throws becomes 500 without details
     * @throws IOException when the address is taken or not this machine's
     */
    public static HttpListener open(InetSocketAddress address, HttpLimits limits, Function<Request, Reply> handler) throws IOException {
        return new HttpListener(address, limits, handler);
    }

    /** Where it listens, with the port that it got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Connections that are open now. */
    public int connections() {
        return open.get();
    }

    /** Stops listening; answers that are being made get a second. */
    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private final class Connection extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel c) {
            int now = open.incrementAndGet();
            c.closeFuture().addListener(closed -> open.decrementAndGet());
            if (now > limits.connections()) {
                c.pipeline().addLast(new HttpResponseEncoder());
                Reply full = Reply.fault(503, Text.of("serve.full", limits.connections()), Text.of("serve.full-hint")).with("Retry-After", "1");
                c.writeAndFlush(Exchange.response(full, false, false)).addListener(ChannelFutureListener.CLOSE);
                return;
            }
            Exchange exchange = new Exchange(limits, handler);
            HttpDecoderConfig strict = new HttpDecoderConfig().setMaxInitialLineLength(limits.sizes().line()).setMaxHeaderSize(limits.sizes().header());
            c.pipeline().addLast(exchange.pace(), new HttpServerCodec(strict), new FlowControlHandler(), exchange);
        }
    }
}
