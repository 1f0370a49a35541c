package dev.howdah.engine.twin;

import dev.howdah.engine.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a planner how it would decide if indexes or settings were others. One what-if at a time: not thread-safe, {@link #forks} gives
 * a further one for another thread.
 */
public interface WhatIf extends AutoCloseable {
    /** Who answers, best first. */
    enum Basis {
        /** A twin's planner, on indexes that really exist there. */
        TWIN,
        /** The target's own planner, with hypothetical indexes of HypoPG. */
        HYPOPG,
        /** The target's planner as things are; what an index would change is not known. */
        STRUCTURE
    }

    Basis basis();

    /**
     * A further index to think of, off until an estimate turns it on.
     *
     * @param handle what this what-if calls it
     * @param name as plans show it
     * @param bytes that it is expected to have
     * @param problem why it cannot exist; null when it can
     */
    record Hypothetical(IndexDef index, int handle, String name, long bytes, @Nullable String problem) {}

    /**
     * What a planner answers.
     *
     * @param cost total cost in the planner's unit
     * @param used names of the existing indexes in the plan, as the plan shows them
     * @param added handles of the hypothetical ones
     */
    record Estimate(double cost, Set<String> used, Set<Integer> added) {}

    /**
     * How things would be.
     *
     * @param added handles of hypothetical indexes
     * @param dropped names of existing indexes, qualified and quoted
     * @param settings planner settings, name to value
     */
    record Change(Set<Integer> added, Set<String> dropped, Map<String, String> settings) {
        public static final Change NONE = new Change(Set.of(), Set.of(), Map.of());

        public static Change add(Collection<Integer> handles) {
            return new Change(Set.copyOf(handles), Set.of(), Map.of());
        }
    }

    /** Makes indexes known, those that are known already not again; answers in the order of the question. */
    List<Hypothetical> add(List<IndexDef> indexes);

    /** Makes one index known that is given as a CREATE INDEX statement. */
    Hypothetical add(String ddl);

    /**
     * @throws WhatIfException when the statement cannot be planned; its message is the server's
     */
    Estimate estimate(Query query, Change change);

    /** The whole plan, with output columns. Throws like {@link #estimate}. */
    Plan explain(Query query, Change change);

    /**
     * Others on the same server that know no index yet and may be asked at the same time.
     *
     * @param most 0 or more
     * @return at most so many; none where one session is all that the server should bear
     */
    List<WhatIf> forks(int most);

    @Override
    void close();
}
