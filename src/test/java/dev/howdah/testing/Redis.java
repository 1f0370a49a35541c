package dev.howdah.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.embedded.RedisServer;

/** A real Redis on loopback that can be stopped, started again on its port, and held still. */
public final class Redis implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final int port;
    private final String[] settings;
    private RedisServer server;
    private long pid;

    private Redis(int port, String... settings) {
        this.port = port;
        this.settings = settings;
        this.server = build();
    }

    public static Redis start(String... settings) throws IOException {
        for (int attempt = 1;; attempt++) {
            Redis redis = new Redis(freePort(), settings);
            try {
                redis.server.start();
                return redis;
            } catch (IOException e) {
                // somebody was quicker at the port, or a process forked at this instant still holds the unpacked program open for writing
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private RedisServer build() {
        try {
            var builder = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").setting("appendonly no");
            for (String s : settings) {
                builder.setting(s);
            }
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void startAgain() {
        server = build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Redis stays connected and answers nobody until {@link #goOn()}. */
    public void pause() {
        pid = Long.parseLong(call(c -> c.sync().info("server")).lines().filter(l -> l.startsWith("process_id:")).findFirst().orElseThrow().substring(11).strip());
        Signals.send("STOP", pid);
    }

    public void goOn() {
        Signals.send("CONT", pid);
        pid = 0;
    }

    /** Milliseconds that each key lives on; -1 for those without an end. */
    public Map<String, Long> lives() {
        return call(c -> c.sync().keys("*").stream().collect(Collectors.toMap(k -> k, k -> c.sync().pttl(k))));
    }

    /** Any command, over a connection of its own. */
    public void command(String name, String... args) {
        CommandArgs<String, String> all = new CommandArgs<>(StringCodec.UTF8);
        for (String a : args) {
            all.add(a);
        }
        call(c -> c.sync().dispatch(CommandType.valueOf(name), new NestedMultiOutput<>(StringCodec.UTF8), all));
    }

    private <T> T call(Function<StatefulRedisConnection<String, String>, T> action) {
        try (RedisClient client = RedisClient.create(RedisURI.create("redis://127.0.0.1:" + port));
                StatefulRedisConnection<String, String> c = client.connect()) {
            return action.apply(c);
        }
    }

    @Override
    public void close() {
        if (pid != 0) {
            goOn();
        }
        stop();
    }
}
