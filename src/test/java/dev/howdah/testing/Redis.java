package dev.howdah.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import redis.embedded.RedisServer;

/** A real Redis on loopback that can be stopped, started again on its port, and held still. */
public final class Redis implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final int port;
    private final String[] settings;
    private RedisServer server;

    private Redis(int port, String... settings) {
        this.port = port;
        this.settings = settings;
        this.server = build();
    }

    public static Redis start(String... settings) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (int attempt = 1;; attempt++) {
            Redis redis = new Redis(port, settings);
            try {
                redis.server.start();
                return redis;
            } catch (IOException e) {
                // a process forked at this instant by another test still holds the unpacked program open for writing
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
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

    /** Redis stays connected and answers nobody for so long. */
    public void sleep(int seconds) {
        try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port)) {
            s.getOutputStream().write(("DEBUG SLEEP " + seconds + "\r\n").getBytes(StandardCharsets.US_ASCII));
            s.getOutputStream().flush();
            // It sleeps once it leaves another connection without an answer.
            s.setSoTimeout(50);
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                probe.setSoTimeout(100);
                boolean awake = true;
                while (awake) {
                    probe.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                    try {
                        awake = probe.getInputStream().read() >= 0;
                    } catch (SocketTimeoutException e) {
                        awake = false;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any command, over a connection of its own. */
    public void command(String name, String... args) {
        try (RedisClient client = RedisClient.create(RedisURI.create("redis://127.0.0.1:" + port));
                StatefulRedisConnection<String, String> c = client.connect()) {
            CommandArgs<String, String> all = new CommandArgs<>(StringCodec.UTF8);
            for (String a : args) {
                all.add(a);
            }
            c.sync().dispatch(CommandType.valueOf(name), new StatusOutput<>(StringCodec.UTF8), all);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
