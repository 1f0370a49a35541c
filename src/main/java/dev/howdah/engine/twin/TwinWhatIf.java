package dev.howdah.engine.twin;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.plan.Plan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What-if on a twin: its indexes are made for good, invalid and so without effect, and an estimate switches them on and off within a
 * transaction that is never committed. Each what-if has indexes of its own, so that several never wait for each other.
 */
public final class TwinWhatIf implements WhatIf {
    private static final int ESTIMATES_A_TRANSACTION = 100;
    private static final String FLIP = "UPDATE pg_catalog.pg_index SET indisvalid = NOT indisvalid WHERE indexrelid = ";

    private final Twin twin;
    private TwinDatabase database;
    private final SizeModel sizes;
    private final String prefix;
    private final List<TwinIndexes.Made> made = new ArrayList<>();
    private final Map<String, Long> existing = new HashMap<>();
    private final Map<String, Integer> handles = new HashMap<>();
    private final Set<Long> flipped = new HashSet<>();
    private @Nullable Connection connection;
    private int estimates;
    private long calls;

    /** @param sizes how large its indexes are made */
    public TwinWhatIf(Twin twin, SizeModel sizes) {
        this.twin = twin;
        this.database = twin.database();
        this.sizes = sizes;
        this.prefix = twin.nextWhatIf();
        findExisting();
    }

    private void findExisting() {
        existing.clear();
        for (Capsule.Index i : database.capsule().indexes()) {
            Places.Place place = database.place(i.id());
            if (place != null) {
                existing.put(i.qualified(), place.oid());
            }
        }
    }

    public TwinWhatIf(Twin twin) {
        this(twin, SizeModel.real(twin.capsule()));
    }

    @Override
    public Basis basis() {
        return Basis.TWIN;
    }

    /** How often the planner was asked. */
    public long calls() {
        return calls;
    }

    @Override
    public List<Hypothetical> add(List<IndexDef> indexes) {
        try {
            return made(indexes);
        } catch (DbException e) {
            recover();
            return made(indexes);
        }
    }

    @Override
    public Hypothetical add(String ddl) {
        try {
            return made(ddl);
        } catch (DbException e) {
            recover();
            return made(ddl);
        }
    }

    private List<Hypothetical> made(List<IndexDef> indexes) {
        rollback();
        return indexes.isEmpty() ? List.of() : indexes(maker -> maker.make(indexes, made.size()));
    }

    private Hypothetical made(String ddl) {
        rollback();
        return indexes(maker -> List.of(maker.make(ddl, made.size()))).getFirst();
    }

    private List<Hypothetical> indexes(java.util.function.Function<TwinIndexes, List<TwinIndexes.Made>> making) {
        List<TwinIndexes.Made> news = making.apply(new TwinIndexes(twin, database, sizes, prefix));
        made.addAll(news);
        news.forEach(m -> m.names().forEach(n -> handles.put(n, m.hypothetical().handle())));
        return news.stream().map(TwinIndexes.Made::hypothetical).toList();
    }

    @Override
    public Estimate estimate(Query query, Change change) {
        return Explained.of(ask(query, change, "FORMAT JSON"), handles);
    }

    @Override
    public Plan explain(Query query, Change change) {
        return Plan.parse(ask(query, change, "FORMAT JSON, VERBOSE, SETTINGS"));
    }

    private String ask(Query query, Change change, String options) {
        try {
            return askOnce(query, change, options);
        } catch (DbException e) {
            recover();
            return askOnce(query, change, options);
        }
    }

    /** The server was killed: it is started and built anew, and then the indexes of this what-if. */
    private void recover() {
        connection = null;
        flipped.clear();
        try {
            twin.connect().close();
        } catch (SQLException e) {
            throw DbException.of(e, database.target());
        }
        if (twin.database() == database) {
            return;
        }
        database = twin.database();
        findExisting();
        List<TwinIndexes.Made> lost = List.copyOf(made);
        made.clear();
        handles.clear();
        List<IndexDef> together = new ArrayList<>();
        for (TwinIndexes.Made m : lost) {
            String ddl = m.ddl();
            if (ddl == null) {
                together.add(m.hypothetical().index());
                continue;
            }
            made(List.copyOf(together));
            together.clear();
            made(ddl);
        }
        made(together);
    }

    private String askOnce(Query query, Change change, String options) {
        calls++;
        StringBuilder sql = new StringBuilder();
        if (estimates++ % ESTIMATES_A_TRANSACTION == 0) {
            rollback();
        }
        Set<Long> wanted = wanted(change);
        Set<Long> flips = new HashSet<>(flipped);
        flips.removeAll(wanted);
        wanted.stream().filter(o -> !flipped.contains(o)).forEach(flips::add);
        boolean settings = !change.settings().isEmpty();
        if (!flips.isEmpty()) {
            String list = "'{" + flips.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")) + "}');";
            // What explains a statement on an older server throws prepared ones away.
            sql.append(twin.major() >= 16 ? "EXECUTE howdah_flip(" : FLIP + "ANY(").append(list);
        }
        // what a write locks it would hold on to, and nobody could make an index of that table
        boolean undone = settings || !query.reads();
        if (undone) {
            sql.append("SAVEPOINT undone;");
        }
        if (settings) {
            new TreeMap<>(change.settings()).forEach((k, v) -> sql.append("SELECT pg_catalog.set_config(").append(Identifiers.literal(k))
                    .append(", ").append(Identifiers.literal(v)).append(", true);"));
        }
        twin.heaps().readLock().lock();
        try {
            // a statement may end with a comment, which ends with its line
            sql.append(String.join("\n;", query.explain(options, twin.major())));
            String text = lastResult(sql + (undone ? "\n;ROLLBACK TO SAVEPOINT undone" : ""));
            flipped.clear();
            flipped.addAll(wanted);
            return text;
        } catch (SQLException e) {
            rollback();
            if (connection == null) {
                throw DbException.of(e, database.target());
            }
            throw new WhatIfException(firstLine(e), e);
        } finally {
            twin.heaps().readLock().unlock();
        }
    }

    private Set<Long> wanted(Change change) {
        Set<Long> wanted = new HashSet<>();
        for (Integer handle : change.added()) {
            wanted.addAll(made.get(handle).oids());
        }
        for (String name : change.dropped()) {
            Long oid = existing.get(name);
            if (oid == null) {
                throw new WhatIfException(dev.howdah.engine.text.Text.of("twin.no-such-index", name), null);
            }
            wanted.add(oid);
        }
        return wanted;
    }

    private String lastResult(String sql) throws SQLException {
        try (Statement s = session().createStatement()) {
            boolean result = s.execute(sql);
            String text = "";
            while (result || s.getUpdateCount() >= 0) {
                if (result) {
                    try (ResultSet r = s.getResultSet()) {
                        StringBuilder lines = new StringBuilder();
                        while (r.next()) {
                            lines.append(r.getString(1)).append('\n');
                        }
                        text = lines.toString();
                    }
                }
                result = s.getMoreResults();
            }
            return text;
        }
    }

    /** The open transaction's connection. */
    private Connection session() throws SQLException {
        Connection c = connection;
        if (c == null) {
            c = twin.connect(database);
            execute(c, "PREPARE howdah_flip(oid[]) AS " + FLIP + "ANY($1)");
            execute(c, "BEGIN");
            connection = c;
        }
        return c;
    }

    private void rollback() {
        flipped.clear();
        Connection c = connection;
        if (c == null) {
            return;
        }
        try {
            execute(c, "ROLLBACK; BEGIN");
        } catch (SQLException e) {
            connection = null;
        }
    }

    static void execute(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).replaceFirst("^ERROR: ", "");
    }

    @Override
    public List<WhatIf> forks(int most) {
        List<WhatIf> forks = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            forks.add(fork());
        }
        return forks;
    }

    private WhatIf fork() {
        TwinWhatIf other = new TwinWhatIf(twin, sizes);
        List<IndexDef> plain = new ArrayList<>();
        for (TwinIndexes.Made m : made) {
            if (m.ddl() == null) {
                plain.add(m.hypothetical().index());
            } else {
                throw new IllegalStateException("an index given as a statement cannot be copied");
            }
        }
        if (!plain.isEmpty()) {
            other.add(plain);
        }
        return other;
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
                connection = null;
            }
            List<Long> oids = made.stream().flatMap(m -> m.oids().stream()).toList();
            if (!oids.isEmpty()) {
                Twin.run(database.target(), "DO $$ DECLARE i text; BEGIN FOR i IN SELECT oid::regclass FROM pg_catalog.pg_class WHERE oid IN ("
                        + oids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ") AND NOT relispartition LOOP EXECUTE 'DROP INDEX ' || i; END LOOP; END $$");
            }
        } catch (SQLException | DbException e) {
            // the twin is going or gone: so are its indexes
            made.clear();
        }
    }
}
