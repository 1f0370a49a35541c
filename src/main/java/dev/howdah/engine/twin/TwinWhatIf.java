package dev.howdah.engine.twin;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.plan.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What-if on a twin: its indexes are made for good, invalid and so without effect, and an estimate switches them on and off within a
 * transaction that is never committed. Each what-if has indexes of its own, so that several never wait for each other.
 */
public final class TwinWhatIf implements WhatIf {
    private final Twin twin;
    private TwinDatabase database;
    private final SizeModel sizes;
    private final List<TwinIndexes.Made> made = new ArrayList<>();
    private final Map<String, Long> existing = new HashMap<>();
    private final Map<String, Integer> handles = new HashMap<>();
    private final Map<IndexDef, Integer> known = new HashMap<>();
    /** Before and after are often asked in turn: neither need be switched for that. */
    private TwinSession asIs;
    private TwinSession changed;
    private long calls;

    /** @param sizes how large its indexes are made */
    public TwinWhatIf(Twin twin, SizeModel sizes) {
        this.twin = twin;
        this.sizes = sizes;
        settle(twin.database());
    }

    /** From now on it asks this state of the twin. */
    private void settle(TwinDatabase state) {
        database = state;
        asIs = new TwinSession(twin, state);
        changed = new TwinSession(twin, state);
        existing.clear();
        for (Capsule.Index i : state.capsule().indexes()) {
            Places.Place place = state.place(i.id());
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
        List<IndexDef> news = indexes.stream().distinct().filter(i -> !known.containsKey(i)).toList();
        if (!news.isEmpty()) {
            patiently(() -> make(news));
        }
        return indexes.stream().map(i -> made.get(Objects.requireNonNull(known.get(i))).hypothetical()).toList();
    }

    @Override
    public Hypothetical add(String ddl) {
        return patiently(() -> make(ddl));
    }

    private List<Hypothetical> make(List<IndexDef> indexes) {
        return make(maker -> maker.make(indexes, made.size()));
    }

    private Hypothetical make(String ddl) {
        return make(maker -> List.of(maker.make(ddl, made.size()))).getFirst();
    }

    private List<Hypothetical> make(Function<TwinIndexes, List<TwinIndexes.Made>> making) {
        release();
        List<TwinIndexes.Made> news = making.apply(new TwinIndexes(twin, database, sizes, twin.freshPrefix()));
        news.forEach(this::remember);
        return news.stream().map(TwinIndexes.Made::hypothetical).toList();
    }

    private void remember(TwinIndexes.Made m) {
        Hypothetical h = m.hypothetical();
        made.add(m);
        m.names().forEach(n -> handles.put(n, h.handle()));
        if (m.ddl() == null) {
            known.put(h.index(), h.handle());
        }
    }

    private void forget() {
        made.clear();
        handles.clear();
        known.clear();
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
        return patiently(() -> askOnce(query, change, options));
    }

    /** When the server was killed, once more on the one in its place. */
    private <T> T patiently(Supplier<T> work) {
        try {
            return work.get();
        } catch (DbException e) {
            Cancellation.goOn();
            recover();
            return work.get();
        }
    }

    /** The server is started and built anew, and then the indexes of this what-if, under their handles; all of it or nothing. */
    private void recover() {
        disconnect();
        try {
            twin.connect().close();
        } catch (SQLException e) {
            throw DbException.of(e, database.target());
        }
        TwinDatabase before = database;
        if (twin.database() == before) {
            return;
        }
        List<TwinIndexes.Made> lost = List.copyOf(made);
        forget();
        try {
            settle(twin.database());
            makeAgain(lost);
        } catch (RuntimeException e) {
            disconnect();
            forget();
            settle(before);
            lost.forEach(this::remember);
            throw e;
        }
    }

    private void makeAgain(List<TwinIndexes.Made> lost) {
        List<IndexDef> together = new ArrayList<>();
        for (TwinIndexes.Made m : lost) {
            String ddl = m.ddl();
            if (ddl == null) {
                together.add(m.hypothetical().index());
                continue;
            }
            makeAll(together);
            make(ddl);
        }
        makeAll(together);
    }

    private void makeAll(List<IndexDef> together) {
        if (!together.isEmpty()) {
            make(List.copyOf(together));
            together.clear();
        }
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

    @Override
    public List<WhatIf> forks(int most) {
        return Stream.generate(() -> (WhatIf) new TwinWhatIf(twin, sizes)).limit(most).toList();
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
