package dev.howdah.engine.twin;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.text.Text;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capsule from a live server: catalogue queries in one read-only snapshot, no lock beyond what a SELECT takes. What the role
 * may not read is missing from the capsule and named in its lacks. Thread-safe.
 */
public final class CapsuleReader {
    private static final int NAMES_SHOWN = 5;

    private final InstantSource clock;

    public CapsuleReader(InstantSource clock) {
        this.clock = clock;
    }

    public record RoleSetting(String role, boolean here, String name, String value) {}

    record Setting(String name, String value) {}

    /** The same as {@link #read(Db, BooleanSupplier)}, to its end. */
    public Capsule read(Db db) {
        return read(db, () -> false);
    }

    /**
     * The whole database behind {@code db}, workload included where pg_stat_statements can be read.
     *
     * @param stop asked often, on another thread; true ends the reading
     * @throws java.util.concurrent.CancellationException when it was stopped
     */
    public Capsule read(Db db, BooleanSupplier stop) {
        return Cancellation.unless(stop, () -> whole(db));
    }

    private Capsule whole(Db db) {
        List<Lack> lacks = new ArrayList<>();
        Counted counted = statements(db, lacks);
        List<Capsule.ExtendedData> extendedData = extendedData(db, lacks);
        return db.tx(h -> {
            h.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            h.execute("SELECT pg_catalog.set_config('search_path', '', true)");
            return read(db, h, counted, extendedData, lacks);
        });
    }

    /** @param window in seconds; null when it is not told */
    private record Counted(List<Capsule.Statement> statements, @Nullable Double window) {}

    private Capsule read(Db db, Handle h, Counted counted, List<Capsule.ExtendedData> extendedData, List<Lack> lacks) {
        List<Capsule.Item> items = new ArrayList<>();
        for (String query : List.of("schemas", "types", "sequences", "functions")) {
            items.addAll(list(db, h, query, Capsule.Item.class));
        }
        List<Capsule.Relation> relations = list(db, h, "relations", Capsule.Relation.class);
        List<Capsule.ColumnStats> statistics = ranges(db, h, list(db, h, "statistics", Capsule.ColumnStats.class), lacks);
        unreadable(relations, db, lacks);
        named(relations.stream().filter(Capsule.Relation::rowSecurity).toList(), "twin.row-security", lacks);
        named(relations.stream().filter(Capsule.Relation::hasRules).toList(), "twin.rules", lacks);
        named(relations.stream().filter(r -> r.kind().equals("f")).toList(), "twin.foreign-tables", lacks);
        return new Capsule(
                Capsule.FORMAT,
                clock.instant(),
                list(db, h, "database", Capsule.Source.class).getFirst().withStatementsWindow(counted.window()),
                settings(db, h, counted.statements()),
                list(db, h, "extensions", Capsule.Extension.class),
                items,
                relations,
                list(db, h, "columns", Capsule.Column.class),
                list(db, h, "constraints", Capsule.Constraint.class),
                list(db, h, "indexes", Capsule.Index.class),
                statistics,
                list(db, h, "extended", Capsule.Extended.class),
                extendedData,
                counted.statements(),
                lacks);
    }

    private static Map<String, String> settings(Db db, Handle h, List<Capsule.Statement> statements) {
        Map<String, String> settings = new HashMap<>();
        list(db, h, "settings", Setting.class).forEach(s -> settings.put(s.name(), s.value()));
        String role = mainRole(statements);
        if (role != null) {
            list(db, h, "role_settings", RoleSetting.class).stream()
                    .filter(s -> s.role().equals(role) && PlannerSettings.isOne(s.name()))
                    .forEach(s -> settings.put(s.name(), s.value()));
        }
        return settings;
    }

    /** The role that spends most of the workload's time. */
    private static @Nullable String mainRole(List<Capsule.Statement> statements) {
        Map<String, Double> time = new HashMap<>();
        for (Capsule.Statement s : statements) {
            if (s.role() != null) {
                time.merge(s.role(), s.totalMs(), Double::sum);
            }
        }
        return time.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null);
    }

    private static Counted statements(Db db, List<Lack> lacks) {
        Sql sql = db.sql("twin/statements");
        Lack missing = sql.missing(db.server());
        if (missing != null) {
            lacks.add(new Lack(Text.of("twin.no-workload", missing.reason()), missing.remedy()));
            return new Counted(List.of(), null);
        }
        if (!db.server().has("pg_read_all_stats")) {
            lacks.add(new Lack(
                    Text.of("twin.own-workload"), "GRANT pg_read_all_stats TO " + Identifiers.quote(db.server().user()) + ";"));
        }
        try {
            return db.tx(h -> {
                String schema = h.createQuery("SELECT extnamespace::regnamespace::text FROM pg_catalog.pg_extension "
                                + "WHERE extname = 'pg_stat_statements'")
                        .mapTo(String.class)
                        .one();
                h.execute("SET LOCAL search_path = " + schema);
                return new Counted(h.createQuery(sql.text()).map(ConstructorMapper.of(Capsule.Statement.class)).list(), window(db, h));
            });
        } catch (DbException e) {
            lacks.add(new Lack(Text.of("twin.no-workload", e.problem().detail()), null));
            return new Counted(List.of(), null);
        }
    }

    /** Tables' counters run from another moment on. An extension that was never updated since 13 does not tell. */
    private static @Nullable Double window(Db db, Handle h) {
        boolean told = h.createQuery("SELECT pg_catalog.to_regclass('pg_stat_statements_info') IS NOT NULL").mapTo(Boolean.class).one();
        return told ? h.createQuery(db.sql("twin/statements_window").text()).mapTo(Double.class).findOne().orElse(null) : null;
    }

    private static List<Capsule.ExtendedData> extendedData(Db db, List<Lack> lacks) {
        if (db.call(h -> h.createQuery("SELECT count(*) FROM pg_catalog.pg_statistic_ext").mapTo(Long.class).one()) == 0) {
            return List.of();
        }
        Sql sql = db.sql("twin/extended_data");
        Lack missing = sql.missing(db.server());
        if (missing != null) {
            lacks.add(new Lack(Text.of("twin.no-extended", missing.reason()), missing.remedy()));
            return List.of();
        }
        return db.list("twin/extended_data", Capsule.ExtendedData.class);
    }

    record RangeStats(long relationId, int number, boolean inherited, @Nullable String lengths, @Nullable Float emptyFrac, @Nullable String bounds) {}

    /** Before 17 the view of statistics does not show what is known of ranges. */
    private static List<Capsule.ColumnStats> ranges(Db db, Handle h, List<Capsule.ColumnStats> statistics, List<Lack> lacks) {
        List<String> columns = db.server().major() >= 17 ? List.of()
                : h.createQuery(db.sql("twin/range_columns").text()).mapTo(String.class).list();
        if (columns.isEmpty()) {
            return statistics;
        }
        Lack missing = db.sql("twin/ranges").missing(db.server());
        if (missing != null) {
            String some = String.join(", ", columns.stream().limit(NAMES_SHOWN).toList()) + (columns.size() > NAMES_SHOWN ? ", …" : "");
            lacks.add(new Lack(Text.of("twin.no-ranges", columns.size(), some, missing.reason()), missing.remedy()));
            return statistics;
        }
        List<RangeStats> all = list(db, h, "ranges", RangeStats.class);
        Map<List<Object>, RangeStats> known = all.stream().collect(Collectors.toMap(r -> List.of(r.relationId(), r.number(), r.inherited()), r -> r));
        return statistics.stream().map(s -> {
            RangeStats r = known.get(List.<Object>of(s.relationId(), s.number(), s.inherited()));
            return r == null ? s : s.withRange(r.lengths(), r.emptyFrac(), r.bounds());
        }).toList();
    }

    private static <T> List<T> list(Db db, Handle h, String query, Class<T> type) {
        return h.createQuery(db.sql("twin/" + query).text()).map(ConstructorMapper.of(type)).list();
    }

    private static void unreadable(List<Capsule.Relation> relations, Db db, List<Lack> lacks) {
        List<Capsule.Relation> closed =
                relations.stream().filter(r -> !r.readable() && !r.kind().equals("v")).toList();
        if (!closed.isEmpty()) {
            lacks.add(new Lack(
                    Text.of("twin.unreadable", closed.size(), names(closed)),
                    "GRANT pg_read_all_data TO " + Identifiers.quote(db.server().user()) + ";"));
        }
    }

    private static void named(List<Capsule.Relation> relations, String key, List<Lack> lacks) {
        if (!relations.isEmpty()) {
            lacks.add(new Lack(Text.of(key, relations.size(), names(relations)), null));
        }
    }

    private static String names(List<Capsule.Relation> relations) {
        String some = String.join(", ", relations.stream().limit(NAMES_SHOWN).map(Capsule.Relation::qualified).toList());
        return relations.size() > NAMES_SHOWN ? some + ", …" : some;
    }
}
