package dev.howdah.engine.sample;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Server;
import java.time.Instant;

/** Whether a target answers. Immutable. */
public sealed interface Link {
    /** The first connection is being made. */
    record Connecting() implements Link {}

    /** @param since when this connection was made */
    record Up(Instant since, Server server) implements Link {}

    /**
     * @param since when the connection was lost, or first failed
     * @param nextTry when it is tried again
     */
    record Down(Instant since, DbProblem problem, Instant nextTry) implements Link {}
}
