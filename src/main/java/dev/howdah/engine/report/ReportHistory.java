package dev.howdah.engine.report;

import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.cache.CacheGauges;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthRecord;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.pool.PoolGauges;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.sqltext.Literals;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Moment;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.Span;
import dev.howdah.engine.store.StatementLine;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report about the recorded past: the server is not asked, it may be gone. Stateless. */
public final class ReportHistory {
    private static final int MOST_POINTS = 2_000;
    private static final int MOST_STATEMENTS = 50;
    /** Howdah's own figures are written ten at a time, a few seconds later. */
    private static final int LATE = 15;

    private ReportHistory() {}

    /**
     * What was recorded from one moment to another.
     *
     * @return null when the target was never recorded
     * @throws dev.howdah.engine.db.DbException when the repository is away
     */
    public static @Nullable Report read(Repository repository, Target target, Instant from, Instant to, InstantSource clock) {
        Repository.Known known = repository.find(target);
        if (known == null) {
            return null;
        }
        History history = new History(repository, known.id());
        Duration step = Duration.ofSeconds(Math.max(1, Duration.between(from, to).toSeconds() / MOST_POINTS));
        Span span = history.between(from, to, step, Arrays.stream(Figure.values()).map(Figure::name).toList());
        Report.Head head = new Report.Head(known.name(), known.environment().toLowerCase(Locale.ROOT), "", from, to, clock.instant(), Text.of("report.recorded"));
        List<Report.Statement> statements = history.statements(from, to).stream()
                .sorted(Comparator.comparingDouble((StatementLine l) -> counter(l, Measure.EXEC_MS)).reversed())
                .limit(MOST_STATEMENTS).map(ReportHistory::row).toList();
        List<Report.Setting> settings = history.settings(to).entrySet().stream()
                .map(e -> new Report.Setting(e.getKey(), e.getValue(), null, "", null, false))
                .sorted(Comparator.comparing(Report.Setting::name)).toList();
        try (AlertStore alerts = new AlertStore(repository.target())) {
            ReportPast past = ReportPast.read(history, alerts, known.id(), from, to, span);
            Instant end = end(history, to);
            Moment last = history.at(end);
            HealthReport health = HealthRecord.at(last, Checks.all());
            List<Lack> lacks = lacks(history, from, to);
            if (health == null) {
                lacks.add(new Lack(Text.of("report.checks-unknown"), null));
            }
            if (last.own().gauges().isEmpty()) {
                lacks.add(new Lack(Text.of("report.own-unknown"), null));
            }
            return new Report(head, charts(span), statements, waits(span), health, settings, PoolGauges.stats(end, last.own().gauges()),
                    CacheGauges.stats(end, last.own().gauges()), past, lacks);
        }
    }

    /** The last moment of which all may be written. */
    private static Instant end(History history, Instant to) {
        Instant newest = history.newest();
        return newest != null && newest.isBefore(to.plusSeconds(LATE)) ? newest.minusSeconds(LATE) : to;
    }

    private static List<Lack> lacks(History history, Instant from, Instant to) {
        Instant oldest = history.oldest();
        Instant newest = history.newest();
        List<Lack> lacks = new ArrayList<>();
        if (oldest == null || newest == null || oldest.isAfter(to) || newest.isBefore(from)) {
            lacks.add(new Lack(Text.of("report.nothing-recorded"), null));
        } else if (oldest.isAfter(from)) {
            lacks.add(new Lack(Text.of("report.recorded-from", oldest), null));
        }
        lacks.add(new Lack(Text.of("report.only-now"), null));
        return lacks;
    }

    private static Report.Statement row(StatementLine l) {
        double calls = counter(l, Measure.CALLS);
        double total = counter(l, Measure.EXEC_MS);
        return new Report.Statement(Long.toString(l.queryId()), Long.toString(l.userId()), Long.toString(l.databaseId()), calls, total,
                calls > 0 ? total / calls : Double.NaN, Double.NaN, counter(l, Measure.ROWS), counter(l, Measure.SHARED_READ),
                counter(l, Measure.TEMP_WRITTEN), counter(l, Measure.WAL_BYTES), l.text() == null ? Text.of("report.hidden") : Literals.mask(l.text()));
    }

    private static double counter(StatementLine line, Measure m) {
        return m.ordinal() < line.counters().length ? line.counters()[m.ordinal()] : Double.NaN;
    }

    /** The mean of each class times the time that it was measured for. */
    private static List<Report.Wait> waits(Span span) {
        List<Report.Wait> all = new ArrayList<>();
        for (WaitClass c : WaitClass.values()) {
            double sum = Arrays.stream(means(span, figure(c))).filter(Double::isFinite).sum() * span.step().toSeconds();
            if (sum >= 1) {
                all.add(new Report.Wait(c.label(), Math.round(sum), 0));
            }
        }
        double total = all.stream().mapToLong(Report.Wait::samples).sum();
        return all.stream().map(w -> new Report.Wait(w.event(), w.samples(), w.samples() / total))
                .sorted(Comparator.comparingLong(Report.Wait::samples).reversed()).toList();
    }

    private static Figure figure(WaitClass c) {
        return Figure.valueOf("ON_" + c.name().toUpperCase(Locale.ROOT));
    }

    private static List<Chart> charts(Span span) {
        List<Chart> all = new ArrayList<>();
        for (VitalCharts.Drawing d : VitalCharts.ALL) {
            all.add(d.chart(f -> new Chart.Line(VitalCharts.name(f), span.seconds(), means(span, f))));
        }
        all.add(2, new Chart(Text.of("report.chart.waits"), "",
                Arrays.stream(WaitClass.values()).map(c -> new Chart.Line(c.label(), span.seconds(), means(span, figure(c)))).toList()));
        return all;
    }

    private static double[] means(Span span, Figure figure) {
        return Objects.requireNonNull(span.means().get(figure.name()));
    }
}
