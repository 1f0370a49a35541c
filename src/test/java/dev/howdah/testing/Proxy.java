package dev.howdah.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A network that can be cut, slow, silent or deaf in one direction: passes bytes between clients and one local port. */
public final class Proxy implements AutoCloseable {
    private final ServerSocket door;
    private volatile int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile boolean stalled;
    private volatile boolean deaf;
    private volatile long nanosAPiece;

    public Proxy(int to) {
        try {
            this.to = to;
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Breaks all connections at once; new ones are welcome. */
    public void cut() {
        for (Socket s : open) {
            try {
                s.setSoLinger(true, 0);
                s.close();
            } catch (IOException e) {
                open.remove(s);
            }
        }
        open.clear();
    }

    /** Breaks all connections and lets nobody in. */
    public void refuse(boolean on) {
        refusing = on;
        if (on) {
            cut();
        }
    }

    /** Passes nothing on and says nothing. */
    public void stall(boolean on) {
        stalled = on;
    }

    /** What the server says is lost on the way; what it is told still arrives. */
    public void deaf(boolean on) {
        deaf = on;
    }

    /** Every piece of at most 16 kB takes so long in each direction. */
    public void slow(Duration aPiece) {
        nanosAPiece = aPiece.toNanos();
    }

    /** New connections go to another server from now on; the old ones break. */
    public void leadTo(int port) {
        to = port;
        cut();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                join(client);
            } catch (IOException e) {
                // The door was closed.
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** When the server is away the client sees its connection end at once. */
    private void join(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
            open.add(client);
            open.add(server);
            Thread.ofVirtual().start(() -> pass(client, server, false));
            Thread.ofVirtual().start(() -> pass(server, client, true));
        } catch (IOException e) {
            client.close();
        }
    }

    private void pass(Socket from, Socket into, boolean answers) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                into) {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                while (stalled && !from.isClosed()) {
                    LockSupport.parkNanos(5_000_000);
                }
                LockSupport.parkNanos(nanosAPiece);
                if (!(answers && deaf)) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            open.remove(from);
        } finally {
            open.remove(from);
            open.remove(into);
        }
    }
}
