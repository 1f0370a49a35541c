package dev.howdah.ui.kit;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What went wrong, as the window shows it.
 *
 * @param title what happened
 * @param reason what the server or system said; may be empty
 * @param hint what to do; may be empty
 * @param details everything, for a colleague or a bug report
 */
public record Problem(String title, String reason, String hint, boolean retryHelps, String details) {

    public static Problem of(DbProblem p) {
        String state = p.sqlState() == null || p.sqlState().isEmpty() ? "" : "SQLSTATE " + p.sqlState() + "\n";
        return new Problem(p.title(), p.detail(), p.hint(), p.retryHelps(), p.title() + "\n" + state + p.detail());
    }

    public static Problem of(Throwable t) {
        if (t instanceof DbException e) {
            Problem p = of(e.problem());
            return new Problem(p.title, p.reason, p.hint, p.retryHelps, p.details + "\n\n" + stack(t));
        }
        String reason = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
        return new Problem(Text.of("kit.problem.unexpected"), reason, Text.of("kit.problem.unexpected-hint"), true, stack(t));
    }

    private static String stack(Throwable t) {
        StringWriter text = new StringWriter();
        t.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
