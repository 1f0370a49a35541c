package dev.howdah.engine.store;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.testing.Await;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Targets, servers and sessions that need not exist, for tests of what keeps them. */
final class Stores {
    static final List<String> FIGURES = List.of("A", "B", "C");
    static final Instant STARTED = Instant.parse("2026-11-01T08:00:00Z");

    private Stores() {}

    static Target target(String name, String host) {
        return new Target(name, List.of(new Target.Host(host, 5432)), "shop", "ann", null, Tls.disable(), Environment.STAGING, Map.of());
    }

    static Server server(@Nullable String system, boolean inRecovery, Instant startedAt) {
        return new Server(180_000, "18.0", "shop", "ann", false, inRecovery, startedAt, 100, 3, Set.of(), Map.of(), Set.of(), system);
    }

    static Session session(int pid, String query) {
        return new Session(pid, null, "client backend", "shop", "ann", "app", "10.0.0.1", 4711, STARTED, "active", "Lock", "relation",
                10.0, 5.0, 4.0, 4.0, 1, 2, 42L, query);
    }

    static Blocking blocking(int pid, int by) {
        return new Blocking(pid, new int[] {by}, 3.0, "relation", "ShareLock", "orders", null);
    }

    static void written(Journal journal, Instant upTo) {
        Await.until("written up to " + upTo, () -> {
            journal.flush();
            return journal.state() instanceof Journal.State.Writing w && w.newest() != null && !w.newest().isBefore(upTo);
        });
    }
}
