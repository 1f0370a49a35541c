package dev.howdah.engine.health;

import dev.howdah.engine.db.Server;
import java.time.Instant;
import java.util.List;

/** Judges what a check's statement read where SQL alone cannot say. Stateless. */
@FunctionalInterface
public interface Rule {
    /** The rows to be held against the thresholds; a row that is left out is fine. */
    List<CheckRow> judge(List<CheckRow> read, Moment moment);

    /**
     * When and where the rows were read, by the clock of this machine.
     *
     * @param sent when the statement was sent
     * @param answered when its rows had come
     */
    record Moment(Server server, Instant sent, Instant answered) {}
}
