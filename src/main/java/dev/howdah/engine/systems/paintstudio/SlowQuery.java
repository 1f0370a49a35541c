package dev.howdah.engine.systems.paintstudio;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A query that takes half a minute and more without an index, is cut by its time limit, and is fast with one. */
final class SlowQuery {
    /** Sold paints a brand, a look-up for each paint: without an index on orders each reads the whole table. */
    static final String SOLD = """
            SELECT p.brand, sum((SELECT count(*) FROM paintstudio.orders o WHERE o.paint_id = p.id)) AS sold
            FROM paintstudio.paints p GROUP BY p.brand ORDER BY sold DESC""";

    private static final SeedSpec SEED = new SeedSpec(2, 1, Instant.parse("2026-11-21T00:00:00Z"));

    private final OneClick oneClick;
    private final Duration limit;

    SlowQuery(Target target, AuditLog audit, Duration limit) {
        this.oneClick = new OneClick(target, audit);
        this.limit = limit;
    }

    void run(Consumer<String> said) throws SQLException {
        List<SampleSystem> systems = List.of(new Paintstudio());
        oneClick.seed(systems, SEED, true, oneClick.database(), Progress.silent());
        oneClick.indexed(systems, false, oneClick.database(), Progress.silent());
        SessionSpec session = new SessionSpec("slow-query", false, limit, Duration.ofSeconds(2), Duration.ofMinutes(5));
        try (Connection c = Connections.open(oneClick.target(), session)) {
            said.accept(Text.of("jobs.slow-without", once(c)));
            oneClick.indexed(systems, true, oneClick.database(), Progress.silent());
            said.accept(Text.of("jobs.slow-with", once(c)));
        }
    }

    private String once(Connection c) throws SQLException {
        long start = System.nanoTime();
        try (var s = c.createStatement();
                var r = s.executeQuery(SOLD)) {
            r.next();
            return Text.of("jobs.slow-took", (System.nanoTime() - start) / 1e9);
        } catch (SQLException e) {
            DbException failure = DbException.of(e, oneClick.target());
            if (failure.problem() instanceof DbProblem.Timeout) {
                return Text.of("jobs.slow-cut", (System.nanoTime() - start) / 1e9);
            }
            throw failure;
        }
    }
}
