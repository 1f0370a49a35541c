package dev.howdah.engine.serve.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one connection. From the first byte of a request the client has a fixed time for all of it, however it spreads
 * its bytes; waiting for a request, making an answer and taking it have their own. Used on the connection's event loop only.
 */
final class Pace extends ChannelInboundHandlerAdapter {
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final HttpLimits limits;
    private final Runnable tooSlow;
    private boolean waiting = true;
    private @Nullable Future<?> alarm;

    /** @param tooSlow what to do when the request did not come in time */
    Pace(HttpLimits limits, Runnable tooSlow) {
        this.limits = limits;
        this.tooSlow = tooSlow;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        rest(ctx);
        super.channelActive(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        if (waiting) {
            waiting = false;
            set(ctx, limits.times().request(), tooSlow);
        }
        super.channelRead(ctx, msg);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        clear();
        super.channelInactive(ctx);
    }

    /** Nothing is asked for; the next byte begins a request. */
    void rest(ChannelHandlerContext ctx) {
        waiting = true;
        set(ctx, limits.times().idle(), () -> hangUp(ctx));
    }

    /** The request is whole; {@code late} runs when there is no answer in time. */
    void working(ChannelHandlerContext ctx, Runnable late) {
        waiting = false;
        set(ctx, limits.times().answer(), late);
    }

    /** The answer is on its way; a client that does not take it is dropped. */
    void answering(ChannelHandlerContext ctx) {
        waiting = false;
        set(ctx, limits.times().answer(), () -> hangUp(ctx));
    }

    /** The last answer is on its way; what still comes in is thrown away. */
    void lingering(ChannelHandlerContext ctx) {
        waiting = false;
        set(ctx, LINGER, () -> hangUp(ctx));
    }

    /** Closes the connection; how that ends is nobody's concern. */
    static void hangUp(ChannelHandlerContext ctx) {
        var unused = ctx.close();
    }

    private void set(ChannelHandlerContext ctx, Duration time, Runnable then) {
        clear();
        alarm = ctx.executor().schedule(then, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void clear() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }
}
