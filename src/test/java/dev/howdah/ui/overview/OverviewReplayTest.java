package dev.howdah.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.WaitProfile.By;
import dev.howdah.engine.replay.Pasts;
import dev.howdah.engine.replay.Pipe;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewReplayTest {
    private final Instant start = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600 - 1_200);
    private final Kit kit = Kit.direct(InstantSource.fixed(start.plusSeconds(1_200)));
    private final OverviewModel model = new OverviewModel();
    private final Sampler sampler = sampler();
    private final SimpleObjectProperty<Duration> range = new SimpleObjectProperty<>(Duration.ofMinutes(2));

    private static Sampler sampler() {
        var target = Servers.newDatabase();
        return new Sampler(new Db(target, new DirectDataSource(target, SessionSpec.sampler())), InstantSource.system());
    }

    @AfterEach
    void close() {
        sampler.close();
    }

    private Replay replay(Pasts pasts) {
        return new Replay(new Pipe(), new VitalHistory(sampler), new StatementWatch(sampler), pasts::history, InstantSource.fixed(start.plusSeconds(1_200)));
    }

    private void move(Replay replay, Instant at) {
        replay.show(replay.read(at));
        kit.era().show(at);
    }

    @Test
    void tilesAndChartsAreThoseOfTheMoment() {
        try (Pasts pasts = Pasts.usual(start)) {
            pasts.recording.settings(start, Map.of("max_connections", "50", "superuser_reserved_connections", "3"));
            for (int i = 0; i < 60; i += 5) {
                pasts.recording.activity(start.plusSeconds(i), List.of(Pasts.session(7, "orders", "Lock", "SELECT 1")), List.of(Pasts.blocking(7, 8)));
            }
            pasts.active(start, 60, 3);
            pasts.written(start.plusSeconds(59));
            Replay replay = replay(pasts);
            OverviewController controller = new OverviewController(model, replay, range, kit);
            Screen screen = Screen.of(new StackPane(), controller::onShow);
            screen.shown(true);
            assertThat(model.now.get().figures()).isEmpty();
            move(replay, start.plusSeconds(30));
            assertThat(model.now.get().figure(Figure.ACTIVE)).isEqualTo(3);
            assertThat(model.now.get().usable()).isEqualTo(47);
            assertThat(model.now.get().figure(Figure.REPLICATION_LAG)).as("nothing replicated").isNaN();
            assertThat(model.lacks.get()).isEmpty();
            assertThat(model.past().get().to()).isEqualTo(start.plusSeconds(30));
            assertThat(model.past().get().points().get(Figure.ACTIVE).values()).contains(3.0).contains(Double.NaN);
            controller.onDrill(start.minusSeconds(1), start.plusSeconds(30));
            assertThat(model.drilled.get()).isNotNull().satisfies(d -> {
                assertThat(d.problem()).isNull();
                assertThat(d.drill().shares().get(By.APPLICATION)).singleElement().satisfies(s -> assertThat(s.name()).isEqualTo("orders"));
                assertThat(d.drill().blockers()).singleElement().satisfies(b -> assertThat(b.pid()).isEqualTo(8));
            });
            controller.onClose();
            assertThat(model.drilled.get()).isNull();
            move(replay, start.plusSeconds(500));
            assertThat(model.now.get().figures()).as("a gap is not zero").isEmpty();
            assertThat(model.lacks.get()).isNotEmpty();
            replay.live();
            kit.era().show(null);
            assertThat(model.now.get().figures()).as("nothing of the past is left").isEmpty();
            screen.shown(false);
        }
    }

    @Test
    void saysWhatAnOlderHowdahDidNotRecord() {
        try (Pasts pasts = new Pasts(List.of("ACTIVE", "SESSIONS"))) {
            pasts.recording.connected(start, new Server(140_000, "14.0", "shop", "ann", false, false, start, 100, 3, Set.of(), Map.of(), Set.of(), "7"));
            for (int i = 0; i < 20; i++) {
                pasts.recording.figures(start.plusSeconds(i), new double[] {2, 9});
            }
            pasts.written(start.plusSeconds(19));
            Replay replay = replay(pasts);
            Screen screen = Screen.of(new StackPane(), new OverviewController(model, replay, range, kit)::onShow);
            screen.shown(true);
            move(replay, start.plusSeconds(10));
            assertThat(model.now.get().figures()).containsOnlyKeys(Figure.ACTIVE, Figure.SESSIONS);
            assertThat(model.now.get().usable()).isNull();
            assertThat(model.lacks.get()).singleElement().satisfies(l -> assertThat(l.reason()).contains("WAL", "Hit ratio").doesNotContain("Sessions"));
            screen.shown(false);
        }
    }
}
