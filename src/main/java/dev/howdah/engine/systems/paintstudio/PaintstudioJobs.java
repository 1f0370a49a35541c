package dev.howdah.engine.systems.paintstudio;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.Work.StepWork;
import dev.howdah.engine.job.ready.ReadyJob;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.Arena;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What happened to the paint shop, to be seen again: each scenario does the real thing, mends it, and says what it saw. */
public final class PaintstudioJobs {
    private PaintstudioJobs() {}

    public static List<Job> all(AuditLog audit, InstantSource clock) {
        Parameter limit = Parameter.whole("limit-s", "30", 1, 600, Text.of("jobs.p-limit"));
        return List.of(
                job("exhaustion", List.of(
                        Parameter.whole("users", "60", 1, 5000, Text.of("jobs.p-users")),
                        Parameter.whole("screens", "20", 1, 5000, Text.of("jobs.p-screens")),
                        Parameter.whole("seconds", "15", 1, 600, Text.of("jobs.p-round-seconds")),
                        Parameter.whole("wait-s", "20", 1, 600, Text.of("jobs.p-wait")), limit),
                        (db, a) -> (c, said) -> Exhaustion.of(db.target(), a, audit, clock).run(said)),
                job("leaks", List.of(
                        Parameter.whole("sessions", "5", 1, 15, Text.of("jobs.p-sessions")),
                        Parameter.whole("after-ms", "2000", 50, 600_000, Text.of("jobs.p-after"))),
                        (db, a) -> (c, said) -> {
                            try (Arena arena = arena(db, a.whole("after-ms"), clock)) {
                                new LeakedSessions(arena.pool(), (int) a.whole("sessions")).run(said);
                            }
                        }),
                job("slow-query", List.of(limit), (db, a) -> (c, said) -> new SlowQuery(db.target(), audit, Duration.ofSeconds(a.whole("limit-s"))).run(said)),
                job("retry", List.of(Parameter.whole("first-ms", "2000", 1, 60_000, Text.of("jobs.p-first-wait"))),
                        (db, a) -> (c, said) -> new Retrying(db.target(), Duration.ofMillis(a.whole("first-ms"))).run(said)));
    }

    private static Arena arena(Db db, long leakMillis, InstantSource clock) {
        return new Arena(db.target(), SessionSpec.engine(), shop().withTimeout(Duration.ofSeconds(1)).withLeakThreshold(Duration.ofMillis(leakMillis)), clock);
    }

    /** The shop's pool in production: 5 and 10, 20 s, 300 s, pre-ping. */
    static PoolSpec shop() {
        return PoolSpec.of(5, 10, Duration.ofSeconds(300), true).withTimeout(Duration.ofSeconds(20));
    }

    private interface Scenario {
        StepWork on(Db db, Arguments arguments);
    }

    /** Only where the database is disposable: all of them are hard on it. */
    private static Job job(String name, List<Parameter> parameters, Scenario scenario) {
        String title = Text.of("jobs.paintstudio-" + name);
        return new ReadyJob("paintstudio/" + name, title, parameters, true, (db, a) -> Draft.steps(
                List.of(new Step(name, title, scenario.on(db, a))), List.of(), List.of("paintstudio"), null));
    }
}
