package dev.howdah.engine.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Does a job's steps in order; those noted as done are passed over. */
final class StepLoop implements Progression {
    private final UUID run;
    private final List<Work.Step> steps;
    private final Tally tally;
    private final Consumer<String> log;
    /** Done in this process: no step is done twice, whatever the database made of its title. */
    private final Set<String> here = new HashSet<>();

    StepLoop(UUID run, Work.Steps work, Tally tally, Consumer<String> log) {
        this.run = run;
        this.steps = work.steps();
        this.tally = tally;
        this.log = log;
    }

    @Override
    public boolean next(Connection c) throws SQLException {
        c.setAutoCommit(true);
        Checkpoints.At at = Checkpoints.read(c, run);
        tally.at(at);
        if (!at.wanted().equals("run")) {
            tally.wanted(at.wanted());
            return true;
        }
        List<String> done = at.place() == null ? List.of() : at.place();
        Work.Step step = steps.stream().filter(s -> !done.contains(s.title()) && !here.contains(s.title())).findFirst().orElse(null);
        if (step == null) {
            Checkpoints.state(c, run, "done", null);
            return false;
        }
        long start = System.nanoTime();
        tally.step(step.title());
        try (var s = c.createStatement()) {
            s.execute("SET lock_timeout = " + tally.knobs().lockTimeout().toMillis());
        }
        step.action().apply(c, log);
        here.add(step.title());
        List<String> now = new ArrayList<>(done);
        now.add(step.title());
        Checkpoints.advance(c, run, now, 1);
        tally.chunk(Duration.ofNanos(System.nanoTime() - start), 1);
        return true;
    }

    @Override
    public boolean split() {
        return false;
    }

    @Override
    public void timedOut() {
        // A statement cannot be made smaller; it is tried again.
    }

    @Override
    public boolean leaveOut(Connection c, String reason) {
        return false;
    }
}
