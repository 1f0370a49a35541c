package dev.howdah.engine.systems.paintstudio;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Retry;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Three retries, each wait twice the one before, and only for what passes: a session that is ended under a request is tried again,
 * a request that is wrong is not.
 */
final class Retrying {
    private final Target target;
    private final Retry retry;

    /** @param first the first wait; the shop waited 2, 4 and 8 seconds */
    Retrying(Target target, Duration first) {
        this.target = target;
        this.retry = new Retry(Retry.usual().times(), first);
    }

    void run(Consumer<String> said) {
        int[] attempt = {0};
        long start = System.nanoTime();
        retry.call(() -> ask(attempt[0]++ < retry.times() ? "SELECT pg_terminate_backend(pg_backend_pid())" : "SELECT 1"),
                p -> said.accept(Text.of("jobs.retry-again", attempt[0], seconds(start), p.title())));
        said.accept(Text.of("jobs.retry-worked", attempt[0], seconds(start)));
        said.accept(Text.of("jobs.retry-useless", wrong().title()));
    }

    /** A wrong request, which must fail at once. */
    private DbProblem wrong() {
        int[] attempts = {0};
        try {
            retry.call(() -> {
                attempts[0]++;
                return ask("SELECT no_such_column FROM paintstudio.paints");
            }, p -> {});
        } catch (DbException e) {
            if (attempts[0] == 1) {
                return e.problem();
            }
        }
        throw new JobException(JobException.Kind.FAILED, Text.of("jobs.retry-wrong", attempts[0]));
    }

    private int ask(String sql) {
        try (Connection c = Connections.open(target, SessionSpec.interactive());
                var s = c.createStatement();
                var r = s.executeQuery(sql)) {
            r.next();
            return 1;
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
