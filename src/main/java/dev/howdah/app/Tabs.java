package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.overview.OverviewTab;
import dev.howdah.ui.pool.PoolTab;
import java.time.Duration;
import java.util.List;
import javafx.beans.value.ObservableValue;

/** The tabs of one target, in the order of the rail. A tab that does not work yet is not in it. */
final class Tabs {
    private Tabs() {}

    static List<TabSpec> of(Engine engine, ObservableValue<TimeRange> range, Kit kit) {
        ObservableValue<Duration> length = range.map(TimeRange::length);
        return List.of(new OverviewTab(engine.sampler(), engine.vitals(), length, kit),
                new PoolTab(engine.poolHistory(), engine.sampler(), engine.interactive(), length, kit));
    }
}
