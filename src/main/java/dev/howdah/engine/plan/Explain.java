package dev.howdah.engine.plan;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server for plans without harm. Everything runs in a read-only transaction with time limits, which is rolled back. To be
 * measured, a statement must be one SELECT that writes nothing, locks no rows and calls no volatile function, neither in its own
 * words nor in a view, operator or cast that its plan shows. Statements with parameters get their generic plan. Thread-safe.
 */
public final class Explain {
    private static final Pattern CALL = Pattern.compile("(?:\"((?:[^\"]|\"\")+)\"|([A-Za-z_\\x80-\\uffff][\\w$\\x80-\\uffff]*))\\s*\\(");
    private static final Pattern OPERATOR = Pattern.compile("[-+*/<>=~!@#%^&|`?]+");

    private final Db db;

    public Explain(Db db) {
        this.db = db;
    }

    /**
     * How to ask.
     *
     * @param measure really run it, when it is safe
     * @param timeout for the whole; the server ends it then
     * @param settings planner settings for this plan only, name to value
     */
    public record Options(boolean measure, Duration timeout, Map<String, String> settings) {
        public static final Options ESTIMATE = new Options(false, Duration.ofSeconds(10), Map.of());
        public static final Options MEASURE = new Options(true, Duration.ofSeconds(30), Map.of());
    }

    /** What came of it. */
    public sealed interface Result {
        /** @param generic true when it is the plan for any parameters, chosen without knowing them */
        record Planned(Plan plan, boolean generic) implements Result {}

        /** It was not asked for, or not run, to be safe. @param reason a sentence that says why */
        record Refused(String reason) implements Result {}
    }

    /** A volatile function, operator or cast that stands in the way. */
    record Volatile(String kind, String name) {}

    /**
     * The plan of a statement.
     *
     * @throws dev.howdah.engine.db.DbException when the server refuses it: a table that is gone, a text that was cut, a timeout
     */
    public Result of(String sql, Options options) {
        ReadOnlySelect words = ReadOnlySelect.of(sql);
        if (words.several()) {
            return new Result.Refused(Text.of("plan.refused.several"));
        }
        if (options.measure()) {
            String refusal = words.refusal() != null ? words.refusal() : words.parameters() > 0 ? Text.of("plan.refused.parameters") : null;
            if (refusal != null) {
                return new Result.Refused(refusal);
            }
        }
        boolean generic = words.parameters() > 0;
        return db.call(h -> {
            Connection c = h.getConnection();
            boolean auto = c.getAutoCommit();
            c.setAutoCommit(false);
            try (Statement s = c.createStatement()) {
                s.setEscapeProcessing(false);
                limits(s, options);
                if (options.measure()) {
                    Plan verbose = Plan.parse(read(s, "EXPLAIN (FORMAT JSON, VERBOSE) " + sql));
                    Volatile found = firstVolatile(h, words, verbose);
                    if (found != null) {
                        return new Result.Refused(Text.of("plan.refused.volatile-" + found.kind(), found.name()));
                    }
                    String settings = "ANALYZE, BUFFERS, SETTINGS, FORMAT JSON";
                    return new Result.Planned(Plan.parse(read(s, "EXPLAIN (" + settings + ") " + sql)), false);
                }
                return new Result.Planned(Plan.parse(generic ? generic(s, sql, words) : read(s, "EXPLAIN (SETTINGS, FORMAT JSON) " + sql)), generic);
            } finally {
                c.rollback();
                c.setAutoCommit(auto);
            }
        });
    }

    private static void limits(Statement s, Options options) throws SQLException {
        s.execute("SET TRANSACTION READ ONLY");
        s.execute("SET LOCAL statement_timeout = " + options.timeout().toMillis());
        s.execute("SET LOCAL lock_timeout = 500");
        s.execute("SET LOCAL idle_in_transaction_session_timeout = " + Math.max(10_000, options.timeout().toMillis()));
        try (var set = s.getConnection().prepareStatement("SELECT set_config(?, ?, true)")) {
            for (Map.Entry<String, String> e : options.settings().entrySet()) {
                set.setString(1, e.getKey());
                set.setString(2, e.getValue());
                set.execute();
            }
        }
    }

    /**
     * Through a prepared statement on every version: EXPLAIN (GENERIC_PLAN), which came with 16, wants its parameters unbound, and
     * that the driver's protocol does not allow.
     */
    private static String generic(Statement s, String sql, ReadOnlySelect words) throws SQLException {
        s.execute("SET LOCAL plan_cache_mode = force_generic_plan");
        String name = "howdah_explain_" + Long.toHexString(System.nanoTime());
        s.execute("PREPARE " + name + " AS " + sql);
        try {
            String nulls = String.join(", ", java.util.Collections.nCopies(words.parameters(), "NULL"));
            return read(s, "EXPLAIN (SETTINGS, FORMAT JSON) EXECUTE " + name + "(" + nulls + ")");
        } finally {
            s.execute("DEALLOCATE " + name);
        }
    }

    private static String read(Statement s, String explain) throws SQLException {
        StringBuilder out = new StringBuilder();
        try (ResultSet rs = s.executeQuery(explain)) {
            while (rs.next()) {
                out.append(rs.getString(1)).append('\n');
            }
        }
        return out.toString();
    }

    /** Looks up everything callable that the statement or its plan names; views and inlined functions show in the plan. */
    private @Nullable Volatile firstVolatile(Handle h, ReadOnlySelect words, Plan verbose) {
        Set<String> calls = new HashSet<>(words.calls());
        Set<String> operators = new HashSet<>(words.operators());
        for (PlanNode n : verbose.nodes()) {
            Map<String, String> all = new LinkedHashMap<>(n.details());
            if (n.object().function() != null) {
                calls.add(n.object().function());
            }
            all.values().forEach(text -> {
                Matcher call = CALL.matcher(text);
                while (call.find()) {
                    calls.add(call.group(1) == null ? call.group(2) : call.group(1).replace("\"\"", "\""));
                }
                Matcher op = OPERATOR.matcher(text);
                while (op.find()) {
                    operators.add(op.group());
                }
            });
        }
        Sql sql = db.sql("plan/volatile");
        List<Volatile> found = h.createQuery(sql.text())
                .bindArray("calls", String.class, calls.toArray())
                .bindArray("operators", String.class, operators.toArray())
                .map(ConstructorMapper.of(Volatile.class))
                .list();
        return found.isEmpty() ? null : found.getFirst();
    }
}
