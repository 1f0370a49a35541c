package dev.howdah.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Moment;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final Retention QUICK = new Retention(Retention.usual().ceiling(), 8 << 20, Duration.ofSeconds(1));

    @Test
    void recordsWhatARealServerDoesAndBringsItBack() throws Exception {
        Target target = Servers.newDatabase();
        Target repository = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE held (n int)");
        try (Journal journal = new Journal(() -> repository, QUICK, Audits.scratch(), InstantSource.system());
                OneConnection line = new OneConnection(target, SessionSpec.sampler());
                Sampler sampler = new Sampler(new Db(target, line), InstantSource.system());
                Recorder recorder = Recorder.whole(sampler, journal, target);
                Connection holder = Connections.open(target, SessionSpec.batch());
                Connection waiter = Connections.open(target, SessionSpec.batch())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE held");
            Thread blocked = Thread.ofVirtual().start(() -> {
                try {
                    waiter.createStatement().execute("SET lock_timeout = 0; SELECT * FROM held WHERE n = 4711");
                } catch (java.sql.SQLException e) {
                    assertThat(e.getMessage()).contains("connection");
                }
            });
            Await.until("sessions and locks are written", Duration.ofMinutes(5), () -> {
                journal.flush();
                History h = recorder.history();
                return h != null && h.at(InstantSource.system().instant()).waits().stream().anyMatch(w -> "held".equals(w.relation())
                        || w.mode() != null);
            });
            History history = Objects.requireNonNull(recorder.history());
            Await.until("figures are written", () -> {
                journal.flush();
                return history.at(InstantSource.system().instant()).figures().keySet()
                        .containsAll(List.of("SESSIONS", "ACTIVE", "ON_LOCK", "IDLE_IN_TRANSACTION"));
            });
            Moment now = history.at(InstantSource.system().instant());
            assertThat(now.sessions()).anyMatch(s -> s.database().equals(target.database()) && String.valueOf(s.query()).contains("n = ?"));
            assertThat(now.sessions()).noneMatch(s -> String.valueOf(s.query()).contains("4711"));
            Await.until("settings are written", () -> {
                journal.flush();
                return "200".equals(history.settings(InstantSource.system().instant()).get("max_connections"));
            });
            holder.rollback();
            blocked.join();
        }
    }
}
