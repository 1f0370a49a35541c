package dev.howdah.ui.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.Leak;
import dev.howdah.engine.pool.Percentiles;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.PoolGauges;
import dev.howdah.engine.pool.PoolHistory;
import dev.howdah.engine.pool.PoolHistory.Figure;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.replay.Pasts;
import dev.howdah.engine.replay.Replay;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineControllerTest {
    private static final PoolSpec SPEC = PoolSpec.of(3, 1, Duration.ZERO, true).withLeakThreshold(Duration.ofMillis(1));

    private final EngineModel model = new EngineModel();
    private Engine engine;
    private EngineController controller;

    @BeforeEach
    void open() {
        Target target = Servers.newDatabase();
        engine = Engine.open(target, SPEC, Audits.scratch(), Clock.systemUTC());
        controller = new EngineController(
                model, engine.poolHistory(), Replays.live(engine), new SimpleObjectProperty<>(Duration.ofMinutes(5)),
                        Kit.direct(Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void showsThePoolAsItStands() throws Exception {
        try (Connection c = engine.pool().dataSource().getConnection()) {
            assertThat(c.isValid(1)).isTrue();
            controller.onLook();
            assertThat(model.stats.get().active()).isEqualTo(1);
            assertThat(model.advice.get().confidence()).isIn(PoolAdvice.Confidence.NONE, PoolAdvice.Confidence.LOW);
            assertThat(model.past.get().points().get(Figure.ACTIVE).size()).isPositive();
            assertThat(model.draft.get()).isEqualTo(SPEC);
        }
    }

    @Test
    void putsAPresetInForceWhenItIsApplied() {
        PoolSpec.Preset preset = PoolSpec.presets().getFirst();
        controller.onLook();
        controller.onPreset(preset);
        controller.onLook();
        assertThat(model.draft.get()).isEqualTo(preset.spec());
        assertThat(engine.pool().spec()).isEqualTo(SPEC);
        controller.onApply();
        assertThat(engine.pool().spec()).isEqualTo(preset.spec());
        assertThat(model.stats.get().spec()).isEqualTo(preset.spec());
    }

    @Test
    void appliesNoMistake() {
        controller.onEdit(() -> SPEC.withSize(0, 1));
        assertThat(model.mistake.get()).contains("size is 0");
        controller.onApply();
        assertThat(engine.pool().spec()).isEqualTo(SPEC);
        controller.onReset();
        assertThat(model.mistake.get()).isEmpty();
    }

    @Test
    void suspendsAndResumes() {
        controller.onSuspend();
        assertThat(model.stats.get().suspended()).isTrue();
        controller.onResume();
        assertThat(model.stats.get().suspended()).isFalse();
    }

    @Test
    void takesALeakBack() throws Exception {
        try (Connection leaked = engine.pool().dataSource().getConnection()) {
            assertThat(leaked.isValid(1)).isTrue();
            Await.until("the leak is shown", () -> {
                controller.onLook();
                return !model.leaks.get().isEmpty();
            });
            Leak leak = model.leaks.get().getFirst();
            controller.onReclaim(leak);
            Await.until("it is gone", () -> {
                controller.onLook();
                return model.leaks.get().isEmpty();
            });
        }
    }

    @Test
    void followsTheLoadUntilToldOtherwise() {
        controller.onAdapt(true);
        assertThat(model.adapting.get()).isTrue();
        controller.onAdapt(false);
        assertThat(model.adapting.get()).isFalse();
    }

    @Test
    void aPastMomentShowsThePoolAsItWas() {
        Instant start = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600 - 1_200);
        Kit kit = Kit.direct(InstantSource.system());
        try (Pasts pasts = Pasts.usual(start)) {
            for (int s = 0; s < 60; s++) {
                PoolStats.Events events = new PoolStats.Events(4, s, s, 0, 0, 0, 0);
                pasts.recording.gauges(start.plusSeconds(s), PoolGauges.of(new PoolStats(start.plusSeconds(s), "engine", SPEC, false, 3, 1, s / 30, events,
                        Percentiles.NONE, Percentiles.NONE, Percentiles.NONE, s, null)));
            }
            pasts.active(start, 60, 3);
            pasts.recording.close();
            pasts.written(start.plusSeconds(59));
            Replay replay = new Replay(engine.sampler(), engine.vitals(), new StatementWatch(engine.sampler()), pasts::history, InstantSource.system());
            EngineController past = new EngineController(model, engine.poolHistory(), replay, new SimpleObjectProperty<>(Duration.ofMinutes(5)), kit);
            Screen screen = Screen.of(new StackPane(), past::onShow);
            screen.shown(true);
            replay.show(replay.read(start.plusSeconds(45)));
            kit.era().show(start.plusSeconds(45));
            assertThat(model.stats.get().active()).isEqualTo(3);
            assertThat(model.stats.get().pending()).isEqualTo(1);
            assertThat(model.missing.get()).isFalse();
            assertThat(model.advice.get()).as("advice is of the present").isNull();
            assertThat(model.past.get().to()).isEqualTo(start.plusSeconds(45));
            assertThat(model.past.get().points().get(PoolHistory.Figure.PENDING).values()).contains(0.0, 1.0);
            replay.show(replay.read(start.plusSeconds(400)));
            kit.era().show(start.plusSeconds(400));
            assertThat(model.missing.get()).as("a gap").isTrue();
            replay.live();
            kit.era().show(null);
            assertThat(model.missing.get()).isFalse();
            assertThat(model.stats.get().pending()).isZero();
            screen.shown(false);
        }
    }
}
