package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advisor;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.apply.Measuring;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.systems.TrafficSpec;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Planner;
import dev.howdah.engine.twin.TwinFolder;
import dev.howdah.engine.twin.WhatIf;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole loop in the sandbox: its clients work, a twin is built meanwhile, all proposals are applied as one job, and their
 * statements measured before and after. What the first steps leave of a minute is measured.
 */
final class SandboxLoop {
    private static final Duration WHOLE = Duration.ofSeconds(55);
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration BUILDS = Duration.ofSeconds(8);
    private static final int INDEXES = 5;
    private static final double RATE = 120;
    private static final int CLIENTS = 8;

    /**
     * What it waits for by itself.
     *
     * @param warm in which the clients make statements, {@code search} for advice
     * @param shortest measurement, {@code longest} when there is time
     */
    record Times(Duration warm, Duration search, Duration shortest, Duration longest) {
        static final Times USUAL = new Times(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(8));
    }

    private final Wiring wiring;
    private final Engine engine;
    private final Applying applying;
    private final Consumer<String> said;
    private final Times times;

    /** @param said told each step with its time */
    SandboxLoop(Wiring wiring, Engine engine, Applying applying, Consumer<String> said) {
        this(wiring, engine, applying, said, Times.USUAL);
    }

    SandboxLoop(Wiring wiring, Engine engine, Applying applying, Consumer<String> said, Times times) {
        this.times = times;
        this.wiring = wiring;
        this.engine = engine;
        this.applying = applying;
        this.said = said;
    }

    /**
     * @param time of each measurement; null for what a minute leaves
     * @return null when no index would help
     * @throws JobException REFUSED outside the sandbox
     */
    @Nullable Applied run(AdviceOptions limits, @Nullable Duration time, Consumer<Applied> watch) throws IOException {
        if (engine.target().environment() != Environment.SANDBOX) {
            throw new JobException(JobException.Kind.REFUSED, Text.of("apply.cli.sandbox-only"));
        }
        TrafficSpec before = engine.playground().traffic();
        try {
            return looped(limits, time, watch);
        } finally {
            if (before != null) {
                engine.playground().traffic(before);
            }
        }
    }

    private @Nullable Applied looped(AdviceOptions limits, @Nullable Duration time, Consumer<Applied> watch) throws IOException {
        long start = System.nanoTime();
        said.accept(Text.of("apply.cli.traffic"));
        engine.playground().begin();
        CapsuleReader reader = new CapsuleReader(wiring.clock());
        Capsule capsule = reader.read(engine.interactive());
        said.accept(Text.of("apply.cli.step-read", seconds(start)));
        engine.playground().traffic(engine.playground().all(Way.BASELINE, RATE, CLIENTS));
        long begun = System.nanoTime();
        Remedy remedy;
        // The twin needs no statement: it is built while the clients make some.
        try (Planner planner = Planner.open(wiring.binaries(), TwinFolder.create(wiring.folders().cache()), capsule, engine.target(), 0)) {
            said.accept(Text.of("apply.cli.step-twin", seconds(start)));
            LockSupport.parkNanos(Math.max(0, times.warm().toNanos() - (System.nanoTime() - begun)));
            remedy = advise(limits, reader.read(engine.interactive()), planner);
        }
        said.accept(Text.of("apply.cli.step-advised", seconds(start)));
        if (remedy == null) {
            return null;
        }
        Applied planned = applying.prepare(remedy, Measuring.of(time == null ? left(start) : time));
        Applied done = applying.apply(planned.id(), "", a -> {
            said.accept(Text.of("apply.cli.step", Text.of("apply.stage." + a.stage()), seconds(start)));
            watch.accept(a);
        });
        said.accept(Text.of("apply.cli.took", Math.round(seconds(start))));
        return done;
    }

    /** By what the clients read and wrote meanwhile. */
    private @Nullable Remedy advise(AdviceOptions limits, Capsule now, Planner planner) {
        AdviceOptions few = limits.withMaxIndexes(Math.min(INDEXES, limits.maxIndexes()));
        IndexAdvice advice = advise(few.withLimit(times.search()), now, planner.whatIf());
        if (advice.figures().unanswered()) {
            // on a machine that is busy the time was over before there was an answer
            advice = advise(few.withLimit(PATIENT), now, planner.whatIf());
        }
        return advice.proposals().isEmpty() ? null : Remedy.ofAll(advice);
    }

    private static IndexAdvice advise(AdviceOptions options, Capsule now, WhatIf whatIf) {
        return new Advisor(now, whatIf, 2).advise(Workload.of(now), options, p -> {}, () -> false);
    }

    /** Half of what is left of the minute when the indexes are built too. */
    private Duration left(long start) {
        Duration half = WHOLE.minusNanos(System.nanoTime() - start).minus(BUILDS).dividedBy(2);
        return half.compareTo(times.longest()) > 0 ? times.longest() : half.compareTo(times.shortest()) < 0 ? times.shortest() : half;
    }

    private static double seconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    }
}
