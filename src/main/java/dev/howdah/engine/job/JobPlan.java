package dev.howdah.engine.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job is about to do.
 *
 * @param steps the statements, or the one that is run for each chunk, as they will be sent; secrets as dots
 * @param rows an estimate of the rows that will be read or changed, -1 when unknown
 * @param locks the strongest lock on each object, in PostgreSQL's words
 * @param objects tables and indexes that it touches
 * @param undo the statements that take it back, null when nothing can
 * @param setup statements that make Howdah's own tables here, empty when they exist
 */
public record JobPlan(
        List<String> steps, long rows, List<String> locks, List<String> objects, @Nullable String undo, List<String> setup) {
    public JobPlan {
        steps = List.copyOf(steps);
        locks = List.copyOf(locks);
        objects = List.copyOf(objects);
        setup = List.copyOf(setup);
    }

    public JobPlan withSetup(List<String> statements) {
        return new JobPlan(steps, rows, locks, objects, undo, statements);
    }
}
