package dev.howdah.engine.systems.suite;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.BlastRadius;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.Work;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.Arena;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.Scorecard;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The database utilities as jobs, so that they can be scheduled, queued and followed. */
final class SystemJobs {
    /** The seed on which figures are compared. */
    private static final int MEASURED_SCALE = 2;

    private SystemJobs() {}

    static List<Job> all(AuditLog audit, InstantSource clock) {
        List<String> names = new ArrayList<>(List.of("all"));
        Suite.all().forEach(s -> names.add(s.name()));
        Parameter system = Parameter.choice("system", "all", names, Text.of("jobs.p-system"));
        Parameter scale = Parameter.whole("scale", "0", 0, 1000, Text.of("jobs.p-scale"));
        Parameter fast = Parameter.flag("fast", true, Text.of("jobs.p-fast"));
        return List.of(
                job(audit, "systems/reset", true, List.of(system), (o, s, a, said) -> o.reset(List.of(s), spec(clock, 0), o.database(), Progress.silent())),
                job(audit, "systems/seed", true, List.of(system, scale, fast), (o, s, a, said) -> o.seed(List.of(s), spec(clock, (int) a.whole("scale")),
                        a.flag("fast"), o.database(), Progress.silent())),
                job(audit, "systems/check", false, List.of(system), (o, s, a, said) -> none(o.check(List.of(s)).stream()
                        .map(d -> d.kind() + " " + d.part()).toList())),
                job(audit, "systems/verify", false, List.of(system), (o, s, a, said) -> none(o.verify(List.of(s)).stream()
                        .map(f -> f.rule() + ": " + f.what()).toList())),
                job(audit, "systems/cleanup", true, List.of(system), (o, s, a, said) -> o.cleanup(List.of(s), false, o.database())),
                job(audit, "systems/optimize", true, List.of(system, Parameter.whole("seconds", "1", 1, 60, Text.of("jobs.p-seconds"))),
                        (o, s, a, said) -> optimize(o, s, Duration.ofSeconds(a.whole("seconds")), clock, said)));
    }

    /** The scorecard of one system goes to the run's log; its indexes stay. */
    private static void optimize(OneClick o, SampleSystem s, Duration each, InstantSource clock, Consumer<String> said) {
        o.seed(List.of(s), spec(clock, MEASURED_SCALE), true, o.database(), Progress.silent());
        try (Arena arena = new Arena(o.target(), PoolSpec.of(10, 20, Duration.ofMinutes(30), true), clock)) {
            new Scorecard(o, arena.workbench(), each).measure(List.of(s), o.database(), Progress.silent()).forEach(l -> said.accept(sentence(l)));
        }
    }

    private static String sentence(Scorecard.Line l) {
        String measure = Text.of("systems.claim." + l.measure());
        return l.unit().isAlone()
                ? Text.of(l.reached() ? "jobs.share-reached" : "jobs.share-missed", l.system(), measure, l.optimised(), l.claimed())
                : Text.of(l.reached() ? "jobs.claim-reached" : "jobs.claim-missed", l.system(), measure, l.baseline(), l.optimised(), l.factor(),
                        l.claimed());
    }

    private interface Deed {
        void on(OneClick oneClick, SampleSystem system, Arguments arguments, Consumer<String> said);
    }

    private static ReadyJob job(AuditLog audit, String name, boolean destructive, List<Parameter> parameters, Deed deed) {
        return new ReadyJob(name, Text.of("jobs." + name.replace('/', '-')), parameters, destructive, (db, a) -> draft(name, new OneClick(db.target(), audit), a, deed));
    }

    private static Draft draft(String name, OneClick oneClick, Arguments a, Deed deed) {
        String system = a.text("system");
        List<SampleSystem> systems = Suite.named(system.equals("all") ? List.of() : List.of(system));
        List<Step> steps = systems.stream().map(s -> new Step(name + " " + s.name(), name + " " + s.name(),
                (c, said) -> deed.on(oneClick, s, a, said))).toList();
        return name.equals("systems/reset")
                ? lost(steps, oneClick.preview(systems))
                : Draft.steps(steps, List.of(), systems.stream().map(SampleSystem::name).toList(), null);
    }

    /** What a reset takes away, object by object, and whom it throws out. */
    private static Draft lost(List<Step> steps, BlastRadius radius) {
        List<String> objects = new ArrayList<>();
        radius.items().forEach(i -> objects.add(Text.of("jobs.lost-item", i.kind(), i.name(), i.rows())));
        radius.cascades().forEach(c -> objects.add(Text.of("jobs.lost-cascade", c.kind(), c.name(), c.because())));
        radius.cut().forEach(c -> objects.add(Text.of(
                "jobs.lost-session", String.valueOf(c.pid()), c.user(), Objects.requireNonNullElse(c.application(), ""), c.state())));
        List<String> locks = radius.items().stream().map(i -> Text.of("jobs.lost-lock", i.name())).toList();
        return new Draft(new Work.Steps(steps), steps.stream().map(Step::sql).toList(), radius.rows(), locks, objects, null);
    }

    private static SeedSpec spec(InstantSource clock, int scale) {
        return SeedSpec.of(scale, clock);
    }

    private static void none(List<String> found) {
        if (!found.isEmpty()) {
            throw new JobException(JobException.Kind.FAILED, Text.of("jobs.found", found.size(), String.join("; ", found)));
        }
    }
}
