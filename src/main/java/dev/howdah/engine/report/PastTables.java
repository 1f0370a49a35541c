package dev.howdah.engine.report;

import static dev.howdah.engine.text.HtmlText.escape;

import dev.howdah.engine.health.Unit;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.replay.Drill;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a report that only the recorded past fills: connections, cache, who held others up. */
record PastTables(StringBuilder out) {
    private static final Set<String> NUMBERS = Set.of("least", "mean", "greatest", "held-up", "victims");

    void write(ReportPast past) {
        section("connections");
        if (past.usable() != null) {
            out.append("<p>").append(escape(Text.of("report.usable", past.usable()))).append("</p>\n");
        }
        ranges(past.connections());
        section("server-cache");
        ranges(past.cache());
        section("blockers");
        blockers(past.blockers());
    }

    private void section(String name) {
        out.append("<h2>").append(escape(Text.of("report.part." + name))).append("</h2>\n");
    }

    private void ranges(List<ReportPast.Range> ranges) {
        if (ranges.isEmpty()) {
            out.append("<p>").append(escape(Text.of("report.nothing-recorded"))).append("</p>\n");
            return;
        }
        head("name", "least", "mean", "greatest");
        for (ReportPast.Range r : ranges) {
            Figure f = Figure.valueOf(r.figure());
            row(VitalCharts.name(f), Stream.of(r.least(), r.mean(), r.greatest()).map(v -> figure(f, v)).toList(), 3);
        }
        end();
    }

    private void blockers(List<Drill.Blocker> blockers) {
        if (blockers.isEmpty()) {
            out.append("<p>").append(escape(Text.of("report.no-blockers"))).append("</p>\n");
            return;
        }
        head("session", "held-up", "victims", "user", "statement");
        for (Drill.Blocker b : blockers) {
            String who = b.pid() == 0 ? Text.of("activity.prepared") : b.pid() + " " + b.application();
            row(who, List.of(String.format(Text.locale(), "%,.0f s", b.seconds()), Integer.toString(b.victims()), b.user(),
                    b.statement() == null ? "" : b.statement()), 2);
        }
        end();
    }

    private static String figure(Figure f, double v) {
        return switch (f) {
            case HIT_RATIO -> Share.text(v, 1);
            case TEMP_BYTES, WAL_BYTES -> Unit.BYTES.format(v) + "/s";
            case OLDEST_TRANSACTION, REPLICATION_LAG -> String.format(Text.locale(), "%,.1f s", v);
            default -> String.format(Text.locale(), "%,.1f", v);
        };
    }

    private void head(String... columns) {
        out.append("<table><thead><tr>").append(Stream.of(columns)
                .map(c -> "<th" + (NUMBERS.contains(c) ? " class=\"n\">" : ">") + escape(Text.of("report.column." + c)) + "</th>").collect(Collectors.joining())).append("</tr></thead><tbody>\n");
    }

    /** @param numbers how many of the rest are figures */
    private void row(String first, List<String> rest, int numbers) {
        out.append("<tr><td>").append(escape(first)).append("</td>");
        for (int i = 0; i < rest.size(); i++) {
            out.append(i < numbers ? "<td class=\"n\">" : "<td>").append(escape(rest.get(i))).append("</td>");
        }
        out.append("</tr>\n");
    }

    private void end() {
        out.append("</tbody></table>\n");
    }
}
