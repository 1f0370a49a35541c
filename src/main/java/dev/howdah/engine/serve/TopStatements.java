package dev.howdah.engine.serve;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.Counters;
import dev.howdah.engine.profile.KeptSnapshots;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.profile.StatementKey;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.OwnProbe;
import dev.howdah.engine.sqltext.Literals;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's statements of the greatest total time, with their normalised texts; for one target. Thread-safe. */
final class TopStatements extends OwnProbe<TopStatements.Top> {
    static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int MOST = 100;

    private final AuditLog audit;
    private @Nullable Statements statements;

    TopStatements(AuditLog audit) {
        super("serve/statements", INTERVAL, Statements.PROBE);
        this.audit = audit;
    }

    /**
     * One statement since the last reset.
     *
     * @param text normalised by the server, constants as $n; null when this role may not see it
     */
    record Row(String queryId, String user, String database, double calls, double totalMs, double meanMs, double rows, @Nullable String text) {}

    record Top(@Nullable Instant resetAt, int entries, double calls, double totalMs, List<Row> statements) {}

    @Override
    public Top read(Db db) {
        StatementSnapshot snapshot = Statements.PROBE.read(db);
        List<Map.Entry<StatementKey, StatementSnapshot.Entry>> top = snapshot.entries().entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<StatementKey, StatementSnapshot.Entry> e) -> e.getValue().counters().get(Measure.EXEC_MS)).reversed())
                .limit(MOST)
                .toList();
        Statements statements = names(db);
        Map<Long, String> texts = statements.texts(top.stream().map(e -> e.getKey().queryId()).toList());
        List<Row> rows = top.stream().map(e -> row(e.getKey(), e.getValue().counters(), statements, texts)).toList();
        return new Top(snapshot.setup().resetAt(), snapshot.entries().size(), sum(snapshot, Measure.CALLS),
                sum(snapshot, Measure.EXEC_MS), rows);
    }

    private static double sum(StatementSnapshot snapshot, Measure m) {
        return snapshot.entries().values().stream().mapToDouble(e -> e.counters().get(m)).sum();
    }

    private synchronized Statements names(Db db) {
        Statements known = statements;
        if (known == null) {
            known = new Statements(db, new Forgetful(), audit);
            statements = known;
        }
        return known;
    }

    /** Nothing is reset from here. */
    private static final class Forgetful implements KeptSnapshots {
        @Override
        public void keep(Target target, Kept snapshot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Kept> of(Target target) {
            return List.of();
        }
    }

    private static Row row(StatementKey key, Counters c, Statements statements, Map<Long, String> texts) {
        double calls = c.get(Measure.CALLS);
        double total = c.get(Measure.EXEC_MS);
        return new Row(Long.toString(key.queryId()), statements.role(key.userId()), statements.database(key.databaseId()), calls, total,
                calls > 0 ? total / calls : Double.NaN, c.get(Measure.ROWS),
                texts.containsKey(key.queryId()) ? Literals.mask(texts.get(key.queryId())) : null);
    }
}
