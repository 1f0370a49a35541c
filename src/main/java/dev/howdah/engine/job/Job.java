package dev.howdah.engine.job;

import dev.howdah.engine.db.Db;
import java.util.List;

/** Something that can be run on a database. Stateless and thread-safe. */
public interface Job {
    /** Unique, folder and word: {@code maintenance/analyze}. */
    String name();

    /** One short sentence: what it does. */
    String title();

    List<Parameter> parameters();

    /** Whether only a disposable database may be its target. */
    default boolean destructive() {
        return false;
    }

    /** How it goes unless told otherwise. */
    default Knobs knobs() {
        return Knobs.usual();
    }

    /**
     * What running it would do: the dry run. Reads only.
     *
     * @throws JobException when it cannot run with these arguments here
     */
    JobPlan plan(Db db, Arguments arguments);

    /**
     * The work. Called at the start and at every resumption; equal arguments must give the same work.
     *
     * @throws JobException as {@link #plan}
     */
    Work work(Db db, Arguments arguments);
}
