package dev.howdah.app;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import dev.howdah.engine.text.JsonText;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Unit;
import java.io.PrintWriter;
import java.util.List;

/** A log report for a terminal. */
final class LogsText {
    private static final int PROBLEMS = 15;
    private static final int PAIRS = 10;

    private final PrintWriter out;
    private final int width;

    /** @param width columns of the terminal */
    LogsText(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
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
            out.println(TextTable.cut(TextTable.plain(String.join("  ", String.valueOf(e.time()), String.valueOf(e.severity()), who,
                    took == null ? "" : Text.of("log.took", ms(took)), e.text())), Math.max(width, 80)));
        }
        out.flush();
    }

    static String percent(double share) {
        return String.format(Text.locale(), "%.1f %%", Math.floor(share * 1000) / 10);
    }

    private static String ms(double value) {
        return String.format(Text.locale(), "%.3f", value);
    }

    /** A line of its own, with a word of so many columns before the text. */
    private String line(String text) {
        return TextTable.cut(TextTable.plain(text), Math.max(40, width - 12));
    }

    /** @param figures how many of the columns are figures, the first ones */
    private TextTable table(String columns, int figures) {
        String[] heads = Text.of(columns).split("\\|");
        TextTable table = new TextTable(width);
        for (int i = 0; i < heads.length - 1; i++) {
            table = i < figures ? table.right(heads[i]) : table.left(heads[i], 40);
        }
        return table.text(heads[heads.length - 1]);
    }

    private static String figure(double value, int digits) {
        return String.format(Text.locale(), "%,." + digits + "f", value);
    }

    private static String whole(long value) {
        return String.format(Text.locale(), "%,d", value);
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
        TextTable table = table("log.columns.statements", 5);
        statements.forEach(s -> table.row(figure(s.totalMs(), 1), whole(s.calls()), figure(s.avgMs(), 3), figure(s.p95Ms(), 3), figure(s.maxMs(), 3), s.text()));
        table.print(out);
        if (statements.isEmpty()) {
            out.println(Text.of("log.noStatements"));
        }
    }

    private void plusOne(LogReport.NPlusOnes found) {
        if (found.list().isEmpty()) {
            return;
        }
        title("log.title.plusOne");
        for (LogReport.NPlusOne p : found.list().subList(0, Math.min(PAIRS, found.list().size()))) {
            out.println(Text.of("log.plusOne", p.sequences(), p.perCall(), TextTable.millis(p.msPerMinute()), p.confidence()));
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
        TextTable table = table("log.columns.problems", 1);
        problems.stream().limit(PROBLEMS).forEach(p -> table.row(whole(p.count()), String.valueOf(p.severity()), p.sqlstate(), p.text()));
        table.print(out);
        if (problems.size() > PROBLEMS) {
            out.println(Text.of("log.moreProblems", problems.size() - PROBLEMS));
        }
    }

    private void events(LogReport r) {
        title("log.title.events");
        LogReport.Connections c = r.connections();
        out.println(Text.of("log.events.connections", c.received(), c.authorized(), c.disconnected(), TextTable.millis(c.sessionMs())));
        out.println(Text.of("log.events.tempFiles", r.tempFiles().count(), TextTable.figure(Unit.BYTES, (double) r.tempFiles().bytes())));
        out.println(Text.of("log.events.checkpoints", r.checkpoints().complete(), r.checkpoints().buffers(), TextTable.millis(r.checkpoints().totalMs())));
        out.println(Text.of("log.events.locks", r.locks().acquired().count(), TextTable.millis(r.locks().acquired().totalMs()), r.locks().waiting()));
        out.println(Text.of("log.events.deadlocks", r.totals().deadlocks()));
        out.println(Text.of("log.events.cancelled", r.cancelled().stream().mapToLong(LogReport.Count::count).sum()));
        out.println(Text.of("log.events.autovacuum", r.autovacuum().stream().mapToLong(LogReport.Vacuum::vacuums).sum(),
                r.autovacuum().stream().mapToLong(LogReport.Vacuum::analyzes).sum()));
    }

    private void hours(List<LogReport.Hour> hours) {
        title("log.title.hours");
        String[] heads = Text.of("log.columns.hours").split("\\|");
        TextTable table = new TextTable(width).left(heads[0], 40).right(heads[1]).right(heads[2]).right(heads[3]).text(heads[4]);
        hours.forEach(h -> table.row(String.valueOf(h.start()), whole(h.calls()), figure(h.totalMs(), 1), whole(h.errors()), whole(h.connections())));
        table.print(out);
    }
}
