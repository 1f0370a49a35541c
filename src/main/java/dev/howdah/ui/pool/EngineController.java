package dev.howdah.ui.pool;

import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.Leak;
import dev.howdah.engine.pool.PoolAdapt;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.PoolHistory;
import dev.howdah.engine.pool.PoolHistory.Figure;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.pool.sources.ServerSessions;
import dev.howdah.engine.pool.sources.ServerSessions.HeadRoom;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.replay.Scene;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Last;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Looks at the engine pool once a second while it is shown, and turns its levers. */
final class EngineController {
    private static final int CALM = 30;

    private final EngineModel model;
    private final PoolHistory history;
    private final EnginePool pool;
    private final Replay replay;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private @Nullable HeadRoom room;
    private @Nullable Subscription adapting;
    private final Last<List<Object>, Look> recorded = new Last<>();

    EngineController(EngineModel model, PoolHistory history, Replay replay, ObservableValue<Duration> range, Kit kit) {
        this.model = model;
        this.history = history;
        this.pool = history.pool();
        this.replay = replay;
        this.range = range;
        this.kit = kit;
        model.draft.set(pool.spec());
    }

    /**
     * All that one look brings.
     *
     * @param scene the past moment that it is of; null for the present
     */
    record Look(@Nullable Scene scene, @Nullable PoolStats stats, List<Leak> leaks, @Nullable PoolAdvice advice, EngineModel.Past past) {}

    void onShow(Subscriptions held) {
        held.add(replay.subscribe(ServerSessions.HEAD_ROOM, new Latest<Reading<HeadRoom>>(kit.fx(), this::room)::put));
        held.add((javafx.util.Subscription)
                new Ticker<>(kit.fx(), Duration.ofSeconds(1), this::look, this::show, kit.notices()::problem).start());
        held.add(range.subscribe(r -> onLook()));
        held.add(kit.era().moment().subscribe(m -> onLook()));
        held.add(model.instances.subscribe(n -> onLook()));
    }

    /** Looks at once, after something was changed. */
    void onLook() {
        kit.fx().work(this::look).done(this::show).failed(kit.notices()::problem);
    }

    void onPreset(PoolSpec.Preset preset) {
        model.draft.set(preset.spec());
        model.mistake.set("");
    }

    /** The fields were edited; the supplier reads them. */
    void onEdit(Supplier<PoolSpec> fields) {
        try {
            model.draft.set(fields.get());
            model.mistake.set("");
        } catch (IllegalArgumentException e) {
            model.mistake.set(String.valueOf(e.getMessage()));
        }
    }

    void onApply() {
        PoolSpec next = model.draft.get();
        if (next == null || !model.mistake.get().isEmpty()) {
            return;
        }
        act(() -> pool.apply(next), Text.of("pooltab.engine.applied", next.size(), next.overflow()));
    }

    void onReset() {
        model.draft.set(pool.spec());
        model.mistake.set("");
    }

    void onSoftEvict() {
        act(pool::softEvict, Text.of("pooltab.engine.evicted"));
    }

    void onSuspend() {
        act(pool::suspend, Text.of("pooltab.engine.suspended"));
    }

    void onResume() {
        act(pool::resume, Text.of("pooltab.engine.resumed"));
    }

    void onReclaim(Leak leak) {
        kit.fx().work(() -> pool.reclaim(leak.id()))
                .done(found -> kit.notices().good(Text.of(
                        found ? "pooltab.engine.reclaimed" : "pooltab.engine.given-back", leak.thread(),
                                Format.duration(leak.held()))))
                .failed(kit.notices()::problem)
                .ended(this::onLook);
    }

    /** Lets the pool follow its load between half and four times its present size, or stops that. */
    void onAdapt(boolean on) {
        if (adapting != null) {
            adapting.close();
            adapting = null;
        }
        if (on) {
            int size = pool.spec().size();
            adapting = history.adapt(new PoolAdapt.Bounds(Math.max(1, size / 2), size * 4, CALM));
        }
        model.adapting.set(on);
    }

    private void act(Runnable action, String said) {
        kit.fx().work(() -> {
                    action.run();
                    return said;
                })
                .done(kit.notices()::good)
                .failed(kit.notices()::problem)
                .ended(this::onLook);
    }

    private void room(Reading<HeadRoom> reading) {
        room = reading instanceof Reading.Value<HeadRoom> v ? v.value() : null;
    }

    private Look look() {
        Scene scene = replay.scene();
        return scene == null ? live() : past(scene);
    }

    /** Read once for a moment and a range: it stays the same. */
    private Look past(Scene scene) {
        Instant from = scene.at().minus(range.getValue());
        return recorded.of(List.of(scene, from), () ->
                new Look(scene, scene.pool(), List.of(), null, new EngineModel.Past(from, scene.at(), replay.pool(from, scene.at()))));
    }

    private Look live() {
        PoolStats stats = history.look();
        Instant to = stats.at();
        Instant from = to.minus(range.getValue());
        Map<Figure, Series.Points> points = new EnumMap<>(Figure.class);
        for (Figure f : Figure.values()) {
            points.put(f, history.series(f).between(from, to));
        }
        HeadRoom seen = room;
        PoolAdvice.Budget budget = seen == null
                ? null
                : new PoolAdvice.Budget(
                        model.instances.get(), stats.max(), seen.usable(), Math.max(0, seen.used() - stats.total()));
        return new Look(null, stats, pool.leaks(), PoolAdvice.of(history.load(), stats.spec(), budget), new EngineModel.Past(from,
                to, points));
    }

    private void show(Look look) {
        if (!Objects.equals(look.scene(), replay.scene())) {
            return;
        }
        PoolStats stats = look.stats();
        model.missing.set(stats == null);
        if (look.scene() != null) {
            model.leaks.set(look.leaks());
            model.advice.set(null);
            model.past.set(look.past());
            model.stats.set(stats);
            return;
        }
        PoolStats before = model.stats.get();
        boolean untouched = before == null || before.spec().equals(model.draft.get());
        model.stats.set(stats);
        model.leaks.set(look.leaks());
        model.advice.set(look.advice());
        model.past.set(look.past());
        if (untouched && stats != null) {
            model.draft.set(stats.spec());
        }
    }
}
