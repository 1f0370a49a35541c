package dev.howdah.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The few words of PostgreSQL's protocol that show how Howdah meets a server that cannot be had here: one of an old version, a
 * pooler that knows no start-up options. Answers a query that contains a known text with one row of one column.
 */
public final class FakePostgres implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;

    private final ServerSocket listener;
    private final String version;
    private final boolean refusesOptions;
    private final Map<String, String> answers;
    private final List<String> startups = new CopyOnWriteArrayList<>();
    private final List<String> statements = new CopyOnWriteArrayList<>();

    public FakePostgres(String version, boolean refusesOptions, Map<String, String> answers) throws IOException {
        this.listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        this.version = version;
        this.refusesOptions = refusesOptions;
        this.answers = answers;
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The start-up packets, zero bytes as blanks. */
    public List<String> startups() {
        return startups;
    }

    /** The texts of all statements, in order. */
    public List<String> statements() {
        return statements;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            String startup = startup(in, out);
            startups.add(startup);
            if (refusesOptions && startup.contains(" options ")) {
                send(out, 'E', "SFATAL", "VFATAL", "C08P01", "Munsupported startup parameter: options", "");
                return;
            }
            sendBytes(out, 'R', new byte[4]);
            for (String s : List.of("server_version " + version, "client_encoding UTF8", "server_encoding UTF8", "DateStyle ISO",
                    "standard_conforming_strings on", "integer_datetimes on", "TimeZone UTC")) {
                send(out, 'S', s.split(" ", 2));
            }
            sendBytes(out, 'K', new byte[8]);
            sendBytes(out, 'Z', new byte[] {'I'});
            out.flush();
            session(in, out);
        } catch (IOException e) {
            // The client left, as it does when it has heard enough.
            return;
        }
    }

    private static String startup(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            if (body.length == 4 && new java.math.BigInteger(body).intValue() == SSL_REQUEST) {
                out.writeByte('N');
                out.flush();
                continue;
            }
            return " " + new String(body, 4, body.length - 4, StandardCharsets.UTF_8).replace('\0', ' ');
        }
    }

    private void session(DataInputStream in, DataOutputStream out) throws IOException {
        String sql = "";
        while (true) {
            int type = in.read();
            if (type < 0 || type == 'X') {
                return;
            }
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            switch (type) {
                case 'P' -> {
                    sql = new String(body, StandardCharsets.UTF_8).split("\0", 3)[1];
                    statements.add(sql);
                    sendBytes(out, '1');
                }
                case 'B' -> sendBytes(out, '2');
                case 'D' -> describe(out, sql);
                case 'E' -> execute(out, sql);
                case 'Q' -> {
                    sql = new String(body, StandardCharsets.UTF_8).replace("\0", "");
                    statements.add(sql);
                    if (answer(sql) != null) {
                        describe(out, sql);
                    }
                    execute(out, sql);
                    sendBytes(out, 'Z', new byte[] {'I'});
                }
                case 'S' -> sendBytes(out, 'Z', new byte[] {'I'});
                default -> {
                    // Close and Flush need no answer that anybody waits for here.
                }
            }
            out.flush();
        }
    }

    private String answer(String sql) {
        return answers.entrySet().stream().filter(e -> sql.contains(e.getKey())).map(Map.Entry::getValue).findFirst().orElse(null);
    }

    private void describe(DataOutputStream out, String sql) throws IOException {
        if (answer(sql) == null) {
            sendBytes(out, 'n');
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream d = new DataOutputStream(body);
        d.writeShort(1);
        d.writeBytes("answer\0");
        d.writeInt(0);
        d.writeShort(0);
        d.writeInt(25);
        d.writeShort(-1);
        d.writeInt(-1);
        d.writeShort(0);
        sendBytes(out, 'T', body.toByteArray());
    }

    private void execute(DataOutputStream out, String sql) throws IOException {
        String answer = answer(sql);
        if (answer == null) {
            send(out, 'C', "SET");
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream d = new DataOutputStream(body);
        d.writeShort(1);
        d.writeInt(answer.length());
        d.writeBytes(answer);
        sendBytes(out, 'D', body.toByteArray());
        send(out, 'C', "SELECT 1");
    }

    private static void send(DataOutputStream out, char type, String... parts) throws IOException {
        String body = Stream.of(parts).map(p -> p + "\0").collect(Collectors.joining());
        sendBytes(out, type, body.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void sendBytes(DataOutputStream out, char type, byte... body) {
        try {
            out.writeByte(type);
            out.writeInt(4 + body.length);
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
