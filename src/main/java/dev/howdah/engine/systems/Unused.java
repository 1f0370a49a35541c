package dev.howdah.engine.systems;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Tables and indexes in a system's schema that are no part of it: left by a build that broke off, or by somebody trying things. Stateless. */
final class Unused {
    private Unused() {}

    /**
     * Drops them in the caller's transaction, which may be rolled back to have a preview.
     *
     * @param known parts that are not in the migrations and belong there all the same
     */
    static List<OneClick.Cleaned> drop(Connection c, SampleSystem system, Predicate<String> known) throws SQLException {
        Savepoint before = c.setSavepoint();
        Map<String, String> expected = Structure.expected(c, system);
        c.rollback(before);
        List<OneClick.Cleaned> dropped = new ArrayList<>();
        for (String kind : List.of("table", "index")) {
            // Read anew for each: with a table its indexes are gone.
            for (Map.Entry<String, String> part : Structure.of(c, system.name()).entrySet()) {
                String name = part.getKey().substring(part.getKey().indexOf(' ') + 1);
                boolean ours = expected.containsKey(part.getKey()) || known.test(part.getKey());
                boolean broken = part.getValue().endsWith("(invalid)");
                if (part.getKey().startsWith(kind + " ") && (!ours || broken) && !isOfConstraint(c, system, name)) {
                    dropped.add(drop(c, system, kind, name));
                }
            }
        }
        return dropped;
    }

    private static OneClick.Cleaned drop(Connection c, SampleSystem system, String kind, String name) throws SQLException {
        String qualified = Identifiers.quote(system.name(), name);
        try (Statement s = c.createStatement()) {
            long rows = 0;
            if (kind.equals("table")) {
                try (ResultSet r = s.executeQuery("SELECT count(*) FROM " + qualified)) {
                    r.next();
                    rows = r.getLong(1);
                }
            }
            s.execute((kind.equals("table") ? "DROP TABLE " : "DROP INDEX ") + qualified);
            return new OneClick.Cleaned(system.name(), Text.of("systems.unused-" + kind, name), Math.max(1, rows));
        }
    }

    private static boolean isOfConstraint(Connection c, SampleSystem system, String name) throws SQLException {
        try (var s = c.prepareStatement("SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = pg_catalog.to_regclass(?))")) {
            s.setString(1, Identifiers.quote(system.name(), name));
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return r.getBoolean(1);
            }
        }
    }
}
