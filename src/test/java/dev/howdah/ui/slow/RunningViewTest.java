package dev.howdah.ui.slow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.profile.LiveStatement;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.text.Text;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Pictures;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class RunningViewTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final SlowModel model = new SlowModel();
    private final Kit kit = Kit.direct(InstantSource.fixed(NOW));
    private final SlowParts parts = new SlowParts(null, null, null, null, null, null, null, null, null, Environment.STAGING);
    private final StackPane place = new StackPane();
    private final Page page = new Page(place);

    @BeforeAll
    static void toolkit() {
        FxWindow.start();
    }

    /** The next statement of the same session is another one: nobody asked to cancel that. */
    @Test
    void offersNothingMoreWhenTheStatementHasEnded() {
        FxWindow.run(() -> {
            place.getChildren().setAll(new RunningView(model, null, parts, page, kit).node());
            new Scene(page.root(), 900, 600);
            read(session(3));
            Pictures.enter(page.root(), 0, 0);
            draw();
            assertThat(off("activity.cancel")).isFalse();
            read(session(4));
            assertThat(off("activity.cancel")).isFalse();
            read(session(0.2));
            assertThat(Pictures.says(page.root(), Text.of("slow.running.ended", Format.clock(NOW)))).isTrue();
            assertThat(off("activity.cancel")).isTrue();
            assertThat(off("activity.terminate")).isTrue();
        });
    }

    private void read(Session session) {
        model.sessions.accept(new Reading.Value<>(NOW, List.of(session), Duration.ZERO, List.of()));
        model.live.set(LiveStatement.over(ProfilerLimits.DEFAULT, List.of(session), List.of()));
        draw();
    }

    private void draw() {
        page.root().applyCss();
        page.root().layout();
    }

    private boolean off(String key) {
        return page.root().lookupAll(".button").stream().map(ButtonBase.class::cast).filter(b -> Text.of(key).equals(b.getText())).findFirst().orElseThrow()
                .isDisabled();
    }

    private static Session session(double seconds) {
        return new Session(4711, null, "client backend", "shop", "ann", "web", null, null, NOW.minusSeconds(999), "active", null, null, 100.0, 5.0, seconds,
                1.0, null, null, 7, "SELECT pg_sleep(100)");
    }
}
