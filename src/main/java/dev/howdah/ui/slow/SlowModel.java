package dev.howdah.ui.slow;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.profile.LiveStatement;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.NPlusOne;
import dev.howdah.engine.profile.ProfilerReport;
import dev.howdah.engine.profile.StatementKey;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.StatementUse;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Sampled;
import dev.howdah.ui.kit.Sought;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the tab shows. */
final class SlowModel {
    /** The parts of the tab. */
    enum Section {
        STATEMENTS,
        RUNNING,
        PATTERNS,
        LOG,
        PLAN,
        OWN
    }

    /** What the list of statements is about. */
    enum Scope {
        /** The chosen time range. */
        WINDOW,
        /** The chosen time range beside the one before it. */
        COMPARED,
        /** Since the counters were begun, resets or not. */
        LIFETIME
    }

    /**
     * A row of the list.
     *
     * @param share of all execution time in the window, 0 to 1
     * @param meanFactor how much longer one execution takes than before; NaN unless compared
     * @param loadChange ms of execution a second more than before; NaN unless compared
     */
    record Row(StatementUse use, String text, String user, String database, double share, double meanFactor, double callsFactor, double loadChange) {
        StatementKey key() {
            return use.key();
        }
    }

    /** What was measured. @param measured zero before the second snapshot */
    record Measured(Duration asked, Duration measured, long evicted, boolean reset, boolean ioTimed, boolean planningTracked) {}

    /** A plan that was asked for or pasted, or why there is none. @param difference to another plan that it is compared with */
    record Planned(@Nullable PlanSheet sheet, @Nullable PlanDiff difference, @Nullable String refused, @Nullable Problem problem) {
        static final Planned NONE = new Planned(null, null, null, null);

        static Planned of(PlanSheet sheet) {
            return new Planned(sheet, null, null, null);
        }

        static Planned refused(@Nullable String reason) {
            return new Planned(null, null, reason, null);
        }

        static Planned failed(Throwable reason) {
            return new Planned(null, null, null, Problem.of(reason));
        }
    }

    final ObjectProperty<Section> section = new SimpleObjectProperty<>(Section.STATEMENTS);
    final ObjectProperty<Scope> scope = new SimpleObjectProperty<>(Scope.WINDOW);
    /** What the list of statements is narrowed to when another tab told of it. */
    final Sought sought = new Sought();
    final Sampled<StatementSnapshot> statements = new Sampled<>();
    final Sampled<List<Session>> sessions = new Sampled<>();
    final Sampled<List<Blocking>> blocking = new Sampled<>();
    final ObjectProperty<List<Row>> rows = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<@Nullable Measured> measured = new SimpleObjectProperty<>();
    final ObjectProperty<List<LiveStatement>> live = new SimpleObjectProperty<>(List.of());
    /** How long a statement runs before it is listed. */
    final ObjectProperty<Duration> slowFrom = new SimpleObjectProperty<>(Duration.ZERO);
    final ObjectProperty<List<NPlusOne>> patterns = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<Mutes.Muted>> muted = new SimpleObjectProperty<>(List.of());
    /** The past moment that is shown; null while it is live. */
    final ObjectProperty<@Nullable Instant> moment = new SimpleObjectProperty<>();
    /** What is asked for is not recorded. */
    final BooleanProperty unknown = new SimpleBooleanProperty();
    final ObjectProperty<List<WaitProfile.Share>> waits = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<Planned> planned = new SimpleObjectProperty<>(Planned.NONE);
    final ObjectProperty<@Nullable ProfilerReport> own = new SimpleObjectProperty<>();
    final ObjectProperty<Boolean> busy = new SimpleObjectProperty<>(false);
    final ObjectProperty<Planned> pasted = new SimpleObjectProperty<>(Planned.NONE);
    final ObjectProperty<@Nullable Problem> problem = new SimpleObjectProperty<>();
}
