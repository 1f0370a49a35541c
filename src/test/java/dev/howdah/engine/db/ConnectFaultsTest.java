package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.testing.FakePostgres;
import dev.howdah.testing.Servers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Howdah says when it cannot get in. */
class ConnectFaultsTest {
    private final Target good = Servers.newDatabase();

    @Test
    void wrongHost() {
        DbProblem p = problem(at(good, "no-such-host.invalid", 5432));
        assertThat(p).isInstanceOf(DbProblem.Unreachable.class);
        assertThat(p.title()).isEqualTo("Cannot reach no-such-host.invalid:5432.");
        assertThat(p.detail()).isEqualTo("The name no-such-host.invalid is not known to the network.");
        assertThat(p.lostConnection()).isTrue();
    }

    @Test
    void wrongPort() throws Exception {
        int free;
        try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = s.getLocalPort();
        }
        DbProblem p = problem(at(good, "127.0.0.1", free));
        assertThat(p).isInstanceOf(DbProblem.Unreachable.class);
        assertThat(p.detail()).contains("127.0.0.1:" + free).containsIgnoringCase("refused");
    }

    @Test
    void somethingElseListensThere() throws Exception {
        try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread.startVirtualThread(() -> {
                try (var c = s.accept()) {
                    c.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                } catch (java.io.IOException e) {
                    return;
                }
            });
            assertThat(problem(at(good, "127.0.0.1", s.getLocalPort())).lostConnection()).isTrue();
        }
    }

    @Test
    void wrongPasswordAndNone() {
        DbProblem wrong = problem(good.withUser(good.user(), new Secret("geheim")));
        assertThat(wrong).isInstanceOf(DbProblem.LoginRefused.class);
        assertThat(wrong.title()).isEqualTo("Login refused for " + good.user() + "@" + good.address() + ".");
        assertThat(wrong.toString() + wrong.detail()).doesNotContain("geheim");
        assertThat(problem(good.withUser(good.user(), null))).isInstanceOf(DbProblem.LoginRefused.class);
        assertThat(problem(good.withUser("nobody at all", new Secret("x")))).isInstanceOf(DbProblem.LoginRefused.class);
    }

    @Test
    void wrongDatabase() {
        DbProblem p = problem(good.withDatabase("no \"such\" db"));
        assertThat(p).isInstanceOf(DbProblem.Missing.class);
        assertThat(p.detail()).isEqualTo("database \"no \"such\" db\" does not exist");
        assertThat(p.lostConnection()).isTrue();
    }

    @Test
    void noRightToTheDatabase() {
        Target nobody = Servers.unprivileged(good);
        Servers.execute(good, "REVOKE CONNECT ON DATABASE " + good.database() + " FROM PUBLIC");
        DbProblem p = problem(nobody);
        assertThat(p).isInstanceOf(DbProblem.LoginRefused.class);
        assertThat(p.detail()).contains("permission denied for database");
    }

    @Test
    void noConnectionLeft() {
        Target nobody = Servers.unprivileged(good);
        Servers.execute(good, "ALTER ROLE " + nobody.user() + " CONNECTION LIMIT 0");
        DbProblem p = problem(nobody);
        assertThat(p).isInstanceOf(DbProblem.Full.class);
        assertThat(p.retryHelps()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"13.12", "9.6.24", "8.4.22"})
    void olderThanFourteen(String version) throws Exception {
        String num = version.equals("13.12") ? "130012" : version.equals("9.6.24") ? "90624" : "80422";
        try (FakePostgres old = new FakePostgres(version, false, Map.of("server_version_num", num, "current_setting('server_version')", version))) {
            Db db = Servers.db(at(good, "127.0.0.1", old.port()));
            DbProblem p = catchThrowableOfType(DbException.class, db::server).problem();
            assertThat(p).isInstanceOf(DbProblem.TooOld.class);
            assertThat(p.detail()).isEqualTo("PostgreSQL " + version);
            assertThat(p.lostConnection()).isTrue();
        }
    }

    @Test
    void aPoolerThatRefusesOptionsIsAskedAgainWithoutAndNothingIsSet() throws Exception {
        try (FakePostgres pooler = new FakePostgres("18.0", true, Map.of("SELECT 7", "7"));
                Connection c = Connections.open(at(good, "127.0.0.1", pooler.port()), SessionSpec.sampler());
                var s = c.createStatement()) {
            assertThat(pooler.startups()).hasSize(2);
            assertThat(pooler.startups().getFirst()).contains("statement_timeout=5000");
            assertThat(pooler.startups().getLast()).doesNotContain(" options ");
            assertThat(pooler.statements()).anyMatch(t -> t.contains("howdah/sampler"));
            assertThat(s.getQueryTimeout()).isEqualTo(5);
            s.executeQuery("SELECT 7");
            assertThat(pooler.statements()).noneMatch(t -> t.contains("timeout") || t.contains("READ ONLY"));
        }
    }

    @Test
    void optionsOfTheTargetAreKept() throws Exception {
        Target target = with(good, Map.of("options", "-c work_mem=77MB -c geqo=off"));
        try (Connection c = Connections.open(target, SessionSpec.sampler())) {
            assertThat(show(c, "work_mem")).isEqualTo("77MB");
            assertThat(show(c, "statement_timeout")).isEqualTo("5s");
            assertThat(show(c, "default_transaction_read_only")).isEqualTo("on");
            assertThat(show(c, "application_name")).isEqualTo("howdah/sampler");
        }
    }

    @Test
    void aPrimaryIsFoundAmongHostsAndTheSessionIsReadOnlyAllTheSame() throws Exception {
        Target one = with(good, Map.of("targetServerType", "primary", "connectTimeout", "2"));
        Target target = new Target(
                one.name(), List.of(new Target.Host("127.0.0.1", 1), one.hosts().getFirst()), one.database(), one.user(), one.password(),
                one.tls(), one.environment(), one.properties());
        try (Connection c = Connections.open(target, SessionSpec.sampler())) {
            assertThat(show(c, "transaction_read_only")).isEqualTo("on");
        }
    }

    @Test
    void theServerRefusesWritesOfTheSampler() {
        Db db = Servers.db(good, SessionSpec.sampler());
        DbProblem p = catchThrowableOfType(DbException.class, () -> db.execute("CREATE TABLE x (n int)")).problem();
        assertThat(p).isInstanceOf(DbProblem.ReadOnly.class);
    }

    private static String show(Connection c, String setting) throws Exception {
        try (var s = c.createStatement(); var rs = s.executeQuery("SHOW " + setting)) {
            rs.next();
            return rs.getString(1);
        }
    }

    private static Target with(Target t, Map<String, String> properties) {
        return new Target(t.name(), t.hosts(), t.database(), t.user(), t.password(), t.tls(), t.environment(), properties);
    }

    private static Target at(Target t, String host, int port) {
        return new Target(
                t.name(), List.of(new Target.Host(host, port)), t.database(), t.user(), t.password(), t.tls(), t.environment(), t.properties());
    }

    private static DbProblem problem(Target target) {
        DbProblem p = catchThrowableOfType(DbException.class, () -> Connections.open(target, SessionSpec.sampler())).problem();
        assertThat(p.title()).doesNotContain("!problem");
        assertThat(p.hint()).doesNotContain("!problem");
        return p;
    }
}
