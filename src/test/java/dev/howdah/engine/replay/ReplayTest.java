package dev.howdah.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Progress;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.profile.Repeats;
import dev.howdah.engine.profile.StatementHistory;
import dev.howdah.engine.profile.StatementPast;
import dev.howdah.engine.profile.StatementWindow;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.profile.Watched;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.Level;
import dev.howdah.engine.store.StatementLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
    /** Whole ten minutes ago. */
    private final Instant start = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600 - 1_200);
    private final Instant present = start.plusSeconds(1_200);
    private final Pipe live = new Pipe();
    private final List<Reading<List<Session>>> seen = new ArrayList<>();

    /** What is in memory: nothing. */
    private record Nothing(StatementHistory history, WaitProfile waits, Repeats repeats) implements Watched {
        Nothing() {
            this(new StatementHistory(), new WaitProfile(), new Repeats());
        }
    }

    private Replay replay(Pasts pasts) {
        return new Replay(live, memory(), new Nothing(), pasts::history, InstantSource.fixed(present));
    }

    private static VitalHistory memory() {
        return new VitalHistory(new dev.howdah.engine.sample.Sampler(dev.howdah.testing.Servers.db(dev.howdah.testing.Servers.newDatabase()),
                InstantSource.system()));
    }

    private List<Session> last() {
        return seen.getLast() instanceof Reading.Value<List<Session>> v ? v.value() : List.of();
    }

    @Test
    void bringsThePastToTheSameSubscribersAndNothingLiveUntilItIsToldTo() {
        try (Pasts pasts = Pasts.usual(start)) {
            pasts.recording.activity(start.plusSeconds(20), List.of(Pasts.session(7, "orders", "Lock", "SELECT 1")), List.of(Pasts.blocking(7, 8)));
            pasts.active(start, 60, 3);
            pasts.written(start.plusSeconds(59));
            Replay replay = replay(pasts);
            replay.subscribe(Session.PROBE, seen::add);
            live.bring(Session.PROBE, present, List.of(Pasts.session(1, "live", null, "SELECT live")));
            assertThat(last()).extracting(Session::application).containsExactly("live");
            replay.show(replay.read(start.plusSeconds(22)));
            assertThat(last()).extracting(Session::application).containsExactly("orders");
            assertThat(replay.instant()).isEqualTo(start.plusSeconds(22));
            assertThat(live.subscribers(Session.PROBE)).as("the server is left alone").isZero();
            live.bring(Session.PROBE, present, List.of(Pasts.session(1, "live", null, "SELECT live")));
            assertThat(last()).extracting(Session::application).containsExactly("orders");
            // Whoever comes now gets the past too.
            List<Reading<List<Blocking>>> waits = new ArrayList<>();
            replay.subscribe(Blocking.PROBE, waits::add);
            assertThat(waits).singleElement().satisfies(r -> assertThat(((Reading.Value<List<Blocking>>) r).value()).hasSize(1));
            replay.live();
            assertThat(seen.getLast()).as("nothing of the past is left").isInstanceOf(Reading.Skipped.class);
            live.bring(Session.PROBE, present, List.of(Pasts.session(1, "live", null, "SELECT live")));
            assertThat(last()).extracting(Session::application).containsExactly("live");
            assertThat(replay.instant()).isEqualTo(present);
        }
    }

    @Test
    void aSessionOfThePastHasNoNameThatASignalCouldBeSentTo() {
        try (Pasts pasts = Pasts.usual(start)) {
            pasts.recording.activity(start, List.of(Pasts.session(7, "orders", null, "SELECT 1")), List.of());
            pasts.active(start, 2, 1);
            pasts.written(start.plusSeconds(1));
            Replay replay = replay(pasts);
            replay.subscribe(Session.PROBE, seen::add);
            replay.show(replay.read(start.plusSeconds(1)));
            assertThat(last()).singleElement().satisfies(s -> assertThat(s.id()).isNull());
        }
    }

    @Test
    void saysWhatWasNotRecordedAndNeverTakesItForNothing() {
        try (Pasts pasts = Pasts.usual(start)) {
            pasts.active(start, 10, 3);
            pasts.active(start.plusSeconds(600), 10, 4);
            pasts.written(start.plusSeconds(609));
            Replay replay = replay(pasts);
            List<Reading<List<Progress>>> progress = new ArrayList<>();
            replay.subscribe(Session.PROBE, seen::add);
            replay.subscribe(Progress.PROBE, progress::add);
            Scene known = replay.read(start.plusSeconds(5));
            replay.show(known);
            assertThat(known.empty()).isFalse();
            assertThat(seen.getLast()).as("no sessions were looked at").isInstanceOf(Reading.Skipped.class);
            assertThat(progress.getLast()).isInstanceOf(Reading.Skipped.class);
            Scene gap = replay.read(start.plusSeconds(300));
            assertThat(gap.empty()).isTrue();
            assertThat(gap.figures()).isEmpty();
            assertThat(replay.neighbour(start.plusSeconds(300), true)).isEqualTo(start.plusSeconds(600));
            assertThat(replay.neighbour(start.plusSeconds(300), false)).isEqualTo(start.plusSeconds(9));
            assertThat(replay.neighbour(start.plusSeconds(5), true)).isEqualTo(start.plusSeconds(6));
            assertThat(replay.neighbour(start, false)).isNull();
            double[] active = replay.vitals(start, start.plusSeconds(600)).get(Figure.ACTIVE).values();
            assertThat(active[100]).isNaN();
        }
    }

    @Test
    void whatAnOlderHowdahRecordedHasFewerFigures() {
        try (Pasts pasts = new Pasts(List.of("ACTIVE", "SESSIONS", "LONG_GONE"))) {
            pasts.recording.connected(start, new dev.howdah.engine.db.Server(
                    140_000, "14.0", "shop", "ann", false, false, start, 100, 3, java.util.Set.of(), Map.of(), java.util.Set.of(), "7"));
            for (int i = 0; i < 20; i++) {
                pasts.recording.figures(start.plusSeconds(i), new double[] {2, 9, 1});
            }
            pasts.written(start.plusSeconds(19));
            Replay replay = replay(pasts);
            Scene scene = replay.read(start.plusSeconds(10));
            replay.show(scene);
            assertThat(scene.figures()).containsOnlyKeys(Figure.ACTIVE, Figure.SESSIONS);
            assertThat(replay.vitals(start, start.plusSeconds(20))).containsOnlyKeys(Figure.ACTIVE, Figure.SESSIONS);
            assertThat(replay.watch().waits().points(start, start.plusSeconds(20))).isEmpty();
        }
    }

    @Test
    void aRepositoryThatIsAwayLeavesNothingOfBeforeToBeTakenForIt() {
        Pasts pasts = Pasts.usual(start);
        pasts.recording.activity(start, List.of(Pasts.session(7, "orders", null, "SELECT 1")), List.of());
        pasts.active(start, 30, 3);
        pasts.written(start.plusSeconds(29));
        Replay replay = replay(pasts);
        replay.subscribe(Session.PROBE, seen::add);
        replay.show(replay.read(start.plusSeconds(3)));
        assertThat(last()).hasSize(1);
        pasts.close();
        Scene away = replay.read(start.plusSeconds(6));
        replay.show(away);
        assertThat(away.problem()).isNotNull();
        assertThat(away.empty()).isTrue();
        assertThat(seen.getLast()).isInstanceOf(Reading.Skipped.class);
    }

    @Test
    void withoutARepositoryTheSceneSaysSo() {
        Replay replay = new Replay(live, memory(), new Nothing(), () -> null, InstantSource.fixed(present));
        assertThat(replay.recorded()).isFalse();
        assertThat(replay.read(start).problem()).isNotNull();
        assertThat(replay.annotations(start, present)).isEmpty();
        replay.show(replay.read(start));
        assertThat(replay.vitals(start, present)).isEmpty();
        assertThat(replay.watch().history().window(start, present).uses()).isEmpty();
        assertThat(replay.watch().waits().top(WaitProfile.By.EVENT, start, present, k -> true, 9)).isEmpty();
    }

    @Test
    void aClockThatWentBackShowsWhatWasWrittenLast() {
        try (Pasts pasts = Pasts.usual(start)) {
            pasts.active(start.plusSeconds(100), 30, 3);
            pasts.active(start.plusSeconds(110), 30, 8);
            pasts.written(start.plusSeconds(139));
            Replay replay = replay(pasts);
            assertThat(replay.read(start.plusSeconds(105)).figures()).containsEntry(Figure.ACTIVE, 3.0);
            assertThat(replay.read(start.plusSeconds(120)).figures()).containsEntry(Figure.ACTIVE, 8.0);
            assertThat(replay.neighbour(start.plusSeconds(120), true)).isEqualTo(start.plusSeconds(121));
            assertThat(replay.neighbour(start.plusSeconds(120), false)).isEqualTo(start.plusSeconds(119));
        }
    }

    @Test
    void statementsComeWithTheTextsThatWereRecordedWithThem() {
        try (Pasts pasts = Pasts.usual(start)) {
            double[] counters = new double[32];
            counters[dev.howdah.engine.profile.Measure.CALLS.ordinal()] = 12;
            counters[dev.howdah.engine.profile.Measure.EXEC_MS.ordinal()] = 240;
            for (int minute = 0; minute < 5; minute++) {
                pasts.recording.statements(start.plusSeconds(60L * minute), start.plusSeconds(60L * minute + 60), Level.MIDDLE,
                        List.of(new StatementLine(10, 5, 99, true, "SELECT $1", counters)));
            }
            pasts.active(start, 301, 1);
            pasts.written(start.plusSeconds(300));
            Replay replay = replay(pasts);
            replay.show(replay.read(start.plusSeconds(300)));
            StatementPast past = replay.watch().history();
            StatementWindow window = past.window(start.plusSeconds(120), start.plusSeconds(300));
            assertThat(window.measured()).isEqualTo(Duration.ofMinutes(3));
            assertThat(window.uses().values()).singleElement()
                    .satisfies(c -> assertThat(c.get(dev.howdah.engine.profile.Measure.CALLS)).isEqualTo(36));
            assertThat(past.texts(List.of(99L, 98L))).isEqualTo(Map.of(99L, "SELECT $1"));
            // A window that is shorter than what was recorded shows the stretch that goes over its end.
            assertThat(past.window(start.plusSeconds(190), start.plusSeconds(200)).measured()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void looksIntoAStretchOfTime() {
        try (Pasts pasts = Pasts.usual(start)) {
            for (int i = 0; i < 60; i += 5) {
                pasts.recording.activity(start.plusSeconds(i), List.of(
                        Pasts.session(7, "orders", "Lock", "UPDATE orders SET a = 1"),
                        Pasts.session(8, "billing", null, "SELECT pg_sleep(9)")), List.of(Pasts.blocking(7, 8)));
            }
            pasts.recording.annotate(start.plusSeconds(30), Annotation.Kind.DEPLOY, "orders 4.2", "ann");
            pasts.active(start, 60, 2);
            pasts.written(start.plusSeconds(59));
            Replay replay = replay(pasts);
            Drill drill = Drill.of(replay, start.minusSeconds(1), start.plusSeconds(60));
            assertThat(drill.shares().get(WaitProfile.By.APPLICATION)).extracting(WaitProfile.Share::name).containsExactlyInAnyOrder("orders", "billing");
            WaitProfile.Share orders = drill.shares().get(WaitProfile.By.APPLICATION).stream().filter(s -> s.name().equals("orders")).findFirst().orElseThrow();
            assertThat(drill.sessions(orders)).isBetween(0.9, 1.1);
            assertThat(drill.blockers()).singleElement().satisfies(b -> {
                assertThat(b.pid()).isEqualTo(8);
                assertThat(b.application()).isEqualTo("billing");
                assertThat(b.victims()).isEqualTo(1);
                assertThat(b.seconds()).isBetween(55.0, 65.0);
            });
            assertThat(drill.texts()).containsKey(42L);
            assertThat(replay.annotations(start, present)).extracting(Annotation::text).contains("orders 4.2");
        }
    }
}
