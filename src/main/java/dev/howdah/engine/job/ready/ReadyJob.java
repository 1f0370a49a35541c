package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job made of a name, parameters and a function that drafts it for a database. */
public record ReadyJob(String name, String title, List<Parameter> parameters, boolean destructive, Maker maker) implements Job {
    /** Reads what it must know and drafts the work. Changes nothing. */
    @FunctionalInterface
    public interface Maker {
        Draft draft(Db db, Arguments arguments);
    }

    /**
     * @param shown the statements for people
     * @param rows an estimate, -1 when unknown
     * @param undo null when nothing takes it back
     */
    public record Draft(Work work, List<String> shown, long rows, List<String> locks, List<String> objects, @Nullable String undo) {
        /** Of steps, shown as they are. */
        public static Draft steps(List<Work.Step> steps, List<String> locks, List<String> objects, @Nullable String undo) {
            return new Draft(new Work.Steps(steps), steps.stream().map(Work.Step::sql).toList(), -1, locks, objects, undo);
        }
    }

    @Override
    public JobPlan plan(Db db, Arguments arguments) {
        Draft d = maker.draft(db, arguments);
        return new JobPlan(d.shown(), d.rows(), d.locks(), d.objects(), d.undo(), List.of());
    }

    @Override
    public Work work(Db db, Arguments arguments) {
        return maker.draft(db, arguments).work();
    }
}
