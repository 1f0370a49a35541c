package dev.howdah.engine.twin;

import java.util.Set;

/** Which settings change a plan. */
final class PlannerSettings {
    private static final Set<String> OTHERS = Set.of(
            "search_path", "work_mem", "hash_mem_multiplier", "max_parallel_workers_per_gather", "effective_io_concurrency",
            "effective_cache_size", "cpu_tuple_cost", "cpu_index_tuple_cost", "cpu_operator_cost", "random_page_cost", "seq_page_cost",
            "from_collapse_limit", "join_collapse_limit", "constraint_exclusion", "cursor_tuple_fraction", "plan_cache_mode",
            "recursive_worktable_factor", "default_statistics_target", "IntervalStyle", "transform_null_equals");

    private PlannerSettings() {}

    static boolean isOne(String name) {
        return OTHERS.contains(name) || name.startsWith("enable_") || name.startsWith("geqo") || name.startsWith("jit")
                || name.startsWith("parallel_") || name.startsWith("min_parallel_");
    }
}
