package dev.howdah.engine.pool.sources;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/**
 * Sockets to PgBouncer's console. The console calls itself version 1.x, whereupon the driver sends a SET meant for servers
 * before PostgreSQL 12, which the console refuses. So the version arrives without its first dot: 1.18.0 as 1918.0.
 */
public final class BouncerSockets extends SocketFactory {
    /** Called by the driver, which knows this class by its name. */
    public BouncerSockets() {}

    @Override
    public Socket createSocket() {
        return new ConsoleSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw new IOException("only unconnected sockets");
    }

    private static final class ConsoleSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new NewerVersion(super.getInputStream());
        }
    }

    /** Replaces the first dot after the word server_version, once. */
    static final class NewerVersion extends FilterInputStream {
        private static final byte[] WORD = "server_version\0".getBytes(StandardCharsets.US_ASCII);
        private int matched;
        private boolean done;

        NewerVersion(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            return b < 0 ? b : seen((byte) b) & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            for (int i = offset; !done && i < offset + n; i++) {
                buffer[i] = seen(buffer[i]);
            }
            return n;
        }

        private byte seen(byte b) {
            if (done) {
                return b;
            }
            if (matched < WORD.length) {
                matched = b == WORD[matched] ? matched + 1 : b == WORD[0] ? 1 : 0;
                return b;
            }
            done = b == '.' || b == 0;
            return b == '.' ? (byte) '9' : b;
        }
    }
}
