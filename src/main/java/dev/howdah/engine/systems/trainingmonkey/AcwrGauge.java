package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.systems.Bench;
import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Way;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** Milliseconds for one athlete and day: alone, or as part of a batch. */
final class AcwrGauge implements Claim.Gauge {
    private static final int DAYS = 90;

    @Override
    public double read(Way way, Bench bench) {
        Acwr acwr = new Acwr(28, 0.1);
        try (Connection c = Connections.open(bench.workbench().target(), SessionSpec.batch())) {
            LocalDate today;
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT coalesce(max(day), current_date) FROM trainingmonkey.activities")) {
                r.next();
                today = r.getObject(1, LocalDate.class);
            }
            long rows = 0;
            long start = System.nanoTime();
            long end = start + bench.time().toNanos();
            do {
                if (way == Way.BASELINE) {
                    AcwrTable.one(c, 1 + rows % 3, today.minusDays(rows % DAYS), acwr);
                    rows++;
                } else {
                    c.setAutoCommit(false);
                    rows += AcwrTable.batch(c, "id <= 200", today.minusDays(DAYS - 1), today, acwr);
                    c.commit();
                }
            } while (System.nanoTime() < end);
            return (System.nanoTime() - start) / 1e6 / Math.max(1, rows);
        } catch (SQLException e) {
            throw DbException.of(e, bench.workbench().target());
        }
    }
}
