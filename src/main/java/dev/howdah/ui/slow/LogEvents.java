package dev.howdah.ui.slow;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Tone;
import java.util.ArrayList;
import java.util.List;

/** What a log says besides statements and errors, as rows of one list. */
final class LogEvents {
    private LogEvents() {}

    /**
     * @param kind  deadlock, lock, temp, checkpoint, vacuum, connection, cancelled, other
     * @param detail shown when the row is opened, "" for none
     */
    record Event(String kind, String what, double count, double ms, double longestMs, double bytes, Tone tone, String detail) {}

    static List<Event> of(LogReport r) {
        List<Event> all = new ArrayList<>();
        for (LogReport.Deadlock d : r.deadlocks()) {
            String who = d.participants().isEmpty() ? d.application()
                    : String.join(" · ", d.participants().stream().map(p -> Text.of("slow.log.deadlock", p.pid(), p.waitsFor(), p.blockedBy())).toList());
            all.add(new Event("deadlock", who, 1, Double.NaN, Double.NaN, Double.NaN, Tone.BAD, d.detail()));
        }
        for (LogReport.LockWait w : r.locks().byLock()) {
            all.add(new Event("lock", (w.lock() + " " + w.on()).strip(), Math.max(w.acquired(), w.waiting()), w.totalMs(), w.maxMs(), Double.NaN, Tone.LOOK, ""));
        }
        r.cancelled().forEach(c -> all.add(new Event("cancelled", c.name(), c.count(), Double.NaN, Double.NaN, Double.NaN, Tone.LOOK, "")));
        LogReport.TempFiles t = r.tempFiles();
        if (t.count() > 0) {
            all.add(new Event("temp", Text.of("slow.log.temp", t.withoutStatement()), t.count(), Double.NaN, Double.NaN, t.bytes(), Tone.LOOK, ""));
        }
        checkpoints(r.checkpoints(), all);
        for (LogReport.Vacuum v : r.autovacuum()) {
            all.add(new Event("vacuum", Text.of("slow.log.vacuum", v.table(), v.vacuums(), v.analyzes()), v.vacuums() + v.analyzes(), v.elapsedMs(),
                    v.longestMs(), Double.NaN, Tone.INFO, ""));
        }
        LogReport.Connections c = r.connections();
        if (c.received() + c.authorized() + c.disconnected() > 0) {
            all.add(new Event("connection", Text.of("slow.log.connections", c.received(), c.authorized(), c.disconnected()), c.received(), c.sessionMs(),
                    c.longestSessionMs(), Double.NaN, Tone.INFO, ""));
        }
        r.otherMessages().forEach(o -> all.add(new Event("other", o.name(), o.count(), Double.NaN, Double.NaN, Double.NaN, Tone.NEUTRAL, "")));
        return all;
    }

    private static void checkpoints(LogReport.Checkpoints c, List<Event> all) {
        if (c.complete() > 0) {
            all.add(new Event("checkpoint", Text.of("slow.log.checkpoints", c.buffers()), c.complete(), c.totalMs(), c.longestMs(), Double.NaN, Tone.INFO, ""));
        }
        c.starting().forEach(s -> all.add(new Event("checkpoint", s.name(), s.count(), Double.NaN, Double.NaN, Double.NaN, Tone.INFO, "")));
    }
}
