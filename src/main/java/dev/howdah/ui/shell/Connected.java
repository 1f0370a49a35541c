package dev.howdah.ui.shell;

import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Recorder;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.ui.kit.TabSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One target that the window shows. Closing it ends its sampling and pools. */
public interface Connected extends AutoCloseable {
    Target target();

    Sampler sampler();

    /** What Howdah's own reading cost it within the last minute. */
    default Cost cost() {
        return sampler().cost();
    }

    /** Whether that reading is slowed down to keep its budget. */
    default Pace pace() {
        return sampler().pace();
    }

    /** In the order of the rail; only those that work. */
    List<TabSpec> tabs();

    /** Keeps this target's past and brings it back; null when nothing is recorded. */
    default @Nullable Recorder recorder() {
        return null;
    }

    /** This target through time; null when it can show the present only. */
    default @Nullable Replay replay() {
        return null;
    }

    /** What watches this target; null when nothing does. */
    default @Nullable Alerts alerts() {
        return null;
    }

    /** Jobs that run now on this target. */
    default int jobsRunning() {
        return 0;
    }

    @Override
    void close();
}
