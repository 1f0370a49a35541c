package dev.howdah.engine.profile;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sqltext.Passwords;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Texts, names and resets of pg_stat_statements on one target. Thread-safe. */
public final class Statements {
    /** Counters of all statements, every 10 s. */
    public static final Probe<StatementSnapshot> PROBE = new StatementProbe();

    private static final long TEXT_BUDGET = 16L << 20;
    private static final int LONGEST = 100_000;
    private static final String HIDDEN = "<insufficient privilege>";

    private final Db db;
    private final KeptSnapshots kept;
    private final AuditLog audit;
    private final LinkedHashMap<Long, String> texts = new LinkedHashMap<>(256, 0.75f, true);
    private long textLength;
    private Map<Long, String> roles = Map.of();
    private Map<Long, String> databases = Map.of();

    /** A row of texts.sql. */
    record TextRow(long queryId, @Nullable String text) {
        TextRow {
            // The server leaves the constants of ALTER ROLE … PASSWORD as they are.
            text = text == null ? null : Passwords.hide(text);
        }
    }

    /** A row of names.sql. */
    record NameRow(String kind, long id, String name) {}

    /** What to forget. */
    public sealed interface Scope {
        /** One entry. */
        record One(StatementKey key) implements Scope {
            public One {
                if (key.queryId() == 0 || key.userId() == 0 || key.databaseId() == 0) {
                    throw new IllegalArgumentException("0 would reset every statement");
                }
            }
        }

        /** All statements of the database that the connection is for. */
        record Database() implements Scope {}

        /** All statements of the server. */
        record All() implements Scope {}
    }

    /** @param kept where counters go before they are reset */
    public Statements(Db db, KeptSnapshots kept, AuditLog audit) {
        this.db = db;
        this.kept = kept;
        this.audit = audit;
    }

    /**
     * The statements' normalised texts. The server reads its whole file of texts for that, so each is asked for once and what was
     * asked for together comes together. Statements that are unknown or may not be read are not in the result.
     */
    public Map<Long, String> texts(Collection<Long> queryIds) {
        Map<Long, String> found = new HashMap<>();
        List<Long> wanted = new ArrayList<>();
        synchronized (texts) {
            for (Long id : queryIds) {
                String known = texts.get(id);
                if (known == null) {
                    wanted.add(id);
                } else {
                    found.put(id, known);
                }
            }
        }
        if (!wanted.isEmpty()) {
            read(db, wanted).forEach((id, text) -> found.put(id, remember(id, text)));
        }
        return found;
    }

    /** The same without remembering: what cannot be read is not in the result. The server reads its whole file of texts for it. */
    public static Map<Long, String> read(Db db, Collection<Long> queryIds) {
        Map<Long, String> found = new HashMap<>();
        for (TextRow row : rows(db, List.copyOf(queryIds))) {
            if (row.text() != null && !row.text().equals(HIDDEN)) {
                found.put(row.queryId(), row.text().length() > LONGEST ? row.text().substring(0, LONGEST) : row.text());
            }
        }
        return found;
    }

    private static List<TextRow> rows(Db db, List<Long> ids) {
        Sql sql = db.sql("profile/texts").inSchema(schema(db));
        Long[] array = ids.toArray(new Long[0]);
        return db.call(h -> h.createQuery(sql.text()).bindArray("ids", Long.class, (Object[]) array)
                .map(ConstructorMapper.of(TextRow.class)).list());
    }

    private String remember(long id, String bounded) {
        synchronized (texts) {
            String old = texts.put(id, bounded);
            textLength += bounded.length() - (old == null ? 0 : old.length());
            var eldest = texts.entrySet().iterator();
            while (textLength > TEXT_BUDGET && eldest.hasNext()) {
                textLength -= eldest.next().getValue().length();
                eldest.remove();
            }
        }
        return bounded;
    }

    /** The role's name, or its oid when it was dropped. */
    public String role(long oid) {
        return name(oid, true);
    }

    /** The database's name, or its oid when it was dropped. */
    public String database(long oid) {
        return name(oid, false);
    }

    private synchronized String name(long oid, boolean role) {
        if (!(role ? roles : databases).containsKey(oid)) {
            Map<Long, String> r = new HashMap<>();
            Map<Long, String> d = new HashMap<>();
            db.list("profile/names", NameRow.class).forEach(n -> (n.kind().equals("role") ? r : d).put(n.id(), n.name()));
            (role ? r : d).putIfAbsent(oid, Long.toString(oid));
            roles = Collections.unmodifiableMap(r);
            databases = Collections.unmodifiableMap(d);
        }
        return String.valueOf((role ? roles : databases).get(oid));
    }

    /**
     * Makes the server forget counters. They are read and kept first, so that {@link #lifetime} still knows them; when they cannot
     * be kept, nothing is reset.
     *
     * @throws DbException Denied when the role may not execute pg_stat_statements_reset
     */
    public void reset(Scope scope) {
        String words = switch (scope) {
            case Scope.One(StatementKey k) -> Text.of("audit.reset-one", Long.toString(k.queryId()));
            case Scope.Database() -> Text.of("audit.reset-database");
            case Scope.All() -> Text.of("audit.reset-all");
        };
        audit.doing(Deed.of(Place.of(db.target()), Act.RESET_STATISTICS, words), () -> {
            keepAndReset(scope);
            return scope;
        });
    }

    private void keepAndReset(Scope scope) {
        StatementSnapshot before = PROBE.read(db);
        String database = db.server().database();
        kept.keep(db.target(), new KeptSnapshots.Kept(before.at(), before.setup().version(), db.server().major(),
                chosen(before, scope, database)));
        String schema = before.setup().schema();
        switch (scope) {
            case Scope.One(StatementKey k) -> run("profile/reset-statement", schema,
                    Map.of("userId", k.userId(), "databaseId", k.databaseId(), "queryId", k.queryId()));
            case Scope.Database() -> run("profile/reset-database", schema, Map.of());
            case Scope.All() -> run("profile/reset-all", schema, Map.of());
        }
    }

    private Map<StatementKey, Counters> chosen(StatementSnapshot snapshot, Scope scope, String database) {
        Map<StatementKey, Counters> chosen = new HashMap<>();
        snapshot.entries().forEach((k, e) -> {
            boolean in = switch (scope) {
                case Scope.One(StatementKey one) -> k.userId() == one.userId() && k.databaseId() == one.databaseId()
                        && k.queryId() == one.queryId();
                case Scope.Database() -> database(k.databaseId()).equals(database);
                case Scope.All() -> true;
            };
            if (in) {
                chosen.put(k, e.counters());
            }
        });
        return chosen;
    }

    private void run(String query, String schema, Map<String, ?> params) {
        Sql sql = db.sql(query).inSchema(schema);
        db.call(h -> h.createQuery(sql.text()).bindMap(params).mapTo(Integer.class).list());
    }

    /** The counters of now and of all that was kept before resets, as if there had never been one. */
    public Map<StatementKey, Counters> lifetime(StatementSnapshot now) {
        Map<StatementKey, Counters> sum = new HashMap<>();
        now.entries().forEach((k, e) -> sum.put(k, e.counters()));
        for (KeptSnapshots.Kept k : kept.of(db.target())) {
            if (k.major() == db.server().major()) {
                k.counters().forEach((key, c) -> sum.merge(key, c, Counters::plus));
            }
        }
        return Collections.unmodifiableMap(sum);
    }

    private static String schema(Db db) {
        List<StatementProbe.Extension> installed = StatementProbe.extension(db);
        if (installed.isEmpty()) {
            throw new DbException(new DbProblem.Missing(db.target().address(), "42704", Text.of("slow.lack.extension")), null);
        }
        return installed.getFirst().schema();
    }
}
