package dev.howdah.ui.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.sources.ServerSessions;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The controllers of the other four parts, without a toolkit. */
class ConnectingTest {
    private final Kit kit = Kit.direct(Clock.systemUTC());

    @Test
    void saysWhatIsWrongWithABouncersAddress() {
        BouncerModel model = new BouncerModel();
        BouncerController controller = new BouncerController(model, Audits.scratch(), kit);
        controller.onConnect("host:many", "u", "");
        assertThat(model.problem.get().title()).contains("\"many\" is no port");
        controller.onConnect(" ", "u", "");
        assertThat(model.problem.get().title()).contains("host name");
        controller.onConnect("127.0.0.1:1", "u", "p");
        assertThat(model.problem.get().title()).contains("Cannot reach 127.0.0.1:1");
        assertThat(model.connected.get()).isFalse();
        assertThat(model.connecting.get()).isFalse();
    }

    @Test
    void saysWhatIsWrongWithAProgramsAddress() {
        AppsModel model = new AppsModel();
        AppsController controller = new AppsController(model, new Programs(), Audits.scratch(), kit);
        controller.onConnect("127.0.0.1:1", "", "");
        assertThat(model.problem.get().title()).contains("Cannot reach 127.0.0.1:1");
        assertThat(model.connecting.get()).isFalse();
    }

    @Test
    void endsASessionOnlyOnce() throws Exception {
        Target target = Servers.newDatabase();
        try (Engine engine = Engine.open(target, PoolSpec.of(1, 0, Duration.ZERO, true), Audits.scratch(), Clock.systemUTC());
                Connection c = Connections.open(target, SessionSpec.interactive());
                var s = c.createStatement()) {
            c.setAutoCommit(false);
            s.execute("SELECT 1");
            ServerSessions.IdleInTransaction idle = ServerSessions.IDLE_IN_TRANSACTION.read(engine.interactive()).stream()
                    .filter(i -> i.database().equals(target.database()))
                    .findFirst()
                    .orElseThrow();
            ServerController controller =
                    new ServerController(new ServerModel(), engine.sampler(), new Signals(engine.interactive(), Audits.scratch()), kit);
            controller.onTerminate(new SessionId(idle.pid(), idle.backendStart().plusSeconds(1)));
            s.execute("SELECT 1");
            controller.onTerminate(new SessionId(idle.pid(), idle.backendStart()));
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> s.execute("SELECT 1"))
                    .isInstanceOf(java.sql.SQLException.class);
        }
    }

    @Test
    void followsThePath() {
        Target target = Servers.newDatabase();
        try (Engine engine = Engine.open(target, PoolSpec.of(1, 0, Duration.ZERO, true), Audits.scratch(), Clock.systemUTC())) {
            PathModel model = new PathModel();
            PathController controller = new PathController(
                    model, engine.pool(), new BouncerController(new BouncerModel(), Audits.scratch(), kit), engine.interactive(),
                    new Signals(engine.interactive(), Audits.scratch()), kit);
            controller.onLook();
            assertThat(model.problem.get()).isNull();
            assertThat(model.now.get().sentence()).startsWith("0 of 1 connections in use");
        }
    }
}
