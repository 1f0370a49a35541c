package dev.howdah.engine.systems;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.BlastRadius;
import dev.howdah.engine.job.Guardrail;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The database utilities of the five systems on one target: reset, seed, check, verify, cleanup, indexes. What destroys asks the
 * guardrail first and keeps a second such action out. Thread-safe.
 */
public final class OneClick {
    private final Target target;
    private final Guardrail guardrail;
    private final AuditLog audit;

    public OneClick(Target target, AuditLog audit) {
        this.target = target;
        this.audit = audit;
        this.guardrail = new Guardrail(Db.direct(target));
    }

    public Target target() {
        return target;
    }

    /** The name that must be typed outside the sandbox. */
    public String database() {
        return target.database();
    }

    /** Whether anything destructive can be allowed here: the marker row is there, and it is not production. Reads. */
    public boolean isAllowed() {
        return target.environment() != Environment.PRODUCTION && guardrail.isDisposable();
    }

    /** What a reset of these systems would take away. */
    public BlastRadius preview(List<SampleSystem> systems) {
        return guardrail.blastRadius(systems.stream().map(SampleSystem::name).toList());
    }

    /**
     * Drops these systems, all or none of them, then makes them anew and seeds them minimally. What fails after the drop leaves systems
     * out or empty, and is told; the same again goes on.
     */
    public void reset(List<SampleSystem> systems, SeedSpec spec, String typedName, Progress progress) {
        guardrail.require(typedName);
        exclusively(Act.RESET, systems, c -> {
            List<String> schemas = systems.stream().map(SampleSystem::name).toList();
            try (Connection other = Connections.open(target, spec("reset"))) {
                c.setAutoCommit(false);
                progress.at(Text.of("systems.dropping"), 0, systems.size());
                Cut.drop(c, other, schemas);
                c.commit();
                c.setAutoCommit(true);
            }
            AtomicInteger done = new AtomicInteger();
            // Side by side: each spends its time in round trips.
            systems.parallelStream().forEach(s -> {
                new Migrations(target).migrate(s);
                new Seeder(target).fast(s, spec, Progress.silent());
                progress.at(s.name(), done.incrementAndGet(), systems.size());
            });
            progress.at(Text.of("systems.ready"), systems.size(), systems.size());
            return 0;
        });
    }

    /** Brings these systems up to their newest version and adds the rows that are missing; how many and how long. */
    public Seeded seed(List<SampleSystem> systems, SeedSpec spec, boolean fast, String typedName, Progress progress) {
        guardrail.require(typedName);
        return exclusively(Act.SEED, systems, c -> {
            long start = System.nanoTime();
            long rows = systems.stream().mapToLong(s -> {
                new Migrations(target).migrate(s);
                Seeder seeder = new Seeder(target);
                Progress of = (step, done, total) -> progress.at(s.name() + "." + step, done, total);
                return fast ? seeder.fast(s, spec, of) : seeder.standard(s, spec, of);
            }).sum();
            return new Seeded(rows, Duration.ofNanos(System.nanoTime() - start));
        });
    }

    /** Whether every table of these systems has at least the rows of this seed. Reads. */
    public boolean isFilled(List<SampleSystem> systems, SeedSpec spec) {
        return connected("check", c -> {
            try (Statement st = c.createStatement()) {
                for (SampleSystem s : systems) {
                    for (SeedTable table : s.tables()) {
                        if (!has(st, s.qualified(table.name()), spec.rows(table))) {
                            return false;
                        }
                    }
                }
            }
            return true;
        });
    }

    private static boolean has(Statement st, String table, long rows) throws SQLException {
        try (ResultSet r = st.executeQuery("SELECT EXISTS (SELECT FROM " + table + " OFFSET " + Math.max(0, rows - 1) + ")")) {
            r.next();
            return rows == 0 || r.getBoolean(1);
        }
    }

    /** @param rows added */
    public record Seeded(long rows, Duration took) {}

    /**
     * What differs from the expected structure, and tables with fewer rows than the minimal seed. Changes nothing; needs the
     * right to create a schema, which is rolled back.
     */
    public List<Difference> check(List<SampleSystem> systems) {
        return connected("check", c -> {
            List<Difference> all = new ArrayList<>();
            for (SampleSystem s : systems) {
                c.setAutoCommit(false);
                Map<String, String> expected = Structure.expected(c, s);
                c.rollback();
                Map<String, String> actual = Structure.of(c, s.name());
                c.rollback();
                if (actual.isEmpty()) {
                    all.add(new Difference(s.name(), "missing", "schema " + s.name(), Text.of("systems.seed-makes-it"), ""));
                    continue;
                }
                differences(s, expected, actual, all);
                counts(c, s, actual, all);
                c.rollback();
            }
            return all;
        });
    }

    /** @param kind missing, unexpected, different or rows */
    public record Difference(String system, String kind, String part, String expected, String actual) {}

    /** Wrong rows, by the systems' own queries. */
    public List<Finding> verify(List<SampleSystem> systems) {
        return connected("verify", c -> {
            List<Finding> all = new ArrayList<>();
            for (SampleSystem s : systems) {
                requireThere(c, s);
                read(c, s, s.verifications(), (title, r) -> all.add(new Finding(s.name(), title, r.getString(1), r.getLong(2))));
            }
            return all;
        });
    }

    private interface Row {
        void of(String title, ResultSet r) throws SQLException;
    }

    /** The rows of a system's own queries, each with its query's title. */
    private static void read(Connection c, SampleSystem system, List<String> names, Row row) throws SQLException {
        for (String name : names) {
            Sql sql = Sql.load("systems/" + system.name() + "/" + name, 18);
            try (Statement st = c.createStatement();
                    ResultSet r = st.executeQuery(sql.text())) {
                while (r.next()) {
                    row.of(sql.title(), r);
                }
            }
        }
    }

    /** @param rule that is broken, as a sentence */
    public record Finding(String system, String rule, String what, long rows) {}

    /** Removes redundant rows and unused tables and indexes; with {@code preview} it only counts them. One transaction. */
    public List<Cleaned> cleanup(List<SampleSystem> systems, boolean preview, String typedName) {
        if (preview) {
            return exclusively(c -> clean(c, systems, true));
        }
        guardrail.require(typedName);
        return exclusively(Act.CLEANUP, systems, c -> clean(c, systems, false));
    }

    private List<Cleaned> clean(Connection c, List<SampleSystem> systems, boolean preview) throws SQLException {
        c.setAutoCommit(false);
        List<Cleaned> all = new ArrayList<>();
        for (SampleSystem s : systems) {
            requireThere(c, s);
            read(c, s, s.cleanups(), (title, r) -> all.add(new Cleaned(s.name(), title, r.getLong(1))));
            all.addAll(Unused.drop(c, s, optional(s)::contains));
        }
        if (preview) {
            c.rollback();
        } else {
            c.commit();
        }
        c.setAutoCommit(true);
        return all;
    }

    /** @param rows removed, or to be removed; 1 for an object without any */
    public record Cleaned(String system, String what, long rows) {}

    /** The statements that make the optimised way's indexes. */
    public static List<String> indexes(SampleSystem system) {
        return java.util.Arrays.stream(Structure.text("systems/" + system.name() + "/indexes.sql").split(";", -1))
                .map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** Makes the optimised way's indexes, or takes them away again. */
    public void indexed(List<SampleSystem> systems, boolean there, String typedName, Progress progress) {
        guardrail.require(typedName);
        List<String> making = systems.stream().flatMap(s -> indexes(s).stream()).toList();
        List<String> dropping = systems.stream().flatMap(s -> indexes(s).stream().map(i -> dropping(s, i))).toList();
        Deed deed = Deed.sql(Place.of(target), Act.OPTIMISE, there ? making : dropping)
                .undoneBy(String.join(";\n", there ? dropping : making));
        audit.doing(deed, () -> connected("optimize", c -> {
            for (SampleSystem s : systems) {
                List<String> statements = indexes(s);
                int done = 0;
                for (String create : statements) {
                    progress.at(s.name(), done++, statements.size());
                    try (Statement st = c.createStatement()) {
                        st.execute(there ? create : dropping(s, create));
                    }
                }
                try (Statement st = c.createStatement()) {
                    for (SeedTable table : s.tables()) {
                        st.execute((there ? "VACUUM ANALYZE " : "ANALYZE ") + s.qualified(table.name()));
                    }
                }
            }
            return 0;
        }));
    }

    private static String dropping(SampleSystem system, String create) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + indexOf(system, create);
    }

    private static String indexOf(SampleSystem system, String create) {
        String[] words = create.replaceFirst("(?s)^.*IF NOT EXISTS\\s+", "").split("\\s+", 2);
        return Identifiers.quote(system.name(), words[0]);
    }

    private static void differences(SampleSystem system, Map<String, String> expected, Map<String, String> actual, List<Difference> to) {
        TreeSet<String> parts = new TreeSet<>(expected.keySet());
        parts.addAll(actual.keySet());
        Set<String> optional = optional(system);
        for (String part : parts) {
            String should = expected.getOrDefault(part, "");
            String is = actual.getOrDefault(part, "");
            if (!expected.containsKey(part)) {
                if (!optional.contains(part) || is.endsWith("(invalid)")) {
                    to.add(new Difference(system.name(), "unexpected", part, "", is));
                }
            } else if (!actual.containsKey(part)) {
                if (isOfMissingTable(part, actual)) {
                    continue;
                }
                to.add(new Difference(system.name(), "missing", part, should, ""));
            } else if (!should.equals(is)) {
                to.add(new Difference(system.name(), "different", part, should, is));
            }
        }
    }

    /** The table is named already; its columns and constraints need not be. */
    private static boolean isOfMissingTable(String part, Map<String, String> actual) {
        int dot = part.indexOf('.');
        return dot > 0 && !actual.containsKey("table " + part.substring(part.indexOf(' ') + 1, dot));
    }

    /** The parts of the optimised way, which may be there or not. */
    private static Set<String> optional(SampleSystem system) {
        Set<String> optional = new TreeSet<>();
        indexes(system).forEach(i -> optional.add("index " + indexOf(system, i).replace(system.name() + ".", "")));
        return optional;
    }

    private void requireThere(Connection c, SampleSystem system) throws SQLException {
        try (var s = c.prepareStatement("SELECT pg_catalog.to_regnamespace(?) IS NOT NULL")) {
            s.setString(1, system.name());
            try (ResultSet r = s.executeQuery()) {
                r.next();
                if (!r.getBoolean(1)) {
                    throw new JobException(JobException.Kind.BAD_INPUT, Text.of("systems.not-here", system.name(), target.database()));
                }
            }
        }
    }

    private static void counts(Connection c, SampleSystem system, Map<String, String> actual, List<Difference> to) throws SQLException {
        for (SeedTable table : system.tables()) {
            if (!actual.containsKey("table " + table.name())) {
                continue;
            }
            try (Statement s = c.createStatement();
                    ResultSet r = s.executeQuery("SELECT count(*) FROM " + system.qualified(table.name()))) {
                r.next();
                if (r.getLong(1) < table.minimal()) {
                    to.add(new Difference(system.name(), "rows", "table " + table.name(), String.valueOf(table.minimal()), r.getString(1)));
                }
            }
        }
    }

    private interface Task<T> {
        T on(Connection c) throws SQLException;
    }

    private static SessionSpec spec(String part) {
        return new SessionSpec(part, false, Duration.ofMinutes(10), Duration.ofSeconds(5), Duration.ofMinutes(1));
    }

    /** Written down first. */
    private <T> T exclusively(Act act, List<SampleSystem> systems, Task<T> task) {
        String words = systems.stream().map(SampleSystem::name).collect(java.util.stream.Collectors.joining(", "));
        return audit.doing(Deed.of(Place.of(target), act, words), () -> exclusively(task));
    }

    private <T> T exclusively(Task<T> task) {
        return connected("reset", c -> {
            try (Statement s = c.createStatement();
                    ResultSet r = s.executeQuery("SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtext('howdah.one-click'))")) {
                r.next();
                if (!r.getBoolean(1)) {
                    throw new JobException(JobException.Kind.REFUSED, Text.of("systems.busy", target.database()));
                }
            }
            return task.on(c);
        });
    }

    private <T> T connected(String part, Task<T> task) {
        try (Connection c = Connections.open(target, spec(part))) {
            return task.on(c);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }
}
