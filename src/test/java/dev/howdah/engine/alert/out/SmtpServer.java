package dev.howdah.engine.alert.out;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that speaks STARTTLS (RFC 3207) and takes a login only behind it; keeps what it was told, and whether in the clear. */
public final class SmtpServer implements AutoCloseable {
    private final ServerSocket socket;
    private final SSLContext tls;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    /** @param key RSA, PKCS #8 */
    public SmtpServer(Path certificate, Path key) throws IOException {
        tls = context(certificate, key);
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Each line, after "clear" or "tls". */
    public List<String> said() {
        return said;
    }

    public List<String> mails() {
        return mails;
    }

    private void serve(Socket client) {
        try (client) {
            talk(client, "clear");
        } catch (IOException e) {
            // the other side refused the certificate or went away
        }
    }

    private void talk(Socket client, String how) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        if (how.equals("clear")) {
            say(client, "220 test");
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            said.add(how + " " + line);
            String word = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
            switch (word) {
                case "EHLO" -> say(client, how.equals("clear") ? "250-test\r\n250 STARTTLS" : "250-test\r\n250 AUTH PLAIN LOGIN");
                case "STARTTLS" -> {
                    say(client, "220 go on");
                    SSLSocket safe = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
                    safe.setUseClientMode(false);
                    talk(safe, "tls");
                    return;
                }
                case "AUTH" -> login(client, in, line);
                case "DATA" -> data(client, in);
                case "QUIT" -> {
                    say(client, "221 bye");
                    return;
                }
                default -> say(client, "250 ok");
            }
        }
    }

    private static void login(Socket client, BufferedReader in, String line) throws IOException {
        boolean whole = line.split(" ").length > 2;
        if (!whole && line.toUpperCase(java.util.Locale.ROOT).contains("LOGIN")) {
            say(client, "334 VXNlcm5hbWU6");
            in.readLine();
            say(client, "334 UGFzc3dvcmQ6");
            in.readLine();
        } else if (!whole) {
            say(client, "334 ");
            in.readLine();
        }
        say(client, "235 in");
    }

    private void data(Socket client, BufferedReader in) throws IOException {
        say(client, "354 go on");
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        mails.add(mail.toString());
        say(client, "250 taken");
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    private static SSLContext context(Path certificate, Path key) throws IOException {
        try (var in = Files.newInputStream(certificate)) {
            String pem = Files.readString(key).replaceAll("-----[^-]+-----|\\s", "");
            Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))), new char[0],
                    new Certificate[] {own});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
