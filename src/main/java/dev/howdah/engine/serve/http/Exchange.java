package dev.howdah.engine.serve.http;

import dev.howdah.engine.text.Text;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: takes requests one after the other and answers each. Runs on the event loop; the work itself does not. */
final class Exchange extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int MOST_PARAMETERS = 32;

    private final HttpLimits limits;
    private final Function<Request, Reply> handler;
    private final Pace pace;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpRequest head;
    private boolean keepAlive;
    private boolean headOnly;
    private boolean done;
    private int turn;

    Exchange(HttpLimits limits, Function<Request, Reply> handler) {
        this.limits = limits;
        this.handler = handler;
        this.pace = new Pace(limits, this::tooSlow);
    }

    Pace pace() {
        return pace;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) throws Exception {
        if (done) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuse(ctx, malformed(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (!done && part instanceof HttpContent content) {
            take(ctx, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        body.reset();
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            refuse(ctx, Reply.fault(505, Text.of("serve.version", version), Text.of("serve.version-hint")));
            return;
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_1))) {
            refuse(ctx, Reply.fault(400, Text.of("serve.host"), Text.of("serve.malformed-hint")));
            return;
        }
        if (HttpUtil.getContentLength(request, 0L) > limits.sizes().body()) {
            refuse(ctx, oversized());
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(request);
        headOnly = request.method().name().equals("HEAD");
        if (HttpUtil.is100ContinueExpected(request)) {
            var unused = ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void take(ChannelHandlerContext ctx, HttpContent content) throws IOException {
        if (body.size() + content.content().readableBytes() > limits.sizes().body()) {
            refuse(ctx, oversized());
            return;
        }
        content.content().readBytes(body, content.content().readableBytes());
        if (content instanceof LastHttpContent) {
            dispatch(ctx);
        }
    }

    private void dispatch(ChannelHandlerContext ctx) {
        Request request;
        try {
            request = request(ctx);
        } catch (IllegalArgumentException e) {
            refuse(ctx, Reply.fault(400, Text.of("serve.malformed"), Text.of("serve.malformed-hint")));
            return;
        }
        ctx.channel().config().setAutoRead(false);
        int mine = ++turn;
        pace.working(ctx, () -> answer(ctx, mine, Reply.fault(504, Text.of("serve.late"), Text.of("serve.late-hint"))));
        Thread.ofVirtual().name("serve " + request.path()).start(() -> {
            Reply reply = work(request);
            try {
                ctx.executor().execute(() -> answer(ctx, mine, reply));
            } catch (RejectedExecutionException e) {
                LOG.debug("the server closed meanwhile", e);
            }
        });
    }

    private Request request(ChannelHandlerContext ctx) {
        HttpRequest r = java.util.Objects.requireNonNull(head);
        QueryStringDecoder uri = new QueryStringDecoder(r.uri(), StandardCharsets.UTF_8, true, MOST_PARAMETERS);
        Map<String, String> query = new HashMap<>();
        uri.parameters().forEach((name, values) -> query.put(name, values.getLast()));
        Map<String, String> headers = new HashMap<>();
        r.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
        InetSocketAddress from = (InetSocketAddress) ctx.channel().remoteAddress();
        return new Request(r.method().name(), uri.path(), Map.copyOf(query), Map.copyOf(headers),
                body.toString(StandardCharsets.UTF_8), RateLimits.client(from.getAddress()));
    }

    private Reply work(Request request) {
        try {
            return handler.apply(request);
        } catch (RuntimeException | Error e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return Reply.fault(500, Text.of("serve.failed"), Text.of("serve.failed-hint"));
        }
    }

    /** The first answer to a request counts: the one that was too late is dropped. */
    private void answer(ChannelHandlerContext ctx, int its, Reply reply) {
        if (its != turn || done) {
            return;
        }
        turn++;
        boolean stay = keepAlive && reply.status() != 504;
        done = !stay;
        pace.answering(ctx);
        ctx.writeAndFlush(response(reply, stay, headOnly)).addListener(sent -> {
            if (sent.isSuccess() && stay) {
                pace.rest(ctx);
                ctx.channel().config().setAutoRead(true);
            } else {
                Pace.hangUp(ctx);
            }
        });
    }

    /**
     * Answers and closes: what follows on this connection cannot be trusted to be a request. It is thrown away for a moment, because
     * closing with bytes unread would take the answer back.
     */
    private void refuse(ChannelHandlerContext ctx, Reply reply) {
        done = true;
        turn++;
        pace.lingering(ctx);
        ctx.writeAndFlush(response(reply, false, false)).addListener(sent -> {
            var unused = ((SocketChannel) ctx.channel()).shutdownOutput();
        });
    }

    private void tooSlow() {
        if (context != null && !done) {
            refuse(context, Reply.fault(408, Text.of("serve.slow", limits.times().request().toSeconds()), Text.of("serve.slow-hint")));
        }
    }

    private Reply oversized() {
        return Reply.fault(413, Text.of("serve.oversized", limits.sizes().body()), Text.of("serve.oversized-hint"));
    }

    private Reply malformed(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException e -> Reply.fault(414, Text.of("serve.long-line", limits.sizes().line()), Text.of("serve.oversized-hint"));
            case TooLongHttpHeaderException e -> Reply.fault(431, Text.of("serve.long-header", limits.sizes().header()), Text.of("serve.oversized-hint"));
            case TooLongFrameException e -> oversized();
            default -> Reply.fault(400, Text.of("serve.malformed"), Text.of("serve.malformed-hint"));
        };
    }

    /** The answer as Netty wants it. */
    static FullHttpResponse response(Reply reply, boolean keepAlive, boolean headOnly) {
        FullHttpResponse r = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()),
                headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
        r.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        reply.headers().forEach((name, value) -> r.headers().set(name, value));
        return r;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a connection broke", cause);
        Pace.hangUp(ctx);
    }
}
