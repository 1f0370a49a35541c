package dev.howdah.ui.overview;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.profile.StatementInterval;
import dev.howdah.engine.profile.StatementTimes;
import dev.howdah.engine.replay.Drill;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.replay.Scene;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.OneCall;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.overview.OverviewModel.Drilled;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Follows the vital figures while the overview is shown, live or at a recorded moment, and looks into stretches of time. */
final class OverviewController {
    private static final int MOST_TIMES = 2_000;

    private final OverviewModel model;
    private final Replay replay;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private final OneCall reading;
    private final OneCall drilling;
    /** Estimates by their interval: each takes a while, and stays the same. A call that was cancelled may still be at it. */
    private final Map<List<Instant>, Double> times = new ConcurrentHashMap<>();

    OverviewController(OverviewModel model, Replay replay, ObservableValue<Duration> range, Kit kit) {
        this.model = model;
        this.replay = replay;
        this.range = range;
        this.kit = kit;
        reading = new OneCall(kit.fx());
        drilling = new OneCall(kit.fx());
    }

    void onShow(Subscriptions held) {
        held.add(replay.onLink(new Latest<Link>(kit.fx(), this::link)::put));
        held.add(model.vitals.follow(kit.fx(), c -> replay.subscribe(Vitals.PROBE, c)));
        held.add(model.vitals.value().subscribe(v -> now()));
        held.add(model.vitals.staleSince().subscribe(s -> now()));
        held.add(model.vitals.lacks().subscribe(l -> now()));
        held.add(model.server.subscribe(s -> now()));
        held.add(model.vitals.read().subscribe(at -> showPast()));
        held.add(range.subscribe(r -> showPast()));
        held.add(kit.era().moment().subscribe(m -> {
            now();
            showPast();
        }));
        held.onEnd(() -> {
            reading.cancel();
            drilling.cancel();
        });
    }

    void onRetry() {
        replay.refresh();
    }

    /** Looks into a stretch of time: who and what kept the server busy then. */
    void onDrill(Instant from, Instant to) {
        model.drilled.set(new Drilled(from, to, null, null));
        drilling.work(() -> Drill.of(replay, from, to), d -> drilled(from, to, d, null), t -> drilled(from, to, null, Problem.of(t)));
    }

    private void drilled(Instant from, Instant to, @Nullable Drill drill, @Nullable Problem problem) {
        Drilled asked = model.drilled.get();
        if (asked != null && asked.from().equals(from) && asked.to().equals(to)) {
            model.drilled.set(new Drilled(from, to, drill, problem));
        }
    }

    /** Back from a stretch of time. */
    void onClose() {
        drilling.cancel();
        model.drilled.set(null);
    }

    private void link(Link link) {
        if (link instanceof Link.Up up) {
            model.server.set(up.server());
        }
    }

    private void now() {
        Scene scene = replay.scene();
        if (scene == null) {
            model.lacks.set(model.vitals.lacks().get());
            model.staleSince.set(model.vitals.staleSince().get());
            model.now.set(live(model.vitals.value().get(), model.server.get(), model.vitals.lacks().get().isEmpty()));
        } else {
            model.lacks.set(lacks(scene));
            model.staleSince.set(null);
            model.now.set(new OverviewModel.Now(scene.figures(), usable(scene), null, false));
        }
    }

    private static OverviewModel.Now live(@Nullable Vitals v, @Nullable Server server, boolean all) {
        if (v == null) {
            return OverviewModel.Now.UNKNOWN;
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        boolean whole = all || v.hidden() == 0;
        figures.put(Figure.SESSIONS, (double) v.sessions());
        if (whole) {
            figures.put(Figure.ACTIVE, (double) v.active());
            figures.put(Figure.ON_LOCK, (double) v.onLock());
            figures.put(Figure.OLDEST_TRANSACTION, v.oldestTransactionSeconds() == null ? 0 : v.oldestTransactionSeconds());
        }
        if (v.replicationLagSeconds() != null) {
            figures.put(Figure.REPLICATION_LAG, v.replicationLagSeconds());
        }
        return new OverviewModel.Now(figures, server == null ? null : server.usableConnections(), v.replicas(), !whole);
    }

    /** An older Howdah recorded fewer figures, and while nothing replicates there is no lag. */
    private static List<Lack> lacks(Scene scene) {
        Map<Figure, Double> known = scene.figures();
        if (scene.problem() != null) {
            return List.of(new Lack(Text.of("replay.unread", scene.problem().title()), null));
        }
        if (known.isEmpty()) {
            return List.of(new Lack(Text.of("replay.missing"), null));
        }
        String missing = Arrays.stream(Figure.values()).filter(f -> f != Figure.REPLICATION_LAG && !known.containsKey(f))
                .map(OverviewController::name).collect(Collectors.joining(", "));
        return missing.isEmpty() ? List.of() : List.of(new Lack(Text.of("overview.not-recorded", missing), null));
    }

    static String name(Figure figure) {
        return Text.of("overview.figure." + figure.name());
    }

    private static @Nullable Integer usable(Scene scene) {
        Integer all = scene.number("max_connections");
        Integer kept = scene.number("superuser_reserved_connections");
        return all == null || kept == null ? null : all - kept;
    }

    private void showPast() {
        Scene scene = replay.scene();
        Instant newest = model.vitals.at().get();
        Instant to = scene != null ? scene.at() : newest == null ? kit.clock().instant() : newest;
        Instant from = to.minus(range.getValue());
        reading.work(() -> new OverviewModel.Past(from, to, replay.vitals(from, to), statementTimes(from, to)),
                past -> {
                    if (Objects.equals(shown(), scene == null ? null : scene.at())) {
                        model.past(past);
                    }
                },
                t -> model.past(new OverviewModel.Past(from, to, Map.of(), new double[0])));
    }

    private @Nullable Instant shown() {
        Scene scene = replay.scene();
        return scene == null ? null : scene.at();
    }

    private double[] statementTimes(Instant from, Instant to) {
        List<StatementInterval> all = replay.watch().history().intervals(from, to);
        if (times.size() > MOST_TIMES) {
            times.clear();
        }
        return all.stream()
                .mapToDouble(i -> times.computeIfAbsent(List.of(i.from(), i.to()), k -> StatementTimes.p95EstimateMs(i.uses().values())))
                .toArray();
    }
}
