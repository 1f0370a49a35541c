package dev.howdah.engine.job;

import dev.howdah.engine.db.Db;
import java.util.List;

/** Some statements. */
record StepJob(List<Work.Step> steps) implements Job {
    @Override
    public String name() {
        return "test/steps";
    }

    @Override
    public String title() {
        return "steps";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public JobPlan plan(Db db, Arguments arguments) {
        return new JobPlan(steps.stream().map(Work.Step::sql).toList(), -1, List.of(), List.of(), null, List.of());
    }

    @Override
    public Work work(Db db, Arguments arguments) {
        return new Work.Steps(steps);
    }
}
