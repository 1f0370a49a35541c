package dev.howdah.engine.health;

import java.time.Instant;
import java.util.List;

/** How far the server's clock is outside the time that the question took here: what travel explains is no difference. */
final class ClockSkew implements Rule {
    @Override
    public List<CheckRow> judge(List<CheckRow> read, Moment moment) {
        CheckRow row = read.getFirst();
        double server = row.number("epoch_seconds");
        double before = seconds(moment.sent()) - server;
        double after = server - seconds(moment.answered());
        return List.of(row.with("value", Math.max(0, Math.max(before, after))));
    }

    private static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }
}
