package dev.howdah.engine.twin;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What-if on a twin: its indexes are made for good, invalid and so without effect, and an estimate switches them on and off within a
 * transaction that is never committed. Each what-if has indexes of its own, so that several never wait for each other.
 */
public final class TwinWhatIf implements WhatIf {
    private final Twin twin;
    private TwinDatabase database;
    private final SizeModel sizes;
    private final String prefix;
    private final List<TwinIndexes.Made> made = new ArrayList<>();
    private final Map<String, Long> existing = new HashMap<>();
    private final Map<String, Integer> handles = new HashMap<>();
    /** Before and after are often asked in turn: neither need be switched for that. */
    private TwinSession asIs;
    private TwinSession changed;
    private long calls;

    /** @param sizes how large its indexes are made */
    public TwinWhatIf(Twin twin, SizeModel sizes) {
        this.twin = twin;
        this.database = twin.database();
        this.sizes = sizes;
        this.prefix = twin.nextWhatIf();
        this.asIs = new TwinSession(twin, database);
        this.changed = new TwinSession(twin, database);
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
        release();
        return indexes.isEmpty() ? List.of() : indexes(maker -> maker.make(indexes, made.size()));
    }

    private Hypothetical made(String ddl) {
        release();
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
        disconnect();
        try {
            twin.connect().close();
        } catch (SQLException e) {
            throw DbException.of(e, database.target());
        }
        if (twin.database() == database) {
            return;
        }
        database = twin.database();
        asIs = new TwinSession(twin, database);
        changed = new TwinSession(twin, database);
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
        Set<Long> wanted = wanted(change);
        return (wanted.isEmpty() ? asIs : changed).ask(query, wanted, change.settings(), options);
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

    /** Lets go of what the last questions switched and locked. */
    private void release() {
        asIs.rollback();
        changed.rollback();
    }

    private void disconnect() {
        asIs.close();
        changed.close();
    }

    static void execute(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        String line = (end < 0 ? message : message.substring(0, end)).replaceFirst("^ERROR: ", "");
        // the driver refuses an unfinished text itself, and repeats all that it was given
        return line.replaceFirst("^(Unterminated .+?) started at position \\d+ in SQL .*$", "$1");
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
            disconnect();
            List<Long> oids = made.stream().flatMap(m -> m.oids().stream()).toList();
            if (!oids.isEmpty()) {
                Twin.run(database.target(), "DO $$ DECLARE i text; BEGIN FOR i IN SELECT oid::regclass FROM pg_catalog.pg_class WHERE oid IN ("
                        + oids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ") AND NOT relispartition LOOP EXECUTE 'DROP INDEX ' || i; END LOOP; END $$");
            }
        } catch (DbException e) {
            // the twin is going or gone: so are its indexes
            made.clear();
        }
    }
}
