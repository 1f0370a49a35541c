package dev.howdah.engine.rules;

import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.WhatIf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at; each part may be missing, and the rules that need it then say so. Immutable.
 *
 * @param server null without a connection
 * @param planner null before there is one
 */
public record Sources(@Nullable Live server, @Nullable Planned planner, Heard heard) {
    /**
     * A server that can be asked.
     *
     * @param checks null when their files cannot be read
     * @param replicas of the same cluster that are known by profile; opened by whoever made this
     */
    public record Live(Db db, @Nullable Checks checks, List<Db> replicas) {
        public Live {
            replicas = List.copyOf(replicas);
        }
    }

    /** A planner with what it knows and the statements that it is asked about. */
    public record Planned(Capsule capsule, Workload workload, WhatIf whatIf) {}

    /**
     * What was watched or read besides.
     *
     * @param plans that were really measured
     * @param pool null when no pool was watched
     * @param watched whether anything was watched or read in which repetitions would have been seen
     */
    public record Heard(List<Measured> plans, List<Repetition> repetitions, @Nullable PoolAdvice pool, boolean watched) {
        public static final Heard NOTHING = new Heard(List.of(), List.of(), null, false);

        public Heard {
            plans = List.copyOf(plans);
            repetitions = List.copyOf(repetitions);
        }

        public Heard(List<Measured> plans, List<Repetition> repetitions, @Nullable PoolAdvice pool) {
            this(plans, repetitions, pool, true);
        }
    }

    /** @param queryId as pg_stat_statements numbers it; "" when unknown */
    public record Measured(String queryId, Plan plan) {}
}
