package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.testing.Await;
import dev.howdah.testing.Certificates;
import dev.howdah.testing.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final String OPENSSL = "/usr/bin/openssl";

    @TempDir
    static Path folder;

    private static PgCluster server;

    @BeforeAll
    static void startServer() throws Exception {
        Certificates ours = new Certificates(folder, "ours");
        Certificates foreign = new Certificates(folder, "foreign");
        ours.issue("good", "EC", "127.0.0.1", "localhost");
        ours.issue("elsewhere", "RSA", "db.example");
        ours.issue("127.0.0.1", "EC");
        ours.issue("old", "EC", Duration.ofDays(-9), Duration.ofDays(-4), "127.0.0.1");
        ours.issue("future", "EC", Duration.ofDays(5), Duration.ofDays(9), "127.0.0.1");
        ours.issue("ann", "RSA");
        ours.issue("bob", "EC");
        foreign.issue("eve", "EC");
        serve("good");
        server = Servers.own(
                18,
                Map.of(
                        "ssl", "on",
                        "ssl_ca_file", folder.resolve("ours.crt").toString(),
                        "hba_file", Files.writeString(folder.resolve("hba"), "hostssl all ann,bob 127.0.0.1/32 cert\n"
                                        + "host all all 127.0.0.1/32 scram-sha-256\n").toString(),
                        "ssl_cert_file", folder.resolve("server.crt").toString(),
                        "ssl_key_file", folder.resolve("server.key").toString()));
        Servers.execute(server.target("postgres"), "CREATE ROLE ann LOGIN", "CREATE ROLE bob LOGIN");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require", "verify-ca", "verify-full"})
    void encryptsInEveryMode(String mode) throws Exception {
        present("good");
        assertThat(version(target(mode, "ours.crt"))).startsWith("TLSv1.");
        assertThat(version(on("localhost", target(mode, "ours.crt")))).startsWith("TLSv1.");
    }

    @Test
    void theNameMayBeTheCommonName() throws Exception {
        present("127.0.0.1");
        assertThat(version(target("verify-full", "ours.crt"))).startsWith("TLSv1.");
    }

    @Test
    void disableDoesNotEncrypt() throws Exception {
        assertThat(version(target("disable", "ours.crt"))).isNull();
    }

    @Test
    void saysForWhichNameTheCertificateIs() throws Exception {
        present("elsewhere");
        assertThat(version(target("verify-ca", "ours.crt"))).startsWith("TLSv1.");
        assertThat(failure(target("verify-full", "ours.crt")).detail())
                .isEqualTo("The server's certificate is for db.example, not for 127.0.0.1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void saysWhichAuthorityIsUnknown(String mode) {
        present("good");
        assertThat(failure(target(mode, "foreign.crt")).detail())
                .isEqualTo("The server's certificate was issued by CN=ours, which is not among the authorities in "
                        + folder.resolve("foreign.crt") + ".");
    }

    @Test
    void javasAuthoritiesDoNotKnowOurs() {
        present("good");
        assertThat(failure(target("verify-full", null, "system", null, null)).detail()).contains("not among the authorities in Java");
    }

    @Test
    void saysWhenTheCertificateExpiredOrBegins() {
        present("old");
        assertThat(failure(target("verify-ca", "ours.crt")).detail()).contains("holds \"old\", which expired on 20").contains("UTC");
        present("future");
        assertThat(failure(target("verify-ca", "ours.crt")).detail()).contains("holds \"future\", which is not valid before 20");
    }

    @Test
    void withoutRootsNobodyIsVerified() throws Exception {
        present("old");
        assertThat(version(target("require", null, null, null, null))).startsWith("TLSv1.");
        assertThat(failure(target("verify-ca", null, null, null, null)).detail()).startsWith("sslmode verify-ca needs a root certificate");
    }

    @Test
    void aServerWithoutTlsIsNotTalkedToInClear() {
        Target plain = Servers.shared(18).target("postgres").withTls(new Tls(Tls.Mode.REQUIRE, null, null, null, null));
        DbProblem problem = problem(plain);
        assertThat(problem).isInstanceOf(DbProblem.TlsFailed.class);
        assertThat(problem.detail()).startsWith("The server offers no TLS");
    }

    @ParameterizedTest
    @CsvSource({"ann, ann.key", "bob, bob.key"})
    void aClientCertificateLogsIn(String user, String key) throws Exception {
        present("good");
        assertThat(version(client(user, user, key, null))).startsWith("TLSv1.");
    }

    @ParameterizedTest
    @CsvSource({
        "ann, rsa -traditional, pkcs1.key,",
        "bob, ec, sec1.key,",
        "ann, pkcs8 -topk8 -passout pass:geheim, encrypted.key, geheim",
        "bob, pkcs8 -topk8 -nocrypt -outform DER, bob.pk8,"
    })
    void readsEveryFormOfKeyThatOpensslWrites(String user, String how, String file, @Nullable String passphrase) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(OPENSSL)));
        present("good");
        convert(how, user + ".key", file);
        assertThat(version(client(user, user, file, passphrase))).startsWith("TLSv1.");
    }

    @Test
    void readsAPkcs12Key() throws Exception {
        present("good");
        Path file = folder.resolve("ann.p12");
        var store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, null);
        PrivateKeyOf ann = new PrivateKeyOf("ann");
        store.setKeyEntry("ann", ann.key(), "geheim".toCharArray(), ann.chain());
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "geheim".toCharArray());
        }
        assertThat(version(client("ann", "ann", "ann.p12", "geheim"))).startsWith("TLSv1.");
    }

    @Test
    void saysThatTheServerWantsACertificate() {
        present("good");
        DbProblem problem = problem(target("verify-full", "ours.crt").withUser("ann", null));
        assertThat(problem).isInstanceOf(DbProblem.LoginRefused.class);
        assertThat(problem.detail()).contains("connection requires a valid client certificate");
    }

    @Test
    void saysThatTheServerRefusesTheCertificate() {
        present("good");
        for (int i = 0; i < 30; i++) {
            assertThat(failure(client("ann", "eve", "eve.key", null)).detail())
                    .containsAnyOf("The server refused the client certificate (", "The server broke off");
        }
        DbProblem problem = problem(client("ann", "bob", "bob.key", null));
        assertThat(problem).isInstanceOf(DbProblem.LoginRefused.class);
        assertThat(problem.detail()).contains("certificate authentication failed for user \"ann\"");
    }

    @Test
    void saysWhatIsWrongWithAKeyFile() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(OPENSSL)));
        convert("pkcs8 -topk8 -passout pass:geheim", "ann.key", "locked.key");
        assertThat(refusal("ann.crt", "locked.key", null)).contains("locked.key is encrypted: give its passphrase");
        assertThat(refusal("ann.crt", "locked.key", "falsch")).contains("does not open").doesNotContain("falsch");
        convert("rsa -traditional -aes128 -passout pass:geheim", "ann.key", "oldlock.key");
        assertThat(refusal("ann.crt", "oldlock.key", "geheim")).contains("encrypted in the old way");
        Files.setPosixFilePermissions(
                Files.copy(folder.resolve("ann.key"), folder.resolve("open.key")), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refusal("ann.crt", "open.key", null)).startsWith("Others may read the private key");
        assertThat(refusal("ann.crt", "ann.crt", null)).contains("holds no private key");
        assertThat(refusal("ann.key", "ann.key", null)).contains("holds no certificate");
        assertThat(refusal("nix.crt", "ann.key", null)).contains("Cannot read").contains("no such file");
        assertThat(refusal("ann.crt", null, null)).contains("has no key");
    }

    private record PrivateKeyOf(String name) {
        java.security.PrivateKey key() throws Exception {
            return PrivateKeys.read(folder.resolve(name + ".key"), null);
        }

        java.security.cert.Certificate[] chain() throws Exception {
            return Pem.certificates(folder.resolve(name + ".crt")).toArray(java.security.cert.Certificate[]::new);
        }
    }

    private static void convert(String how, String from, String to) throws Exception {
        String[] words = how.split(" ");
        List<String> command = new java.util.ArrayList<>(List.of(OPENSSL));
        command.addAll(List.of(words));
        command.addAll(List.of("-in", folder.resolve(from).toString(), "-out", folder.resolve(to).toString()));
        Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(p.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(p.waitFor()).as(said).isZero();
        Files.setPosixFilePermissions(folder.resolve(to), PosixFilePermissions.fromString("rw-------"));
    }

    private static String refusal(String cert, @Nullable String key, @Nullable String passphrase) {
        Properties p = new Properties();
        p.setProperty("sslcert", folder.resolve(cert).toString());
        if (key != null) {
            p.setProperty("sslkey", folder.resolve(key).toString());
        }
        if (passphrase != null) {
            p.setProperty("sslpassword", passphrase);
        }
        return catchThrowableOfType(TlsTrouble.class, () -> new TlsSocketFactory(p)).getMessage();
    }

    /** Lets the server show another certificate from now on. */
    private static void present(String name) {
        serve(name);
        Servers.execute(server.target("postgres"), "SELECT pg_reload_conf()");
        Tls byName = new Tls(Tls.Mode.VERIFY_CA, folder.resolve(name + ".crt"), null, null, null);
        Await.until("the server shows " + name, () -> shows(byName, name));
    }

    private static boolean shows(Tls tls, String name) {
        try (Connection c = Connections.open(server.target("postgres").withTls(tls), SessionSpec.interactive())) {
            return c.isValid(1);
        } catch (DbException e) {
            // The certificate itself as root: believed when it is the one shown, and then its dates are complained about.
            return e.problem().detail().contains('"' + name + '"');
        } catch (java.sql.SQLException e) {
            return false;
        }
    }

    private static void serve(String name) {
        try {
            for (String ending : List.of(".crt", ".key")) {
                Path to = folder.resolve("server" + ending);
                Files.writeString(to, Files.readString(folder.resolve(name + ending)));
                Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Target client(String user, String cert, String key, @Nullable String passphrase) {
        Target t = target("verify-full", passphrase, folder.resolve("ours.crt").toString(), cert + ".crt", key);
        return t.withUser(user, null);
    }

    private static Target target(String mode, String root) {
        return target(mode, null, folder.resolve(root).toString(), null, null);
    }

    private static Target target(
            String mode, @Nullable String passphrase, @Nullable String root, @Nullable String cert, @Nullable String key) {
        Tls.Mode word = Tls.Mode.valueOf(mode.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        return server.target("postgres")
                .withTls(new Tls(
                        word,
                        root == null ? null : Path.of(root),
                        cert == null ? null : folder.resolve(cert),
                        key == null ? null : folder.resolve(key),
                        passphrase == null ? null : new Secret(passphrase)));
    }

    private static Target on(String host, Target t) {
        return new Target(
                t.name(), List.of(new Target.Host(host, t.hosts().getFirst().port())), t.database(), t.user(), t.password(), t.tls(),
                t.environment(), t.properties());
    }

    private static DbProblem.TlsFailed failure(Target target) {
        DbProblem problem = problem(target);
        assertThat(problem).isInstanceOf(DbProblem.TlsFailed.class);
        return (DbProblem.TlsFailed) problem;
    }

    private static DbProblem problem(Target target) {
        assertThatThrownBy(() -> Connections.open(target, SessionSpec.sampler())).isInstanceOf(DbException.class);
        return catchThrowableOfType(DbException.class, () -> Connections.open(target, SessionSpec.sampler())).problem();
    }

    private static @Nullable String version(Target target) throws Exception {
        try (Connection c = Connections.open(target, SessionSpec.sampler());
                var s = c.createStatement();
                var rs = s.executeQuery("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            rs.next();
            return rs.getString(1);
        }
    }
}
