package dev.howdah.app;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import dev.howdah.engine.text.JsonText;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A log report for a terminal. */
final class LogsText {
    private static final int WIDE = 150;
    private static final int PROBLEMS = 15;
    private static final int PAIRS = 10;

    private final PrintWriter out;

    LogsText(PrintWriter out) {
        this.out = out;
    }

    void print(LogReport r, double seconds) {
        source(r, seconds);
        statements(r.statements());
        plusOne(r.nPlusOne());
        problems(r.problems());
        events(r);
        hours(r.hours());
        out.flush();
    }

    /** One entry of a log that is followed. */
    void event(LogTail.Event e, boolean json) {
        if (json) {
            out.println(JsonText.line(e));
        } else {
            String who = e.user().isEmpty() ? "" : e.user() + "@" + e.database() + (e.application().isEmpty() ? "" : "/" + e.application());
            Double took = e.ms();
            out.println(String.join("  ", String.valueOf(e.time()), String.format(Locale.ROOT, "%-7s", e.severity()), who,
                    took == null ? "" : Text.of("log.took", ms(took)), line(e.text())));
        }
        out.flush();
    }

    static String percent(double share) {
        return String.format(Text.locale(), "%.1f %%", Math.floor(share * 1000) / 10);
    }

    private static String ms(double value) {
        return String.format(Text.locale(), "%.3f", value);
    }

    private static String line(String text) {
        String flat = text.replaceAll("\\s+", " ");
        return flat.length() > WIDE ? flat.substring(0, WIDE - 3) + "..." : flat;
    }

    private void title(String key) {
        out.println();
        out.println(Text.of(key));
    }

    private void source(LogReport r, double seconds) {
        LogReport.Source s = r.source();
        LogReport.Understood u = r.understood();
        out.println(Text.of("log.title.source"));
        out.println(Text.of("log.source.files", line(String.join(", ", s.files()))));
        out.println(Text.of("log.source.format", s.format(), s.prefix()));
        out.println(Text.of("log.proof", percent(s.proof().share()), s.proof().lines()));
        s.proof().failed().forEach(l -> out.println(Text.of("log.proof.failed", line(l))));
        if (s.first() != null) {
            out.println(Text.of("log.source.span", s.first(), s.last()));
        }
        out.println(Text.of("log.source.size", s.bytes(), String.format(Text.locale(), "%.2f", seconds),
                String.format(Text.locale(), "%.0f", s.bytes() / 1e6 / seconds)));
        out.println(Text.of("log.understood", percent(u.share()), u.entries(), u.strayLines(), u.malformed(), u.cutEntries()));
        u.samples().stream().limit(3).forEach(l -> out.println(Text.of("log.notUnderstood", line(l))));
        for (LogReport.Note note : r.notes()) {
            out.println(Text.of(note.key(), note.args().toArray()));
        }
        out.println(Text.of("log.calls", r.totals().calls(), ms(r.totals().callsMs()), r.totals().distinct()));
    }

    private void statements(List<LogReport.Statement> statements) {
        title("log.title.statements");
        out.println(Text.of("log.columns.statements"));
        for (LogReport.Statement s : statements) {
            out.printf(Text.locale(), "%10.1f %9d %9.3f %9.3f %9.3f  %s%n", s.totalMs(), s.calls(), s.avgMs(), s.p95Ms(), s.maxMs(),
                    line(s.text()));
        }
    }

    private void plusOne(LogReport.NPlusOnes found) {
        if (found.list().isEmpty()) {
            return;
        }
        title("log.title.plusOne");
        for (LogReport.NPlusOne p : found.list().subList(0, Math.min(PAIRS, found.list().size()))) {
            out.println(Text.of("log.plusOne", p.sequences(), p.perCall(), ms(p.msPerMinute()), p.confidence()));
            out.println(Text.of("log.plusOne.parent", line(p.parent())));
            out.println(Text.of("log.plusOne.child", line(p.child())));
            if (p.repeated()) {
                out.println(Text.of("log.plusOne.repeated"));
            } else if (p.rewrite() != null) {
                out.println(Text.of("log.plusOne.rewrite", line(p.rewrite())));
            }
        }
    }

    private void problems(List<LogReport.Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        title("log.title.problems");
        out.println(Text.of("log.columns.problems"));
        for (LogReport.Problem p : problems.subList(0, Math.min(PROBLEMS, problems.size()))) {
            out.printf(Locale.ROOT, "%8d  %-7s  %-8s  %s%n", p.count(), p.severity(), p.sqlstate(), line(p.text()));
        }
    }

    private void events(LogReport r) {
        title("log.title.events");
        LogReport.Connections c = r.connections();
        out.println(Text.of("log.events.connections", c.received(), c.authorized(), c.disconnected(), ms(c.sessionMs())));
        out.println(Text.of("log.events.tempFiles", r.tempFiles().count(), r.tempFiles().bytes()));
        out.println(Text.of("log.events.checkpoints", r.checkpoints().complete(), r.checkpoints().buffers(), ms(r.checkpoints().totalMs())));
        out.println(Text.of("log.events.locks", r.locks().acquired().count(), ms(r.locks().acquired().totalMs()), r.locks().waiting()));
        out.println(Text.of("log.events.deadlocks", r.totals().deadlocks()));
        out.println(Text.of("log.events.cancelled", r.cancelled().stream().mapToLong(LogReport.Count::count).sum()));
        out.println(Text.of("log.events.autovacuum", r.autovacuum().stream().mapToLong(LogReport.Vacuum::vacuums).sum(),
                r.autovacuum().stream().mapToLong(LogReport.Vacuum::analyzes).sum()));
    }

    private void hours(List<LogReport.Hour> hours) {
        title("log.title.hours");
        out.println(Text.of("log.columns.hours"));
        for (LogReport.Hour h : hours) {
            out.printf(Text.locale(), "%s %9d %13.1f %9d %12d%n", h.start(), h.calls(), h.totalMs(), h.errors(), h.connections());
        }
    }
}
