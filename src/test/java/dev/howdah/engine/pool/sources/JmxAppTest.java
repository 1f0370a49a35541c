package dev.howdah.engine.pool.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a second JVM that runs a HikariCP pool of its own. */
class JmxAppTest {
    private Process app;
    private int port;

    @BeforeEach
    void startTheOtherProgram() throws Exception {
        Target target = Servers.newDatabase();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        app = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-Dcom.sun.management.jmxremote.port=" + port,
                        "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false",
                        "-cp", System.getProperty("java.class.path"),
                        OtherProgram.class.getName(),
                        target.jdbcUrl(), target.user(), target.password().reveal())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = app.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.equals("ready")) {
            line = said.readLine();
        }
        assertThat(line).isEqualTo("ready");
    }

    @AfterEach
    void stopIt() {
        app.destroyForcibly();
        app.onExit().join();
    }

    @Test
    void readsAndTurnsAPoolOfAnotherProgram() {
        AuditLog audit = Audits.scratch();
        try (JmxApp jmx = JmxApp.open("127.0.0.1:" + port, null, null, audit)) {
            JmxPool pool = pool(jmx, "orders (main)");
            assertThat(pool.max()).isEqualTo(4);
            assertThat(pool.active()).isEqualTo(1);
            assertThat(pool.settings()).isTrue();
            assertThat(pool.connectionTimeout()).isEqualTo(java.time.Duration.ofSeconds(7));
            jmx.resize("orders (main)", 9, 5);
            jmx.resize("orders (main)", 3, 1);
            assertThat(pool(jmx, "orders (main)").max()).isEqualTo(3);
            assertThat(pool(jmx, "orders (main)").minIdle()).isEqualTo(1);
            jmx.softEvict("orders (main)");
            jmx.suspend("orders (main)");
            jmx.resume("orders (main)");
            assertThatThrownBy(() -> jmx.suspend("fixed")).isInstanceOfSatisfying(DbException.class, e -> {
                assertThat(e.problem()).isInstanceOf(DbProblem.ServerSide.class);
                assertThat(e.problem().detail()).contains("is not suspendable");
            });
            assertThatThrownBy(() -> jmx.resize("nobody's", 3, 1)).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Missing.class));
            assertThatThrownBy(() -> jmx.resize("fixed", 3, 4)).isInstanceOf(IllegalArgumentException.class);
            assertThat(audit.read(AuditQuery.newest(100)).reversed()).extracting(e -> e.act() + " " + e.result()).containsExactly(
                    "POOL_RESIZE DONE", "POOL_RESIZE DONE", "POOL_EVICT DONE", "POOL_SUSPEND DONE", "POOL_RESUME DONE",
                    "POOL_SUSPEND FAILED");
            assertThat(audit.read(AuditQuery.newest(100)).getLast().undo()).isEqualTo("pool orders (main): maximum 4, idle 4");
        }
    }

    private static JmxPool pool(JmxApp jmx, String name) {
        return jmx.pools().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void findsLocalProgramsByThemselves() {
        List<LocalJvms.Jvm> jvms = LocalJvms.list();
        LocalJvms.Jvm other = jvms.stream().filter(j -> j.pid() == app.pid()).findFirst().orElseThrow();
        assertThat(other.name()).contains("OtherProgram");
        try (JmxApp jmx = LocalJvms.open(other, Audits.scratch())) {
            assertThat(jmx.pools()).extracting(JmxPool::name).containsExactly("fixed", "orders (main)");
        }
    }

    @Test
    void saysThatTheProgramEnded() {
        JmxApp jmx = JmxApp.open("127.0.0.1:" + port, null, null, Audits.scratch());
        assertThat(jmx.pools()).hasSize(2);
        app.destroyForcibly();
        app.onExit().join();
        Await.until("it is unreachable", () -> {
            try {
                jmx.pools();
                return false;
            } catch (DbException e) {
                return e.problem() instanceof DbProblem.Unreachable;
            }
        });
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = socket.getLocalPort();
            socket.close();
            assertThatThrownBy(() -> JmxApp.open("127.0.0.1:" + free, null, null, Audits.scratch())).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Unreachable.class));
            assertThatThrownBy(() -> JmxApp.open("service:nonsense", null, null, Audits.scratch())).hasMessageContaining("is no JMX address");
        }
    }
}
