package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Eta;
import dev.howdah.engine.activity.LockTree;
import dev.howdah.engine.activity.PreparedXact;
import dev.howdah.engine.activity.Progress;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.activity.XminHolder;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.sample.Series;
import dev.howdah.ui.kit.Sampled;
import dev.howdah.ui.kit.Sought;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** What the tab shows. */
final class ActivityModel {
    /** The parts of the tab. */
    enum Section {
        SESSIONS,
        LOCKS,
        WAITS,
        PROGRESS
    }

    /**
     * A place in the lock tree, which is shown as indented rows.
     *
     * @param path names the place from one refresh to the next
     * @param transaction how long its transaction has lasted in seconds, at the moment that the waits were read at; NaN without one
     */
    record LockRow(String path, int depth, LockTree.Node node, double transaction) {}

    /** Processes by wait class over the chosen range. */
    record Past(Instant from, Instant to, Map<WaitClass, Series.Points> points) {
        static final Past NONE = new Past(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Map.of());
    }

    /** @param name what people call it: a statement's text in place of its number */
    record Share(String id, String name, WaitProfile.Share share) {}

    final ObjectProperty<Section> section = new SimpleObjectProperty<>(Section.SESSIONS);
    /** The past moment that is shown; null while it is live. */
    final ObjectProperty<@Nullable Instant> moment = new SimpleObjectProperty<>();
    /** What the list of sessions is narrowed to when another tab told of it. */
    final Sought sought = new Sought();
    final BooleanProperty idle = new SimpleBooleanProperty(false);
    final ObjectProperty<WaitProfile.By> by = new SimpleObjectProperty<>(WaitProfile.By.EVENT);
    final Sampled<List<Session>> sessions = new Sampled<>();
    final Sampled<List<Blocking>> blocking = new Sampled<>();
    final Sampled<List<PreparedXact>> prepared = new Sampled<>();
    final Sampled<List<XminHolder>> horizon = new Sampled<>();
    final Sampled<List<Progress>> progress = new Sampled<>();
    final ObjectProperty<List<Session>> shown = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<LockRow>> locks = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<List<Eta.Timed>> timed = new SimpleObjectProperty<>(List.of());
    final ObjectProperty<Past> past = new SimpleObjectProperty<>(Past.NONE);
    final ObjectProperty<List<Share>> shares = new SimpleObjectProperty<>(List.of());
}
