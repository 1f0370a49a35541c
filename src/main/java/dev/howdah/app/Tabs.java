package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.ui.activity.ActivityParts;
import dev.howdah.ui.activity.ActivityTab;
import dev.howdah.ui.advisor.AdvisorTab;
import dev.howdah.ui.cache.CacheTab;
import dev.howdah.ui.data.DataTab;
import dev.howdah.ui.jobs.JobsTab;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.overview.OverviewTab;
import dev.howdah.ui.pool.PoolTab;
import dev.howdah.ui.servers.ServersDesk;
import dev.howdah.ui.servers.ServersTab;
import dev.howdah.ui.slow.SlowParts;
import dev.howdah.ui.slow.SlowTab;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.beans.value.ObservableValue;

/** The tabs of one target, in the order of the rail. A tab that does not work yet is not in it. */
final class Tabs {
    private Tabs() {}

    /**
     * @param replay the target through time
     * @param advice of the target; closed by the caller
     * @param health the checks of the target
     * @param servers the saved ones
     * @param plans that statements had here
     */
    static List<TabSpec> of(
            Wiring wiring, Engine engine, Replay replay, AdvisorTab.Parts advice, OverviewTab.Health health, ServersDesk servers, PlanHistory plans,
            ObservableValue<TimeRange> range, Kit kit) {
        ObservableValue<Duration> length = range.map(TimeRange::length);
        Environment environment = engine.target().environment();
        Signals signals = new Signals(engine.interactive(), engine.audit());
        Statements statements = wiring.statements(engine);
        Catalogue jobs = wiring.jobs();
        Explain explain = new Explain(engine.interactive());
        return List.of(
                new OverviewTab(replay, engine.playground(), health, length, kit),
                new PoolTab(engine.poolHistory(), replay, engine.interactive(), engine.audit(), length, kit),
                new CacheTab(engine.caching(), replay, engine.interactive(), length, table -> prewarm(engine, jobs, table), kit),
                new SlowTab(
                        new SlowParts(replay, replay.watch(), statements, explain, plans, wiring.mutes(engine.target()),
                                new ServerLog(engine.interactive()),
                                signals, engine.profiler(), environment),
                        length,
                        kit.with(replay)),
                new ActivityTab(new ActivityParts(replay, replay.watch(), statements, signals, environment), length, kit.with(replay)),
                new AdvisorTab(advice, environment, kit),
                new JobsTab(engine.jobs(), jobs, wiring.hold().door(), engine.audit(), kit),
                new DataTab(engine.browse(), kit),
                new ServersTab(servers, kit));
    }

    private static void prewarm(Engine engine, Catalogue jobs, String table) {
        Job job = jobs.named("maintenance/prewarm");
        engine.jobs().start(job, Arguments.of(job.parameters(), Map.of("table", table)), job.knobs());
    }
}
