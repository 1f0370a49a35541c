package dev.howdah.engine.systems.learnpath;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.Arena;
import dev.howdah.engine.systems.Capacity;
import dev.howdah.engine.systems.Crowd;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** More and more users at once. */
public final class LearnpathJobs {
    private static final int[] STEPS = {50, 100, 200, 350, 500};

    private LearnpathJobs() {}

    public static List<Job> all(AuditLog audit, InstantSource clock) {
        return List.of(new ReadyJob("learnpath/load", Text.of("jobs.learnpath-load"), List.of(
                Parameter.whole("users", "500", 50, 10_000, Text.of("jobs.p-users")),
                Parameter.whole("think-ms", "1000", 1, 60_000, Text.of("jobs.p-think")),
                Parameter.whole("seconds", "3", 1, 600, Text.of("jobs.p-step-seconds"))), true, (db, a) -> load(db, a, audit, clock)));
    }

    private static Draft load(Db db, Arguments a, AuditLog audit, InstantSource clock) {
        int most = (int) a.whole("users");
        int[] steps = IntStream.concat(IntStream.of(STEPS).filter(n -> n < most), IntStream.of(most)).toArray();
        List<Step> all = new ArrayList<>();
        for (Way way : Way.values()) {
            String title = Text.of("jobs.load-" + way);
            all.add(new Step(title, title, (c, said) -> climb(new OneClick(db.target(), audit), way, steps, a, clock, said)));
        }
        return Draft.steps(all, List.of("ROW EXCLUSIVE"), List.of("learnpath"), null);
    }

    private static void climb(OneClick oneClick, Way way, int[] steps, Arguments a, InstantSource clock, Consumer<String> said) {
        Learnpath system = new Learnpath();
        List<SampleSystem> systems = List.of(system);
        oneClick.seed(systems, SeedSpec.of(1, clock), true, oneClick.database(), Progress.silent());
        oneClick.indexed(systems, way == Way.OPTIMISED, oneClick.database(), Progress.silent());
        Duration think = Duration.ofMillis(a.whole("think-ms"));
        Duration time = Duration.ofSeconds(a.whole("seconds"));
        try (Arena arena = new Arena(oneClick.target(), PoolSpec.of(10, 20, Duration.ofHours(1), false), clock)) {
            for (int users : steps) {
                Crowd.Outcome o = Crowd.gather(arena.workbench(), system.operations(), way, new Crowd.Spec(users, think, time));
                said.accept(Text.of("jobs.load-step", users, o.perSecond(), o.p50(), o.p95(), o.p99(), o.errorRate(),
                        Text.of(Capacity.isWell(o) ? "jobs.load-well" : "jobs.load-not-well"),
                        o.lastFailure() == null ? "" : o.lastFailure().title()));
            }
        }
    }
}
