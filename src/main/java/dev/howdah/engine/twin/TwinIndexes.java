package dev.howdah.engine.twin;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes hypothetical indexes in a twin: real ones on empty tables, invalid until an estimate wants them. Not thread-safe. */
final class TwinIndexes {
    private final Twin twin;
    private final TwinDatabase database;
    private final SizeModel sizes;
    private final String prefix;
    private final Shares shares;
    private final Map<Long, List<Long>> leaves = new HashMap<>();

    TwinIndexes(Twin twin, TwinDatabase database, SizeModel sizes, String prefix) {
        this.twin = twin;
        this.database = database;
        this.sizes = sizes;
        this.prefix = prefix;
        this.shares = new Shares(twin, database);
    }

    /** A hypothetical index and the numbers of the real ones that stand for it, one a partition; none when it cannot exist. */
    record Made(WhatIf.Hypothetical hypothetical, List<Long> oids, List<String> names, @Nullable String ddl) {}

    List<Made> make(List<IndexDef> indexes, int firstHandle) {
        shares.guess(indexes, this::relation);
        @Nullable Made[] result = new Made[indexes.size()];
        try (Connection c = twin.connect(database); Cancellation.Reach _ = Cancellation.on(c)) {
            CatalogIndexes quick = new CatalogIndexes(c, database.places(), twin.major(),
                    indexes.stream().map(IndexDef::tableId).distinct().flatMap(t -> leaves(t).stream()).toList());
            quickly(quick, indexes, firstHandle, result);
            slowly(quick, indexes, patterns(quick, indexes, result), firstHandle, result);
            quickly(quick, indexes, firstHandle, result);
            slowly(quick, indexes, missing(result), firstHandle, result);
        } catch (SQLException e) {
            throw DbException.of(e, database.target());
        } catch (IOException e) {
            throw noRoom(e);
        }
        return java.util.stream.Stream.of(result).map(Objects::requireNonNull).toList();
    }

    /** Those that need CREATE INDEX: of partial ones that differ only in their columns the first, which says what the predicate means. */
    private List<Integer> patterns(CatalogIndexes quick, List<IndexDef> indexes, @Nullable Made[] done) {
        Set<String> predicates = new HashSet<>();
        return missing(done).stream()
                .filter(i -> !takes(quick, indexes.get(i)) || predicates.add(CatalogIndexes.rows(indexes.get(i))))
                .toList();
    }

    private static List<Integer> missing(@Nullable Made[] done) {
        return IntStream.range(0, done.length).filter(i -> done[i] == null).boxed().toList();
    }

    private void slowly(CatalogIndexes quick, List<IndexDef> indexes, List<Integer> which, int firstHandle, @Nullable Made[] result) {
        if (which.isEmpty()) {
            return;
        }
        withHeapsHidden(which.stream().map(i -> indexes.get(i).tableId()).collect(Collectors.toSet()), c -> {
            for (int i : which) {
                IndexDef index = indexes.get(i);
                result[i] = make(c, index, null, firstHandle + i, (table, oid) -> quick.pattern(index, table, oid));
            }
        });
    }

    /** Those that need no CREATE INDEX, as far as it is known what their predicates mean. */
    private void quickly(CatalogIndexes quick, List<IndexDef> indexes, int firstHandle, @Nullable Made[] result) throws SQLException, IOException {
        for (int i = 0; i < result.length; i++) {
            IndexDef index = indexes.get(i);
            if (result[i] == null && takes(quick, index) && leaves(index.tableId()).stream().allMatch(t -> quick.knows(index, t))) {
                result[i] = quickly(quick, index, firstHandle + i);
            }
        }
        quick.write();
    }

    private boolean takes(CatalogIndexes quick, IndexDef index) {
        List<Long> tables = leaves(index.tableId());
        return !tables.isEmpty() && tables.stream().allMatch(t -> quick.takes(index, t));
    }

    /** One of the table, or one of each of its partitions: the planner looks at no others. */
    private Made quickly(CatalogIndexes quick, IndexDef index, int handle) throws IOException {
        List<Long> oids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long bytes = 0;
        List<Long> tables = leaves(index.tableId());
        for (Long table : tables) {
            Cancellation.goOn();
            IndexDef own = table == index.tableId() ? index : index.on(table, Objects.requireNonNull(relation(table)).qualified());
            SizeModel.Size size = sizes.of(own, shares.of(index));
            String name = prefix + handle + (tables.size() == 1 ? "" : "_" + table);
            oids.add(quick.make(own, name, size));
            names.add(name);
            bytes += size.bytes();
        }
        return new Made(new WhatIf.Hypothetical(index, handle, names.getFirst(), bytes, null), oids, names, null);
    }

    /** Ids of the table, or of its partitions that hold rows here. */
    private List<Long> leaves(long table) {
        return leaves.computeIfAbsent(table, t -> withPartitions(Set.of(t)).stream()
                .filter(id -> {
                    Capsule.Relation r = relation(id);
                    Places.Place place = database.place(id);
                    return r != null && place != null && !place.partitioned() && !r.kind().equals("f") && (id.equals(t) || r.partitionBound() != null);
                })
                .toList());
    }

    Made make(String ddl, int handle) {
        List<Made> result = new ArrayList<>();
        guessShares(ddl);
        Set<Long> all = database.capsule().relations().stream().map(Capsule.Relation::id).collect(Collectors.toSet());
        IndexDef unknown = new IndexDef(0, "", "", List.of(), List.of(), null);
        withHeapsHidden(all, c -> result.add(make(c, unknown, ddl, handle, (table, oid) -> {})));
        return result.getFirst();
    }

    @FunctionalInterface
    private interface Making {
        void with(Connection c) throws SQLException, IOException;
    }

    /**
     * CREATE INDEX reads the whole heap, also an empty and sparse one: so the heap is made short for that moment. A connection of its
     * own, because one that has planned before knows the further segments of large heaps.
     */
    private void withHeapsHidden(Set<Long> tables, Making making) {
        Set<Long> all = withPartitions(tables);
        twin.heaps().writeLock().lock();
        try (Connection c = twin.connect(database); Cancellation.Reach _ = Cancellation.on(c)) {
            try {
                for (Long id : all) {
                    Places.Place place = database.place(id);
                    Capsule.Relation r = relation(id);
                    if (place != null && r != null && r.bytes() > 0) {
                        place.file().hide(0);
                    }
                }
                Sending.execute(c, "BEGIN; SET LOCAL client_min_messages = error");
                making.with(c);
                restoreSizes(c, all);
                Sending.execute(c, "COMMIT");
            } finally {
                for (Long id : all) {
                    Places.Place place = database.place(id);
                    Capsule.Relation r = relation(id);
                    if (place != null && r != null && r.bytes() > 0) {
                        place.file().extend(r.bytes());
                    }
                }
            }
        } catch (SQLException e) {
            throw DbException.of(e, database.target());
        } catch (IOException e) {
            throw noRoom(e);
        } finally {
            twin.heaps().writeLock().unlock();
        }
    }

    private ClusterException noRoom(IOException e) {
        return new ClusterException(Text.of("twin.no-room", database.places().data(), ClusterException.reason(e)), e);
    }

    private Capsule.@Nullable Relation relation(long id) {
        return byId().get(id);
    }

    private @Nullable Map<Long, Capsule.Relation> byId;

    private Map<Long, Capsule.Relation> byId() {
        Map<Long, Capsule.Relation> known = byId;
        if (known == null) {
            known = database.capsule().relationsById();
            byId = known;
        }
        return known;
    }

    private Set<Long> withPartitions(Set<Long> tables) {
        Set<Long> all = new LinkedHashSet<>(tables);
        boolean more = true;
        while (more) {
            more = false;
            for (Capsule.Relation r : database.capsule().relations()) {
                if (r.parents() != null && !all.contains(r.id())) {
                    for (String p : r.parents().split(",", -1)) {
                        if (all.contains(Long.parseLong(p))) {
                            more |= all.add(r.id());
                        }
                    }
                }
            }
        }
        return all;
    }

    /** CREATE INDEX counted an empty heap. */
    private void restoreSizes(Connection c, Set<Long> tables) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (Long id : tables) {
            Places.Place place = database.place(id);
            Capsule.Relation r = relation(id);
            if (place != null && r != null && !r.kind().equals("p")) {
                sql.append("UPDATE pg_catalog.pg_class SET relpages = ").append(r.pages()).append(", reltuples = ").append(r.tuples())
                        .append(", relallvisible = ").append(r.allVisible()).append(" WHERE oid = ").append(place.oid())
                        .append(" AND (relpages, reltuples, relallvisible) IS DISTINCT FROM (").append(r.pages()).append(", ")
                        .append((float) r.tuples()).append("::float4, ").append(r.allVisible()).append(");");
            }
        }
        if (!sql.isEmpty()) {
            Sending.execute(c, sql.toString());
        }
    }

    private Made make(Connection c, IndexDef index, @Nullable String ddl, int handle, BiConsumer<Long, Long> each) throws SQLException, IOException {
        String name = prefix + handle;
        Sending.execute(c, "SAVEPOINT one");
        try {
            long newest = ddl == null ? 0 : newestIndex(c);
            Sending.execute(c, ddl == null ? index.ddl(name, false) : ddl.replaceAll("(?i)\\bCONCURRENTLY\\b", ""));
            List<Leaf> leaves = leaves(c, ddl == null ? "c.relname = " + Identifiers.literal(name) : newer(newest), alone(index));
            if (leaves.isEmpty()) {
                throw new SQLException(Text.of("twin.no-index-made"));
            }
            long bytes = 0;
            for (Leaf leaf : leaves) {
                Cancellation.goOn();
                bytes += shape(c, index, leaf);
                each.accept(leaf.tableOid(), leaf.oid());
            }
            Sending.execute(c, "RELEASE SAVEPOINT one; UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid IN ("
                    + leaves.stream().map(l -> String.valueOf(l.oid())).collect(Collectors.joining(",")) + ")");
            WhatIf.Hypothetical h = new WhatIf.Hypothetical(index, handle, leaves.getFirst().name(), bytes, null);
            return new Made(h, leaves.stream().map(Leaf::oid).toList(), leaves.stream().map(Leaf::name).toList(), ddl);
        } catch (SQLException e) {
            Cancellation.goOn();
            Sending.execute(c, "ROLLBACK TO SAVEPOINT one");
            return new Made(new WhatIf.Hypothetical(index, handle, name, 0, Sending.firstLine(e)), List.of(), List.of(), ddl);
        }
    }

    private record Leaf(long oid, String name, @Nullable String file, long tableOid, String method, String columns, int keys) {}

    private static final String NOT_WRITTEN = "indexrelid < " + Places.FIRST_OID;

    private static String newer(long than) {
        return "c.oid > " + than + " AND c.oid < " + Places.FIRST_OID;
    }

    private static long newestIndex(Connection c) throws SQLException {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT coalesce(max(indexrelid::bigint), 0) FROM pg_catalog.pg_index WHERE " + NOT_WRITTEN)) {
            r.next();
            return r.getLong(1);
        }
    }

    /** Its table has no partitions. */
    private boolean alone(IndexDef index) {
        Places.Place table = database.place(index.tableId());
        return table != null && !table.partitioned();
    }

    /** The index and, for a partitioned table, those of all partitions. */
    private static List<Leaf> leaves(Connection c, String which, boolean alone) throws SQLException {
        String sql = "SELECT i.indexrelid::bigint, c.relname, CASE WHEN c.relkind = 'i' THEN pg_catalog.pg_relation_filepath(c.oid) END, "
                + "i.indrelid::bigint, a.amname, i.indkey::text, i.indnkeyatts FROM pg_catalog.pg_class c "
                + "JOIN pg_catalog.pg_am a ON a.oid = c.relam JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid "
                + (alone ? "WHERE " + which : "WHERE c.oid IN (WITH RECURSIVE t AS (SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relkind IN ('i', 'I') AND " + which
                + " UNION SELECT h.inhrelid FROM t JOIN pg_catalog.pg_inherits h ON h.inhparent = t.oid) SELECT oid FROM t) ORDER BY c.oid");
        List<Leaf> leaves = new ArrayList<>();
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            while (r.next()) {
                leaves.add(new Leaf(r.getLong(1), r.getString(2), r.getString(3), r.getLong(4), r.getString(5), r.getString(6), r.getInt(7)));
            }
        }
        return leaves;
    }

    /** Gives one index the size that it would have. */
    private long shape(Connection c, IndexDef index, Leaf leaf) throws SQLException, IOException {
        Capsule.Relation table = tableOf(leaf.tableOid());
        if (leaf.file() == null || table == null) {
            return 0;
        }
        IndexDef own = index.tableId() == table.id() ? index : described(c, leaf, table);
        SizeModel.Size size = sizes.of(own, shares.of(own, index));
        RelationFile file = database.places().file(leaf.file());
        if (leaf.method().equals("btree") && size.pages() > 1) {
            file.btreeHeight(Math.min(size.height(), (int) Math.min(100, size.pages() - 2)));
        } else if (leaf.method().equals("brin")) {
            file.brinMap(table.bytes() / IndexPages.PAGE);
        }
        file.extend(size.bytes());
        Sending.execute(c, "UPDATE pg_catalog.pg_class SET relpages = " + size.pages() + ", reltuples = " + size.tuples() + " WHERE oid = "
                + leaf.oid());
        return size.bytes();
    }

    private @Nullable Map<Long, Long> idsByOid;

    private Capsule.@Nullable Relation tableOf(long oid) {
        Map<Long, Long> ids = idsByOid;
        if (ids == null) {
            ids = new HashMap<>();
            for (Capsule.Relation r : database.capsule().relations()) {
                Places.Place place = database.place(r.id());
                if (place != null) {
                    ids.put(place.oid(), r.id());
                }
            }
            idsByOid = ids;
        }
        Long id = ids.get(oid);
        return id == null ? null : relation(id);
    }

    /** An index that came as a statement, or a partition's, in the words of the size model. */
    private IndexDef described(Connection c, Leaf leaf, Capsule.Relation table) throws SQLException {
        Map<Integer, String> names = database.capsule().columnsByTable().getOrDefault(table.id(), List.of()).stream()
                .collect(Collectors.toMap(Capsule.Column::number, Capsule.Column::name));
        List<String> columns = new ArrayList<>();
        for (String number : leaf.columns().split(" ", -1)) {
            columns.add(names.get(Integer.parseInt(number)));
        }
        List<IndexDef.Key> keys = columns.subList(0, leaf.keys()).stream()
                .map(n -> new IndexDef.Key(n, n == null ? "expression" : null, null, false, false))
                .toList();
        List<String> include = columns.subList(leaf.keys(), columns.size());
        return new IndexDef(table.id(), table.qualified(), leaf.method(), keys, include, predicate(c, leaf.oid()));
    }

    private static @Nullable String predicate(Connection c, long oid) throws SQLException {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(
                        "SELECT pg_catalog.pg_get_expr(indpred, indrelid) FROM pg_catalog.pg_index WHERE indexrelid = " + oid)) {
            return r.next() ? r.getString(1) : null;
        }
    }

    /** The same for a statement: its predicate is known once it ran, so it runs once and is taken back. */
    private void guessShares(String ddl) {
        List<IndexDef> partial = new ArrayList<>();
        Set<Long> all = database.capsule().relations().stream().map(Capsule.Relation::id).collect(Collectors.toSet());
        withHeapsHidden(all, c -> {
            Sending.execute(c, "SAVEPOINT look");
            try {
                long newest = newestIndex(c);
                Sending.execute(c, ddl.replaceAll("(?i)\\bCONCURRENTLY\\b", ""));
                for (Leaf leaf : leaves(c, newer(newest), false)) {
                    Capsule.Relation table = tableOf(leaf.tableOid());
                    if (table != null) {
                        partial.add(described(c, leaf, table));
                    }
                }
            } catch (SQLException e) {
                Cancellation.goOn();
                partial.clear();
            }
            Sending.execute(c, "ROLLBACK TO SAVEPOINT look");
        });
        shares.guess(partial, this::relation);
    }
}
