package dev.howdah.engine.profile;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the counters of all statements, without their texts, every 10 s. The extension's own version is asked for each time, so
 * that ALTER EXTENSION … UPDATE, CREATE and DROP while Howdah runs are noticed.
 */
final class StatementProbe implements Probe<StatementSnapshot> {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** The installed extension and the settings that say what its counters mean. */
    record Extension(
            String version,
            String schema,
            Instant serverTime,
            Instant startedAt,
            @Nullable Integer maxEntries,
            @Nullable String track,
            boolean planningTracked,
            boolean ioTimed) {}

    /** Evictions and the last whole reset. */
    record Info(@Nullable Long evictions, @Nullable Instant resetAt) {}

    @Override
    public String name() {
        return "profile/statements";
    }

    @Override
    public Duration interval(Db db) {
        return INTERVAL;
    }

    @Override
    public @Nullable Lack missing(Db db) {
        Server server = db.server();
        boolean loaded = server.preloaded().isEmpty() || server.preloaded().contains("pg_stat_statements");
        if (!loaded) {
            return new Lack(Text.of("slow.lack.preload"), Text.of("slow.lack.preload-remedy"));
        }
        List<Extension> installed = extension(db);
        if (installed.isEmpty()) {
            return new Lack(Text.of("slow.lack.extension"), "CREATE EXTENSION IF NOT EXISTS pg_stat_statements;");
        }
        if (tooOld(installed.getFirst().version())) {
            String remedy = "ALTER EXTENSION pg_stat_statements UPDATE;";
            return new Lack(Text.of("slow.lack.version", installed.getFirst().version()), remedy);
        }
        return null;
    }

    @Override
    public List<Lack> partial(Db db) {
        return Sql.forExtension(name(), "1.8", "public").partial(db.server());
    }

    @Override
    public StatementSnapshot read(Db db) {
        List<Extension> installed = extension(db);
        if (installed.isEmpty()) {
            throw new DbException(new DbProblem.Missing(db.target().address(), "42704", Text.of("slow.lack.extension")), null);
        }
        Extension e = installed.getFirst();
        Sql statements = Sql.forExtension(name(), e.version(), e.schema());
        Sql infos = Sql.forExtension("profile/info", e.version(), e.schema());
        return db.call(h -> {
            Info info = h.createQuery(infos.text()).map(ConstructorMapper.of(Info.class)).one();
            return snapshot(h, statements, e, info);
        });
    }

    static List<Extension> extension(Db db) {
        return db.list("profile/extension", Extension.class);
    }

    /** 1.8 is the first that tells planning from execution. */
    private static boolean tooOld(String version) {
        return version.matches("1\\.[0-7]");
    }

    private static StatementSnapshot snapshot(Handle h, Sql sql, Extension e, Info info) {
        Map<StatementKey, StatementSnapshot.Entry> entries = new HashMap<>();
        int[] hidden = new int[1];
        h.createQuery(sql.text()).setFetchSize(0).map((rs, ctx) -> {
            long id = rs.getLong(3);
            if (id == 0 || rs.wasNull()) {
                hidden[0]++;
            } else {
                entries.merge(new StatementKey(rs.getLong(1), rs.getLong(2), id, rs.getBoolean(4)), entry(rs), StatementProbe::join);
            }
            return true;
        }).forEach(row -> { });
        StatementSnapshot.Setup setup = new StatementSnapshot.Setup(
                e.version(), e.schema(), e.startedAt(), e.maxEntries(), e.track(), e.planningTracked(), e.ioTimed(),
                info.evictions(), info.resetAt());
        return new StatementSnapshot(e.serverTime(), setup, Collections.unmodifiableMap(entries), hidden[0]);
    }

    /** Before extension 1.9 a statement at top level and within a function may stand in two rows of equal key. */
    private static StatementSnapshot.Entry join(StatementSnapshot.Entry a, StatementSnapshot.Entry b) {
        return new StatementSnapshot.Entry(
                a.counters().plus(b.counters()), a.since(), Math.min(a.minMs(), b.minMs()), Math.max(a.maxMs(), b.maxMs()));
    }

    private static StatementSnapshot.Entry entry(ResultSet rs) throws SQLException {
        double[] values = new double[Measure.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = rs.getDouble(8 + i);
            if (rs.wasNull()) {
                values[i] = Double.NaN;
            }
        }
        java.sql.Timestamp since = rs.getTimestamp(5);
        return new StatementSnapshot.Entry(
                new Counters(values), since == null ? null : since.toInstant(), rs.getDouble(6), rs.getDouble(7));
    }
}
