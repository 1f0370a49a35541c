package dev.howdah.engine.systems.paintstudio;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.Leak;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Code that forgets to close its sessions: they are found, named with the place that took them, and taken back. */
final class LeakedSessions {
    private static final long LOOK = 20_000_000L;

    private final EnginePool pool;
    private final int sessions;

    LeakedSessions(EnginePool pool, int sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    void run(Consumer<String> said) throws SQLException {
        List<Connection> forgotten = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            forgotten.add(forget());
        }
        List<Leak> leaks = found();
        leaks.forEach(l -> said.accept(Text.of("jobs.leak-found", l.held().toMillis(), String.valueOf(l.backendPid()), l.stack().getFirst())));
        leaks.forEach(l -> pool.reclaim(l.id()));
        said.accept(Text.of("jobs.leak-reclaimed", leaks.size(), withLent(forgotten)));
        int free = all();
        if (!pool.leaks().isEmpty() || free < pool.spec().max()) {
            throw new JobException(JobException.Kind.FAILED, Text.of("jobs.leak-left", free, pool.spec().max()));
        }
        said.accept(Text.of("jobs.leak-free", free));
    }

    private Connection forget() throws SQLException {
        return pool.dataSource().getConnection();
    }

    private List<Leak> found() {
        List<Leak> leaks = pool.leaks();
        while (leaks.size() < sessions) {
            LockSupport.parkNanos(LOOK);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
            leaks = pool.leaks();
        }
        return leaks;
    }

    /** How many of the forgotten ones still answer: none may. */
    private static long withLent(List<Connection> forgotten) {
        return forgotten.stream().filter(c -> {
            try (var s = c.createStatement()) {
                return s.execute("SELECT 1");
            } catch (SQLException e) {
                return false;
            }
        }).count();
    }

    /** How many the pool lends at one time. */
    private int all() {
        List<Connection> lent = new ArrayList<>();
        try {
            while (lent.size() < pool.spec().max()) {
                lent.add(forget());
            }
            return lent.size();
        } catch (SQLException e) {
            return lent.size();
        } finally {
            lent.forEach(LeakedSessions::giveBack);
        }
    }

    private static void giveBack(Connection c) {
        try {
            c.close();
        } catch (SQLException e) {
            // The pool replaces it.
            return;
        }
    }
}
