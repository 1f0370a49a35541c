package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.PartedIndex;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A {@link PartedIndex} made step by step, without blocking writers. Every step may run again. */
final class PartitionedIndex {
    private static final String TREE = """
            SELECT concat_ws(E'\\t', c.relkind, n.nspname, c.relname, quote_ident(pn.nspname) || '.' || quote_ident(p.relname))
            FROM pg_catalog.pg_partition_tree(pg_catalog.to_regclass(?)) t
            JOIN pg_catalog.pg_class c ON c.oid = t.relid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_class p ON p.oid = t.parentrelid
            LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            ORDER BY t.level, t.relid""";

    private static final String ATTACHED = """
            SELECT '1' FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass(?) AND inhparent = pg_catalog.to_regclass(?)""";

    /** The index of a partition that belongs to one above it: PostgreSQL itself makes it with a partition that comes later. */
    private static final String THERE = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_inherits h ON h.inhrelid = x.indexrelid AND h.inhparent = pg_catalog.to_regclass(?)
            JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE x.indrelid = pg_catalog.to_regclass(?) AND (x.indisvalid OR c.relkind = 'I')""";

    // ATTACH and the empty index on the parent keep writers off for a moment: they give way soon and are tried again.
    private static final String SOON = "SET lock_timeout = '1s'";
    private static final int TRIES = 30;

    private PartitionedIndex() {}

    static Draft draft(Db db, PartedIndex w) {
        List<PartedIndex.Part> parts = parts(db, w.table());
        if (parts.stream().anyMatch(p -> p.kind().equals("f"))) {
            throw Changes.refused("jobs.change-foreign-partition", w.table());
        }
        boolean there = !Facts.column(db, "SELECT '1' FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?) AND indisvalid", w.qualified())
                .isEmpty();
        List<Step> steps = w.statements(parts, (above, p) -> Facts.column(db, THERE, above, p.qualified()).stream().findFirst().orElse(null)).stream()
                .map(d -> d.above() != null ? attach(d.above(), d.index(), d.sql()) : d.building() ? build(d.index(), d.sql()) : empty(d.sql())).toList();
        return Draft.steps(steps, List.of("SHARE UPDATE EXCLUSIVE", "SHARE"), List.of(w.table(), w.qualified()),
                there ? null : "DROP INDEX IF EXISTS " + w.qualified());
    }

    /** Those that a build made and did not come to attach, and the index on the parent; whether there were any. */
    static boolean cleanUp(Db db, PartedIndex w) {
        boolean any = !Facts.column(db, "SELECT '1' FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?) AND NOT indisvalid", w.qualified())
                .isEmpty();
        if (any) {
            List<String> left = parts(db, w.table()).stream().filter(p -> p.parent() != null).map(p -> Identifiers.quote(p.schema()) + "." + w.leaf(p)).toList();
            db.withConnection(c -> {
                soon(c, "DROP INDEX IF EXISTS " + w.qualified());
                Maintenance.run(c, "SET lock_timeout = '60s'");
                for (String index : left) {
                    Maintenance.run(c, "DROP INDEX CONCURRENTLY IF EXISTS " + index);
                }
                return 0;
            });
        }
        return any;
    }

    static List<PartedIndex.Part> parts(Db db, String table) {
        return Facts.column(db, TREE, table).stream().map(line -> line.split("\t", -1))
                .map(f -> new PartedIndex.Part(f[0], f[1], f[2], f.length > 3 ? f[3] : null)).toList();
    }

    private static Step empty(String sql) {
        return new Step(sql, sql, (c, said) -> soon(c, sql));
    }

    private static Step build(String index, String sql) {
        return new Step(sql, sql, (c, said) -> Changes.build(c, index, sql));
    }

    private static Step attach(String above, String index, String sql) {
        return new Step(sql, sql, (c, said) -> {
            if (Facts.column(c, ATTACHED, index, above).isEmpty()) {
                soon(c, sql);
            }
        });
    }

    /** Gives way to others after a moment, and tries again. */
    static void soon(Connection c, String sql) throws SQLException {
        Maintenance.run(c, SOON);
        for (int i = 1;; i++) {
            try {
                Maintenance.run(c, sql);
                return;
            } catch (SQLException e) {
                if (i == TRIES || !"55P03".equals(e.getSQLState())) {
                    throw e;
                }
                Maintenance.run(c, "SELECT pg_catalog.pg_sleep(1)");
            }
        }
    }
}
