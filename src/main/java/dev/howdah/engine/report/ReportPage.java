package dev.howdah.engine.report;

import static dev.howdah.engine.text.HtmlText.escape;

import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.Score;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report as one HTML file that needs nothing else: no script, no network; it prints. */
public final class ReportPage {
    /** Columns that stand at the right. */
    private static final Set<String> NUMBERS = Set.of("total", "calls", "mean", "p95", "rows", "read", "samples", "share");

    private final Report report;
    private final ZoneId zone;
    private final DateTimeFormatter clock;
    private final StringBuilder out = new StringBuilder(65_536);

    private ReportPage(Report report, ZoneId zone) {
        this.report = report;
        this.zone = zone;
        this.clock = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss z", Text.locale()).withZone(zone);
    }

    /** @param zone in which times are written */
    public static String of(Report report, ZoneId zone) {
        return new ReportPage(report, zone).write();
    }

    private String write() {
        Report.Head h = report.head();
        out.append("<!DOCTYPE html>\n<html lang=\"" + Text.language() + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>")
                .append(escape(Text.of("report.title", h.target()))).append("</title><style>").append(ReportStyle.CSS).append("</style></head><body>\n");
        out.append("<header class=\"").append(escape(h.environment())).append("\"><h1>").append(escape(h.target())).append("</h1><p>")
                .append(escape(Text.of("report.head", h.version().isEmpty() ? "" : " " + h.version(), h.environment(), clock.format(h.from()), clock.format(h.to())))).append("</p><p class=\"dim\">")
                .append(escape(h.source())).append(' ').append(escape(Text.of("report.made", clock.format(h.made())))).append("</p></header>\n");
        findings();
        if (report.past() != null) {
            events(report.past());
        }
        charts();
        statements();
        waits();
        settings();
        if (report.pool() != null) {
            pool(report.pool());
        }
        if (report.cache() != null) {
            cache(report.cache());
        }
        if (report.past() != null) {
            new PastTables(out).write(report.past());
        }
        notShown();
        return out.append("</body></html>\n").toString();
    }

    private void findings() {
        section("findings");
        HealthReport health = report.health();
        if (report.past() != null) {
            alerts(report.past());
        }
        if (health == null && report.past() != null) {
            return;
        }
        if (health == null) {
            paragraph(Text.of("report.no-checks"));
            return;
        }
        Score score = health.score();
        out.append("<p class=\"score\"><b>").append(score.value()).append("</b> ").append(escape(Text.of("report.score", score.looked(), score.notLooked())))
                .append("</p>");
        if (health.findings().isEmpty()) {
            paragraph(Text.of("report.no-findings"));
        }
        for (Finding f : health.findings()) {
            out.append("<div class=\"finding ").append(f.level().name().toLowerCase(Locale.ROOT)).append("\"><p>").append(escape(f.sentence())).append("</p>");
            statement(f.fix(), "report.fix");
            statement(f.undo(), "report.undo");
            out.append("</div>\n");
        }
    }

    /** What was found while it was recorded. */
    private void alerts(ReportPast past) {
        if (past.alerts().isEmpty()) {
            paragraph(Text.of("report.no-alerts"));
        }
        for (ReportPast.Alert a : past.alerts()) {
            out.append("<div class=\"finding ").append(escape(a.severity().toLowerCase(Locale.ROOT))).append("\"><p>").append(escape(a.sentence()))
                    .append("</p><p class=\"dim\">").append(escape(a.closed() == null ? Text.of("report.stands", clock.format(a.opened()))
                            : Text.of("report.stood", clock.format(a.opened()), clock.format(a.closed())))).append("</p></div>\n");
        }
    }

    private void events(ReportPast past) {
        if (!past.events().isEmpty()) {
            section("events");
            head("at", "what", "author");
            past.events().forEach(e -> row(List.of(), List.of(clock.format(e.at()), e.text(), e.author()), null));
            out.append("</tbody></table>\n");
        }
    }

    private void statement(@Nullable String sql, String title) {
        if (sql != null) {
            out.append("<p class=\"dim\">").append(escape(Text.of(title))).append("</p><pre>").append(escape(sql)).append("</pre>");
        }
    }

    private void charts() {
        section("vitals");
        for (Chart c : report.charts()) {
            // The colours of wait classes are the same everywhere.
            out.append(c.title().equals(Text.of("report.chart.waits")) ? "<figure class=\"waits\">" : "<figure>").append("<figcaption>").append(escape(c.title())).append(c.unit().isEmpty() ? "" : " <span class=\"dim\">" + escape(c.unit()) + "</span>");
            for (int i = 0; i < c.lines().size() && c.lines().size() > 1; i++) {
                out.append(" <span class=\"k k").append(i % 8).append("\">").append(escape(c.lines().get(i).name())).append("</span>");
            }
            Instant to = report.head().to();
            out.append("</figcaption>").append(SvgChart.of(c, report.head().from(), to, zone)).append("</figure>\n");
        }
    }

    private void statements() {
        section("statements");
        if (report.statements().isEmpty()) {
            paragraph(Text.of("report.no-statements"));
            return;
        }
        head("total", "calls", "mean", "p95", "rows", "read", "user", "database", "statement");
        for (Report.Statement s : report.statements()) {
            row(List.of(ms(s.totalMs()), count(s.calls()), ms(s.meanMs()), ms(s.p95EstimateMs()), count(s.rows()), count(s.sharedRead())),
                    List.of(s.user(), s.database()), s.text());
        }
        out.append("</tbody></table>\n");
    }

    private void waits() {
        section("waits");
        if (report.waits().isEmpty()) {
            paragraph(Text.of("report.no-waits"));
            return;
        }
        head("samples", "share", "event");
        report.waits().forEach(w -> row(List.of(String.format(Text.locale(), "%,d", w.samples()), percent(w.share())), List.of(w.event()), null));
        out.append("</tbody></table>\n");
    }

    private void settings() {
        section("settings");
        head("name", "value", "preset", "source");
        for (Report.Setting s : report.settings()) {
            String value = sized(s, s.setting()) + (s.pendingRestart() ? " " + Text.of("report.pending") : "");
            row(List.of(), List.of(s.name(), value, sized(s, s.preset()), s.source()), null);
        }
        out.append("</tbody></table>\n");
    }

    private static String sized(Report.Setting s, @Nullable String value) {
        String unit = s.unit();
        return value == null ? "" : unit == null ? value : dev.howdah.engine.advise.Setting.text(value, unit);
    }

    private void pool(PoolStats p) {
        section("pool");
        head("name", "size", "active", "idle", "pending", "acquire", "timeouts");
        row(List.of(), List.of(p.pool(), p.spec().size() + " + " + p.spec().overflow(), Integer.toString(p.active()), Integer.toString(p.idle()),
                Integer.toString(p.pending()), ms(p.acquire().p95()), Long.toString(p.events().timeout())), null);
        out.append("</tbody></table>\n");
    }

    private void cache(CacheStats stats) {
        section("cache");
        head("tier", "entries", "reads", "hits", "evictions", "saved");
        for (CacheStats.OfTier t : stats.tiers()) {
            CacheStats.Counts c = t.counts();
            row(List.of(), List.of(t.tier().word(), Long.toString(t.entries()), Long.toString(c.reads()), percent(c.hitRatio()),
                    Long.toString(c.evictedBySize() + c.evictedByAge()), ms(c.saved().toMillis())), null);
        }
        out.append("</tbody></table>\n");
    }

    private void notShown() {
        if (!report.notShown().isEmpty()) {
            section("not-shown");
            out.append("<ul>");
            report.notShown().forEach(l -> out.append("<li>").append(escape(l.reason())).append(l.remedy() == null ? ""
                    : " <code>" + escape(l.remedy()) + "</code>").append("</li>"));
            out.append("</ul>\n");
        }
    }

    private void section(String name) {
        out.append("<h2>").append(escape(Text.of("report.part." + name))).append("</h2>\n");
    }

    private void paragraph(String text) {
        out.append("<p>").append(escape(text)).append("</p>\n");
    }

    private void head(String... columns) {
        out.append("<table><thead><tr>");
        for (String c : columns) {
            out.append(NUMBERS.contains(c) ? "<th class=\"n\">" : "<th>").append(escape(Text.of("report.column." + c))).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
    }

    private void row(List<String> numbers, List<String> words, @Nullable String sql) {
        List<String> cells = new ArrayList<>();
        numbers.forEach(n -> cells.add("<td class=\"n\">" + escape(n) + "</td>"));
        words.forEach(w -> cells.add("<td>" + escape(w) + "</td>"));
        if (sql != null) {
            cells.add("<td><pre>" + escape(sql) + "</pre></td>");
        }
        out.append("<tr>").append(String.join("", cells)).append("</tr>\n");
    }

    private static String ms(double v) {
        return Double.isNaN(v) ? "–" : String.format(Text.locale(), v >= 1_000 ? "%,.0f ms" : "%.2f ms", v);
    }

    private static String count(double v) {
        return Double.isNaN(v) ? "–" : String.format(Text.locale(), "%,.0f", v);
    }

    private static String percent(double v) {
        return Share.text(v, 1);
    }
}
