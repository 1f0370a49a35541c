package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.replay.Pasts;
import dev.howdah.engine.replay.Pipe;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.Annotation;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Mark;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayControllerTest {
    private final Instant start = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600 - 1_200);
    private final Instant present = start.plusSeconds(1_200);
    private final Kit kit = Kit.direct(InstantSource.fixed(present));
    private final ReplayModel model = new ReplayModel();
    private final SimpleObjectProperty<TimeRange> range = new SimpleObjectProperty<>(TimeRange.LIVE);
    private final ReplayController controller = new ReplayController(model, range, kit);
    private final Pasts pasts = Pasts.usual(start);
    private Sampler sampler;
    private Replay replay;
    private Screen screen;

    @BeforeEach
    void record() {
        pasts.recording.annotate(start.plusSeconds(60), Annotation.Kind.DEPLOY, "orders 4.2", "ann");
        pasts.active(start, 60, 3);
        pasts.active(start.plusSeconds(600), 60, 5);
        pasts.written(start.plusSeconds(659));
        var target = Servers.newDatabase();
        sampler = new Sampler(new Db(target, new DirectDataSource(target, SessionSpec.sampler())), InstantSource.system());
        replay = new Replay(new Pipe(), new VitalHistory(sampler), new StatementWatch(sampler), pasts::history, InstantSource.fixed(present));
        screen = Screen.of(new StackPane(), controller::onShow);
        screen.shown(true);
        controller.onOpened(replay);
    }

    @AfterEach
    void close() {
        screen.shown(false);
        sampler.close();
        pasts.close();
    }

    @Test
    void showsAMomentAndComesBack() {
        controller.onSeek(start.plusSeconds(30));
        assertThat(kit.era().past().get()).isTrue();
        assertThat(kit.era().moment().get()).isEqualTo(start.plusSeconds(30));
        assertThat(model.scene.get()).isNotNull().satisfies(s -> assertThat(s.empty()).isFalse());
        assertThat(replay.instant()).isEqualTo(start.plusSeconds(30));
        controller.onLive();
        assertThat(kit.era().past().get()).isFalse();
        assertThat(model.wanted.get()).isNull();
        assertThat(replay.scene()).isNull();
    }

    @Test
    void stepsFromSampleToSampleOverGaps() {
        controller.onSeek(start.plusSeconds(58));
        controller.onStep(true);
        assertThat(model.wanted.get()).isEqualTo(start.plusSeconds(59));
        controller.onStep(true);
        assertThat(model.wanted.get()).isEqualTo(start.plusSeconds(600));
        controller.onStep(false);
        assertThat(model.wanted.get()).isEqualTo(start.plusSeconds(59));
        controller.onEnd();
        assertThat(model.wanted.get()).isEqualTo(start.plusSeconds(659));
        controller.onStep(true);
        assertThat(model.wanted.get()).as("there is nothing further on").isEqualTo(start.plusSeconds(659));
        controller.onHome();
        assertThat(model.wanted.get()).isEqualTo(start);
        controller.onLive();
        controller.onStep(false);
        assertThat(model.wanted.get()).as("from the present to the newest").isEqualTo(start.plusSeconds(659));
    }

    @Test
    void theScaleStandsStillUnderTheHandAndFollowsTheRange() {
        ReplayModel.Reach before = model.reach.get();
        assertThat(Duration.between(before.from(), before.to())).isEqualTo(TimeRange.LIVE.reach());
        controller.onSeek(start.plusSeconds(30));
        assertThat(model.reach.get()).isEqualTo(before);
        range.set(TimeRange.DAY);
        assertThat(Duration.between(model.reach.get().from(), model.reach.get().to())).isEqualTo(TimeRange.DAY.reach());
        controller.onSeek(present.minus(Duration.ofDays(20)));
        assertThat(model.reach.get().from()).isBefore(present.minus(Duration.ofDays(20)));
        assertThat(model.reach.get().to()).isAfter(present.minus(Duration.ofDays(20)));
        assertThat(model.scene.get()).isNotNull().satisfies(s -> assertThat(s.empty()).isTrue());
    }

    @Test
    void readsWhatIsTyped() {
        controller.onTyped("-19m");
        assertThat(model.wanted.get()).isEqualTo(present.minusSeconds(19 * 60));
        controller.onTyped("rubbish");
        assertThat(model.mistaken.get()).isTrue();
        assertThat(model.wanted.get()).isEqualTo(present.minusSeconds(19 * 60));
        controller.onTyped("");
        assertThat(model.mistaken.get()).isFalse();
        assertThat(model.wanted.get()).isNull();
    }

    @Test
    void tellsChartsWhatHappenedAndGoesWhereTheyPoint() {
        assertThat(kit.era().marks().get()).extracting(Mark::text).contains("orders 4.2 (ann)");
        kit.era().go(start.plusSeconds(10));
        assertThat(model.wanted.get()).isEqualTo(start.plusSeconds(10));
        kit.era().go(present.plusSeconds(5));
        assertThat(model.wanted.get()).as("what is not over is the present").isNull();
    }

    @Test
    void anotherServerIsShownInThePresent() {
        controller.onSeek(start.plusSeconds(30));
        controller.onOpened(null);
        assertThat(kit.era().past().get()).isFalse();
        assertThat(replay.scene()).isNull();
        assertThat(kit.era().marks().get()).isEmpty();
        controller.onSeek(start.plusSeconds(30));
        assertThat(model.wanted.get()).as("there is no past to go to").isNull();
    }

    @Test
    void aRepositoryThatGoesAwayIsSaidAndLiveGoesOn() {
        controller.onSeek(start.plusSeconds(30));
        pasts.close();
        controller.onSeek(start.plusSeconds(40));
        assertThat(model.scene.get()).isNotNull().satisfies(s -> assertThat(s.problem()).isNotNull());
        controller.onLive();
        assertThat(kit.era().past().get()).isFalse();
    }
}
