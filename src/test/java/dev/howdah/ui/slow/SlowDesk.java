package dev.howdah.ui.slow;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.activity.ActivityParts;
import dev.howdah.ui.activity.ActivityTab;
import dev.howdah.ui.kit.Kit;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The slow queries and activity tabs on a real server, with a sampler of their own. */
public final class SlowDesk implements AutoCloseable {
    private final ObjectProperty<Duration> range = new SimpleObjectProperty<>(Duration.ofMinutes(5));
    private final Sampler sampler;
    private final StatementWatch watch;
    private final SlowParts parts;
    private final Kit kit;

    public SlowDesk(Target target, Path folder, Kit kit) {
        this.kit = kit;
        Db db = Servers.db(target);
        sampler = new Sampler(Servers.db(target, SessionSpec.sampler()), Clock.systemUTC());
        watch = new StatementWatch(sampler);
        parts = new SlowParts(sampler, watch, new Statements(db, new SnapshotFiles(folder), Audits.scratch()), new Explain(db), new PlanHistory(),
                new Mutes(folder.resolve("mutes")), new ServerLog(db), new Signals(db, Audits.scratch()),
                new QueryProfiler(Clock.systemUTC(), ProfilerLimits.DEFAULT), Environment.STAGING);
    }

    public SlowTab slow() {
        return new SlowTab(parts, range, kit);
    }

    public ActivityTab activity() {
        return new ActivityTab(new ActivityParts(sampler, watch, parts.statements(), parts.signals(), parts.environment()), range, kit);
    }

    public SlowParts parts() {
        return parts;
    }

    public ObjectProperty<Duration> range() {
        return range;
    }

    @Override
    public void close() {
        watch.close();
        sampler.close();
    }
}
