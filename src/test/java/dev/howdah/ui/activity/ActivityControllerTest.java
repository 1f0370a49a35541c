package dev.howdah.ui.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.activity.ActivityModel.LockRow;
import dev.howdah.ui.activity.ActivityModel.Section;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Subscriptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityControllerTest {
    @TempDir
    Path folder;

    private final ActivityModel model = new ActivityModel();
    private Target target;
    private Sampler sampler;
    private StatementWatch watch;
    private ActivityController controller;

    @BeforeEach
    void open() {
        target = Servers.newDatabase();
        sampler = new Sampler(Servers.db(target, SessionSpec.sampler()), Clock.systemUTC());
        watch = new StatementWatch(sampler);
        Db db = Servers.db(target);
        ActivityParts parts = new ActivityParts(sampler, watch, new Statements(db, new SnapshotFiles(folder), Audits.scratch()), new Signals(db, Audits.scratch()), Environment.DEVELOPMENT);
        controller = new ActivityController(model, parts, new SimpleObjectProperty<>(Duration.ofMinutes(5)), Kit.direct(Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        watch.close();
        sampler.close();
    }

    @Test
    void showsTheQueueAndEndsItsRoot() throws Exception {
        Servers.execute(target, "CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
        controller.onShow(new Subscriptions());
        model.section.set(Section.LOCKS);
        try (Connection holder = Connections.open(target, SessionSpec.interactive())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("UPDATE t SET id = 2");
            Thread waiter = Thread.ofVirtual().start(() -> {
                try (Connection c = Connections.open(target, SessionSpec.batch()); var s = c.createStatement()) {
                    s.execute("SET lock_timeout = 0");
                    s.execute("UPDATE t SET id = 3 /* waiter */");
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Await.until("the queue shows", () -> model.locks.get().size() >= 2 && mine().size() == 2);
            List<LockRow> rows = mine();
            assertThat(rows).extracting(LockRow::depth).containsExactly(0, 1);
            assertThat(rows.getFirst().node().victims()).isEqualTo(1);
            Await.until("both last at least as long as the wait", () -> mine().size() == 2
                    && mine().stream().allMatch(r -> r.node().blocked() == null ? r.transaction() > 0 : r.transaction() >= r.node().longestWait()));
            controller.onTerminate(List.of(rows.getFirst().node().session().id()));
            waiter.join();
            Await.until("the queue is gone", () -> mine().isEmpty());
        }
    }

    @Test
    void keepsSessionsThatTheRoleMayNotLookInto() throws Exception {
        Target weak = Servers.unprivileged(target);
        try (Sampler narrow = new Sampler(Servers.db(weak, SessionSpec.sampler()), Clock.systemUTC()); StatementWatch watching = new StatementWatch(narrow);
                Connection other = Connections.open(target, SessionSpec.interactive())) {
            Db db = Servers.db(weak);
            ActivityParts parts = new ActivityParts(narrow, watching, new Statements(db, new SnapshotFiles(folder), Audits.scratch()), new Signals(db, Audits.scratch()),
                    Environment.DEVELOPMENT);
            new ActivityController(model, parts, new SimpleObjectProperty<>(Duration.ofMinutes(5)), Kit.direct(Clock.systemUTC())).onShow(new Subscriptions());
            Await.until("sessions of others are listed", () -> model.shown.get().stream().anyMatch(s -> s.unseen() && s.state() == null));
            assertThat(ActivityView.state(model.shown.get().stream().filter(s -> s.unseen()).findFirst().orElseThrow())).isEqualTo("not visible");
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void sumsWaitsByWhatIsChosen() {
        controller.onShow(new Subscriptions());
        model.section.set(Section.WAITS);
        Thread sleeper = Thread.ofVirtual().start(() -> Servers.execute(target, "SELECT pg_sleep(4)"));
        Await.until("the wait shows", () -> model.shares.get().stream().anyMatch(s -> s.name().equals("Timeout: PgSleep")));
        model.by.set(WaitProfile.By.DATABASE);
        assertThat(model.shares.get()).anyMatch(s -> s.name().equals(target.database()));
        assertThat(model.past.get().points()).hasSize(8);
        sleeper.interrupt();
    }

    @Test
    void hidesIdleSessionsUntilAsked() throws Exception {
        controller.onShow(new Subscriptions());
        try (Connection idle = Connections.open(target, SessionSpec.interactive())) {
            idle.createStatement().execute("SELECT 'idle one'");
            Await.until("sessions", () -> model.sessions.value().get() != null && model.sessions.value().get().stream()
                    .anyMatch(s -> String.valueOf(s.query()).contains("idle one")));
            assertThat(model.shown.get()).noneMatch(s -> String.valueOf(s.query()).contains("idle one"));
            model.idle.set(true);
            assertThat(model.shown.get()).anyMatch(s -> String.valueOf(s.query()).contains("idle one"));
        }
    }

    private List<LockRow> mine() {
        return model.locks.get().stream()
                .filter(r -> r.node().session() != null && r.node().session().database().equals(target.database()))
                .toList();
    }
}
