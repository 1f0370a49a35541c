package dev.howdah.engine.alert.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.howdah.engine.alert.out.OutputSpec.Security;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.testing.Certificates;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
    @TempDir
    Path folder;

    private Path ca;
    private final GreenMail smtp = new GreenMail(setup(ServerSetup.PROTOCOL_SMTP));

    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        return setup;
    }

    @BeforeEach
    void open() {
        smtp.start();
        smtp.setUser("dba@example.org", "watcher", "pw-mail-77");
    }

    @AfterEach
    void close() {
        smtp.stop();
    }

    private void send(int port, Security security, String user, Secret secret, String sentence) throws OutputException {
        OutputSpec.Mail spec = new OutputSpec.Mail(OutputSpec.Routing.of("mail", Severity.WARNING), new OutputSpec.MailServer("127.0.0.1", port, security, ca), user,
                "howdah@example.org", List.of("dba@example.org", "second@example.org"));
        new Mail(spec, () -> secret, CLOCK, ZoneOffset.UTC).send(Message.of(List.of(Notices.of(sentence), Notices.of("another")), 3));
    }

    @Test
    void aRealServerTakesIt() throws Exception {
        send(smtp.getSmtp().getPort(), Security.NONE, "", null, "Größe of „orders“ → 12 sessions");
        assertThat(smtp.waitForIncomingEmail(30_000, 2)).isTrue();
        MimeMessage mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Critical · orders: Größe of „orders“ → 12 sessions (and 4 more)");
        assertThat(mail.getFrom()[0]).hasToString("howdah@example.org");
        assertThat(mail.getAllRecipients()).hasSize(2);
        assertThat(String.valueOf(mail.getContent())).contains("12 sessions", "another", "3 more", "2026-11-22 09:59:00 Z");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSentDate()).isEqualTo(CLOCK.instant());
    }

    @Test
    void logsInWithTheStoredPassword() throws Exception {
        send(smtp.getSmtp().getPort(), Security.NONE, "watcher", new Secret("pw-mail-77"), "x");
        assertThat(smtp.waitForIncomingEmail(30_000, 2)).isTrue();
        OutputException wrong = catchThrowableOfType(OutputException.class,
                () -> send(smtp.getSmtp().getPort(), Security.NONE, "watcher", new Secret("pw-wrong-88"), "x"));
        assertThat(wrong).hasMessageContaining("login");
        assertThat(wrong.getMessage()).doesNotContain("pw-wrong");
        OutputException none = catchThrowableOfType(OutputException.class, () -> send(smtp.getSmtp().getPort(), Security.NONE, "watcher", null, "x"));
        assertThat(none).hasMessageContaining("howdah alert secret mail");
    }

    @Test
    void neverSendsUnencryptedWhenStarttlsIsAskedFor() {
        // This server offers no TLS: nothing may be sent.
        OutputException e = catchThrowableOfType(OutputException.class,
                () -> send(smtp.getSmtp().getPort(), Security.STARTTLS, "watcher", new Secret("pw-mail-77"), "x"));
        assertThat(e).isNotNull();
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void logsInBehindStarttlsAtAServerOfAnAuthorityThatTheSettingsName() throws Exception {
        Certificates authority = new Certificates(folder, "house");
        authority.issue("smtp", "RSA", "127.0.0.1");
        new Certificates(folder, "stranger");
        try (SmtpServer server = new SmtpServer(folder.resolve("smtp.crt"), folder.resolve("smtp.key"))) {
            assertThat(catchThrowableOfType(OutputException.class, () -> send(server.port(), Security.STARTTLS, "watcher", new Secret("pw-mail-77"), "x")))
                    .as("no authority of the system").isNotNull();
            ca = folder.resolve("stranger.crt");
            assertThat(catchThrowableOfType(OutputException.class, () -> send(server.port(), Security.STARTTLS, "watcher", new Secret("pw-mail-77"), "x")))
                    .as("another authority").isNotNull();
            assertThat(server.said()).as("nothing but STARTTLS went out unencrypted").allMatch(l -> l.startsWith("clear EHLO") || l.equals("clear STARTTLS"));
            ca = folder.resolve("house.crt");
            send(server.port(), Security.STARTTLS, "watcher", new Secret("pw-mail-77"), "12 sessions wait");
            assertThat(server.mails()).singleElement().asString().contains("Subject: ", "12 sessions wait");
            assertThat(server.said()).anyMatch(l -> l.startsWith("tls AUTH")).anyMatch(l -> l.startsWith("tls DATA")).noneMatch(l -> l.startsWith("clear AUTH"));
            ca = folder.resolve("none.crt");
            assertThat(catchThrowableOfType(OutputException.class, () -> send(server.port(), Security.STARTTLS, "", null, "x")))
                    .hasMessageContaining("none.crt");
        }
    }

    @Test
    void aNameThatTheCertificateDoesNotHaveIsRefused() throws Exception {
        Certificates authority = new Certificates(folder, "house");
        authority.issue("smtp", "RSA", "mail.example.org");
        ca = folder.resolve("house.crt");
        try (SmtpServer server = new SmtpServer(folder.resolve("smtp.crt"), folder.resolve("smtp.key"))) {
            assertThat(catchThrowableOfType(OutputException.class, () -> send(server.port(), Security.STARTTLS, "", null, "x"))).isNotNull();
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void doesNotTrustAStrangersCertificate() {
        GreenMail tls = new GreenMail(setup(ServerSetup.PROTOCOL_SMTPS));
        tls.start();
        try {
            OutputException e = catchThrowableOfType(OutputException.class, () -> send(tls.getSmtps().getPort(), Security.TLS, "", null, "x"));
            assertThat(e).isNotNull();
            assertThat(tls.getReceivedMessages()).isEmpty();
        } finally {
            tls.stop();
        }
    }

    @Test
    void headersCannotBePlanted() throws Exception {
        send(smtp.getSmtp().getPort(), Security.NONE, "", null, "x\r\nBcc: victim@example.org\r\n\r\nbody");
        assertThat(smtp.waitForIncomingEmail(30_000, 2)).isTrue();
        MimeMessage mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(2);
    }

    @Test
    void aServerThatIsAwayMayComeBack() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        OutputException e = catchThrowableOfType(OutputException.class, () -> send(port, Security.NONE, "", null, "x"));
        assertThat(e.again()).isTrue();
    }
}
