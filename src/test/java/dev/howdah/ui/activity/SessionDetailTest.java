package dev.howdah.ui.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Environment;
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
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class SessionDetailTest {
    private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final ActivityModel model = new ActivityModel();
    private final Kit kit = Kit.direct(InstantSource.fixed(NOW));
    private final ActivityParts parts = new ActivityParts(null, null, null, null, Environment.STAGING);
    private final Page page = new Page(new Region());

    @BeforeAll
    static void toolkit() {
        FxWindow.start();
    }

    @Test
    void saysThatTheSessionHasEndedAndOffersNothingMore() {
        FxWindow.run(() -> {
            open(session(BEGAN, "active", "SELECT 1", 3.0));
            assertThat(off("activity.cancel")).isFalse();
            read(List.of(session(BEGAN, "idle in transaction", "SELECT 2", 4.0)));
            assertThat(Pictures.says(page.root(), "idle in transaction")).isTrue();
            assertThat(off("activity.cancel")).as("nothing runs that could be cancelled").isTrue();
            assertThat(off("activity.terminate")).isFalse();
            // another session took over its process id
            read(List.of(session(BEGAN.plusSeconds(1_000), "active", "SELECT 3", 0.1)));
            assertThat(Pictures.says(page.root(), Text.of("activity.ended", Format.clock(NOW)))).isTrue();
            assertThat(off("activity.cancel")).isTrue();
            assertThat(off("activity.terminate")).isTrue();
            read(List.of(session(BEGAN, "active", "SELECT 1", 3.0)));
            assertThat(off("activity.terminate")).as("what is over stays over").isTrue();
        });
    }

    private void open(Session session) {
        ActivityController controller = new ActivityController(model, parts, new SimpleObjectProperty<>(Duration.ofMinutes(5)), kit);
        read(List.of(session));
        new Scene(page.root(), 800, 600);
        new SessionDetail(controller, model, parts, page).open(session);
        page.root().applyCss();
        page.root().layout();
    }

    private void read(List<Session> sessions) {
        model.sessions.accept(new Reading.Value<>(NOW, sessions, Duration.ZERO, List.of()));
        page.root().applyCss();
        page.root().layout();
    }

    private boolean off(String key) {
        return page.root().lookupAll(".button").stream().map(ButtonBase.class::cast).filter(b -> Text.of(key).equals(b.getText())).findFirst().orElseThrow()
                .isDisabled();
    }

    private static Session session(Instant began, String state, String query, double seconds) {
        return new Session(4711, null, "client backend", "shop", "ann", "web", null, null, began, state, null, null, 100.0, 5.0, seconds, 1.0, null, null, 7,
                query);
    }
}
