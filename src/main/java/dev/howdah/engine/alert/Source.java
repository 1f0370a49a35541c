package dev.howdah.engine.alert;

import dev.howdah.engine.db.DbProblem;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the vital figures of one server come from. */
@FunctionalInterface
public interface Source extends AutoCloseable {
    /** Looks. Called once a round on the alerts' own thread; returns at once. */
    Look look();

    @Override
    default void close() {}

    /**
     * What there is now.
     *
     * @param values those that are known
     * @param silence since the newest answer of the server, or since the first attempt when there was none
     * @param answered whether the server ever answered
     * @param problem why it does not answer; null while it does
     * @param resting true while nobody asks it on purpose
     */
    record Look(Map<Measure, Double> values, Duration silence, boolean answered, @Nullable DbProblem problem, boolean resting) {
        public Look {
            values = Map.copyOf(values);
        }
    }
}
