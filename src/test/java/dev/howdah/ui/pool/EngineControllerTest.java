package dev.howdah.ui.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.Leak;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.PoolHistory.Figure;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import javafx.beans.property.SimpleObjectProperty;
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
                model, engine.poolHistory(), engine.sampler(), new SimpleObjectProperty<>(Duration.ofMinutes(5)),
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
}
