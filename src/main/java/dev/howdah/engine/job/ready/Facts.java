package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.TableName;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What drafts must know about a database. Stateless. */
final class Facts {
    private Facts() {}

    /** The planner's estimate of a table's rows, -1 when it was never analysed. */
    static long rows(Db db, TableName table) {
        List<String> found = column(db, "SELECT reltuples::bigint::text FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)", table.sql());
        if (found.isEmpty()) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.no-table", table));
        }
        return Long.parseLong(found.getFirst());
    }

    /** The first column of all rows as text. */
    static List<String> column(Db db, String sql, String... args) {
        return db.withConnection(c -> column(c, sql, args));
    }

    static List<String> column(Connection c, String sql, String... args) throws SQLException {
        try (var s = c.prepareStatement(sql)) {
            for (int i = 0; i < args.length; i++) {
                s.setString(i + 1, args[i]);
            }
            try (ResultSet r = s.executeQuery()) {
                List<String> all = new ArrayList<>();
                while (r.next()) {
                    all.add(r.getString(1));
                }
                return all;
            }
        }
    }
}
