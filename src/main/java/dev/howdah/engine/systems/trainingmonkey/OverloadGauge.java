package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.systems.Bench;
import dev.howdah.engine.systems.Crowd;
import dev.howdah.engine.systems.Operation;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.systems.Workbench;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is lost, and what fails, while far more athletes log their activities in batches than connections are there. A batch that
 * was answered must be there whole afterwards.
 */
final class OverloadGauge {
    /** Activities in one batch. */
    static final int BATCH = 50;

    private static final int USERS = 100;
    private static final Duration THINK = Duration.ofMillis(100);

    private OverloadGauge() {}

    /**
     * @param lost rows missing of those answered, 0 to 1
     * @param errors batches that failed, 0 to 1
     */
    record Reading(double lost, double errors, Crowd.Outcome crowd) {}

    static Reading read(Bench bench, Way way) {
        return read(bench.workbench(), way, new Crowd.Spec(USERS, THINK, bench.time()));
    }

    /** Takes the rows that it made away again. */
    static Reading read(Workbench bench, Way way, Crowd.Spec spec) {
        String mark = "load " + UUID.randomUUID();
        LongAdder answered = new LongAdder();
        Operation save = Operation.same("log 50 activities", 1, s -> answered.add(s.update(
                "INSERT INTO trainingmonkey.activities (user_id, day, sport, minutes, training_load)"
                        + " SELECT ?, current_date - g, ?, 45, 80 FROM generate_series(1, " + BATCH + ") g",
                1 + s.random().nextLong(3), mark)));
        try {
            Crowd.Outcome crowd = Crowd.gather(bench, List.of(save), way, spec);
            long there = alone(bench, "SELECT count(*) FROM trainingmonkey.activities WHERE sport = ?", mark);
            long expected = answered.sum();
            return new Reading(expected == 0 ? 1 : Math.max(0, expected - there) / (double) expected, crowd.errorRate(), crowd);
        } finally {
            alone(bench, "WITH gone AS (DELETE FROM trainingmonkey.activities WHERE sport = ? RETURNING 1) SELECT count(*) FROM gone", mark);
        }
    }

    private static long alone(Workbench bench, String sql, String mark) {
        try (var session = bench.session(Way.OPTIMISED, new SplittableRandom(1))) {
            return session.list(sql, r -> r.getLong(1), mark).getFirst();
        }
    }
}
