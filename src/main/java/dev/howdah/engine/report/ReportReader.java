package dev.howdah.engine.report;

import dev.howdah.engine.activity.ActiveProcess;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.profile.KeptSnapshots;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.profile.Rank;
import dev.howdah.engine.profile.StatementHistory;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.StatementUse;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.sqltext.Literals;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches a target from the moment it is made and then says what it saw. What the role may not see or the server does not have is
 * named in the report, not taken for nothing. Not thread-safe.
 */
public final class ReportReader implements AutoCloseable {
    private static final int MOST_STATEMENTS = 50;
    private static final int MOST_WAITS = 20;

    private final Parts parts;
    private final InstantSource clock;
    private final Instant begun;
    private final WaitProfile waits = new WaitProfile();
    private final StatementHistory history = new StatementHistory();
    private final List<Lack> lacks = new ArrayList<>();
    private final Subscription waiting;
    private @Nullable StatementSnapshot first;

    /** What a target is read by. */
    public record Parts(Db db, Sampler sampler, VitalHistory vitals, EnginePool pool, QueryCache cache, AuditLog audit) {}

    /** @throws DbException when the server cannot be reached */
    public ReportReader(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
        this.begun = clock.instant();
        parts.db().server();
        first = statements();
        waiting = parts.sampler().subscribe(ActiveProcess.PROBE, waits);
    }

    private @Nullable StatementSnapshot statements() {
        Lack lack = Statements.PROBE.missing(parts.db());
        if (lack != null) {
            lacks.add(lack);
            return null;
        }
        StatementSnapshot now = Statements.PROBE.read(parts.db());
        history.accept(new Reading.Value<>(now.at(), now, Duration.ZERO, List.of()));
        return now;
    }

    /** What was seen until now. @param checks are run; null leaves them out */
    public Report read(@Nullable Checks checks) {
        Instant to = clock.instant();
        List<Report.Statement> statements = top();
        lacks.addAll(Statements.PROBE.partial(parts.db()));
        String source = Text.of("report.sampled", Math.max(1, Duration.between(begun, to).toSeconds()));
        Report.Head head = new Report.Head(parts.db().target().name(), parts.db().target().environment().name().toLowerCase(Locale.ROOT),
                parts.db().server().version(), begun, to, clock.instant(), source);
        return new Report(head, charts(to), statements, waits(to), checks == null ? null : checks.run(parts.db()), settings(),
                parts.pool().stats(), parts.cache().stats(), null, lacks.stream().distinct().toList());
    }

    private List<Report.Setting> settings() {
        try {
            lacks.addAll(parts.db().sql("report/settings").partial(parts.db().server()));
            return parts.db().list("report/settings", Report.Setting.class);
        } catch (DbException e) {
            lacks.add(new Lack(e.problem().title() + " " + e.problem().hint(), null));
            return List.of();
        }
    }

    private List<Report.Statement> top() {
        if (first == null) {
            return List.of();
        }
        StatementSnapshot last = Statements.PROBE.read(parts.db());
        history.accept(new Reading.Value<>(last.at(), last, Duration.ZERO, List.of()));
        List<StatementUse> uses = history.window(first.at(), last.at()).top(Rank.TOTAL, MOST_STATEMENTS);
        Statements names = new Statements(parts.db(), new Nothing(), parts.audit());
        Map<Long, String> texts = names.texts(uses.stream().map(u -> u.key().queryId()).toList());
        return uses.stream().map(u -> row(u, names, texts)).toList();
    }

    private static Report.Statement row(StatementUse u, Statements names, Map<Long, String> texts) {
        long id = u.key().queryId();
        String text = texts.containsKey(id) ? Literals.mask(texts.get(id)) : Text.of("report.hidden");
        return new Report.Statement(Long.toString(id), names.role(u.key().userId()), names.database(u.key().databaseId()), u.calls(), u.totalMs(),
                u.meanMs(), u.p95EstimateMs(), u.get(Measure.ROWS), u.get(Measure.SHARED_READ), u.get(Measure.TEMP_WRITTEN),
                u.get(Measure.WAL_BYTES), text);
    }

    private List<Report.Wait> waits(Instant to) {
        List<WaitProfile.Share> shares = waits.top(WaitProfile.By.EVENT, begun, to, k -> true, MOST_WAITS);
        double all = shares.stream().mapToLong(WaitProfile.Share::total).sum();
        return shares.stream().map(s -> new Report.Wait(s.name(), s.total(), s.total() / all)).toList();
    }

    private List<Chart> charts(Instant to) {
        List<Chart> all = new ArrayList<>();
        for (VitalCharts.Drawing d : VitalCharts.ALL) {
            all.add(d.chart(f -> line(VitalCharts.name(f), parts.vitals().series(f), to)));
        }
        all.add(2, new Chart(Text.of("report.chart.waits"), "", Arrays.stream(WaitClass.values()).map(c -> line(c.label(), waits.series(c), to)).toList()));
        return all;
    }

    private Chart.Line line(String name, Series series, Instant to) {
        Series.Points points = series.between(begun, to);
        return new Chart.Line(name, points.seconds(), points.values());
    }

    @Override
    public void close() {
        waiting.close();
    }

    /** Nothing is reset from here. */
    private static final class Nothing implements KeptSnapshots {
        @Override
        public void keep(dev.howdah.engine.db.Target target, Kept snapshot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Kept> of(dev.howdah.engine.db.Target target) {
            return List.of();
        }
    }
}
