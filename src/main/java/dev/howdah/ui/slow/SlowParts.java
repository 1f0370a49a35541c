package dev.howdah.ui.slow;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.profile.Watched;
import dev.howdah.engine.sample.Source;

/** The engine parts of one target that the tab works with. @param profiler of what the engine itself runs; its limits are those of the running statements too */
public record SlowParts(
        Source sampler,
        Watched watch,
        Statements statements,
        Explain explain,
        PlanHistory plans,
        Mutes mutes,
        ServerLog log,
        Signals signals,
        QueryProfiler profiler,
        Environment environment) {}
