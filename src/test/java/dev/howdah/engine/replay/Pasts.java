package dev.howdah.engine.replay;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.health.VitalFigures;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Recording;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A recorded past of a server that need not exist, in a real repository. */
public final class Pasts implements AutoCloseable {
    private static final Instant STARTED = Instant.parse("2026-11-01T08:00:00Z");

    public final Target repository = Servers.newDatabase();
    public final Target target =
            new Target("orders", List.of(new Target.Host("db1", 5432)), "shop", "ann", null, Tls.disable(), Environment.STAGING, Map.of());
    public final Journal journal;
    public final Recording recording;

    public Pasts(List<String> figures) {
        journal = new Journal(() -> repository, new Retention(Retention.usual().ceiling(), 1 << 20, Duration.ofMillis(200)), Audits.scratch(),
                InstantSource.system());
        recording = journal.record(target, figures);
    }

    /** With the figures that this Howdah records. */
    public static Pasts usual(Instant from) {
        Pasts pasts = new Pasts(VitalFigures.names());
        pasts.recording.connected(from, new Server(180_000, "18.0", "shop", "ann", false, false, STARTED, 100, 3, Set.of(), Map.of(), Set.of(), "7"));
        return pasts;
    }

    /** As many active sessions as it says, each second. */
    public void active(Instant from, int seconds, int active) {
        for (int i = 0; i < seconds; i++) {
            double[] values = new double[Figure.values().length];
            values[Figure.ACTIVE.ordinal()] = active;
            values[Figure.ON_CPU.ordinal()] = active;
            values[Figure.REPLICATION_LAG.ordinal()] = Double.NaN;
            recording.figures(from.plusSeconds(i), values);
        }
    }

    /** Waits until what was recorded last, at that moment, is written. */
    public History written(Instant upTo) {
        Await.until("written up to " + upTo, () -> {
            journal.flush();
            return journal.state() instanceof Journal.State.Writing w && w.newest() != null && !w.newest().isBefore(upTo);
        });
        return Objects.requireNonNull(journal.history(recording));
    }

    /** What a replay asks for. */
    public @Nullable History history() {
        return journal.history(recording);
    }

    public static Session session(int pid, String application, @Nullable String waits, String query) {
        return new Session(pid, null, "client backend", "shop", "ann", application, "10.0.0.1", 4711, STARTED, "active", waits,
                waits == null ? null : "relation", 10.0, 5.0, 4.0, 4.0, 1, 2, 42L, query);
    }

    public static Blocking blocking(int pid, int by) {
        return new Blocking(pid, new int[] {by}, 3.0, "relation", "ShareLock", "orders", null);
    }

    @Override
    public void close() {
        journal.close();
    }
}
