package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.out.Message;
import dev.howdah.engine.alert.out.Notice;
import dev.howdah.engine.alert.out.Notices;
import dev.howdah.engine.alert.out.OutputException;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.PlantedHistory;
import dev.howdah.engine.store.Repository;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of a planted figure, kept in a real repository; rounds and time by hand. */
class AlertsTest {
    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private final Target target = Servers.newDatabase();
    private final Repository repository = PlantedHistory.shared();
    private final int id = PlantedHistory.write(repository.target(), target, "ON_LOCK", T0, T0, t -> 1);
    private final List<Process> processes = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile Instant now = T0;
    private volatile double value = 1;
    private volatile @Nullable DbProblem problem;
    private volatile Duration silence = Duration.ZERO;
    private volatile boolean away;

    /** One of several processes: what it sends stays here. */
    private final class Process implements AutoCloseable {
        private final List<Notice> sent = new CopyOnWriteArrayList<>();
        private final Alerts alerts;
        private final AutoCloseable watching;
        private final OneConnection line = new OneConnection(target, SessionSpec.interactive());
        private final Sampler checking = new Sampler(new Db(target, line), InstantSource.system());
        private volatile boolean fails;

        Process(AlertPlan plan, boolean kept) {
            Supplier<@Nullable Repository> store = () -> away ? null : repository;
            Alerts.Keeping keeping = kept ? new Alerts.Keeping(store, true, Duration.ofHours(1), "ann") : Alerts.Keeping.nowhere("ann");
            alerts = new Alerts(plan, plan.outputs().stream().map(o -> Notices.lane(o, this::send)).toList(), keeping, () -> now);
            Source source = () -> new Source.Look(problem == null ? Map.of(Measure.ON_LOCK, value) : Map.of(), silence, true, problem, false);
            Checks none = new Checks(List.of(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), InstantSource.system()),
                    InstantSource.system());
            watching = alerts.watch(target, source, checking, none, null)::close;
            processes.add(this);
        }

        private void send(Message message) throws OutputException {
            if (fails) {
                throw new OutputException("away", false);
            }
            sent.addAll(message.notices());
        }

        void turn(double with) {
            value = with;
            now = now.plusSeconds(10);
            alerts.round();
            alerts.keep();
        }

        List<String> kinds(int atLeast) {
            Await.until("at least " + atLeast + " notices, are " + sent, () -> sent.size() >= atLeast);
            return sent.stream().map(n -> n.kind().word() + " " + n.severity()).toList();
        }

        @Override
        public void close() {
            try {
                watching.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            alerts.close();
            checking.close();
            line.close();
        }
    }

    @AfterEach
    void close() throws Exception {
        processes.forEach(Process::close);
        for (AutoCloseable c : open) {
            c.close();
        }
    }

    static AlertPlan plan(Quiet quiet, Duration repeat, boolean reach) {
        List<AlertRule> rules = new ArrayList<>();
        rules.add(new AlertRule("on-lock", new What.Figure(Measure.ON_LOCK), Limits.of(false, 5.0, 20.0, 4.0), new Cycles(2, 2),
                new Manner("figures", "activity", Severity.WARNING, repeat, quiet)));
        if (reach) {
            rules.add(Preset.answer(repeat, quiet));
        }
        OutputSpec here = new OutputSpec.Desktop(new OutputSpec.Routing("here", Severity.WARNING, java.util.Set.of(), true, 60_000), "tester");
        return new AlertPlan(rules, new AlertPlan.Findings(null, repeat, quiet, Map.of()), Duration.ofSeconds(10), ZoneOffset.UTC, List.of(here));
    }

    private Process process() {
        return new Process(plan(Quiet.never(), Duration.ofHours(1), false), true);
    }

    private AlertStore store() {
        AlertStore s = new AlertStore(repository.target());
        open.add(s);
        return s;
    }

    @Test
    void firesBecomesWorseAndEnds() {
        Process p = process();
        p.turn(1);
        assertThat(p.alerts.open()).isEmpty();
        p.turn(8);
        p.turn(8);
        assertThat(p.alerts.open()).singleElement().satisfies(a -> {
            assertThat(a.state()).isEqualTo(Alert.State.FIRING);
            assertThat(a.sentence()).contains("Sessions waiting for a lock: 8", "5");
        });
        assertThat(p.kinds(1)).containsExactly("fired WARNING");
        p.turn(25);
        p.turn(25);
        assertThat(p.kinds(2)).containsExactly("fired WARNING", "fired CRITICAL");
        p.turn(1);
        p.turn(1);
        assertThat(p.kinds(3)).containsExactly("fired WARNING", "fired CRITICAL", "resolved CRITICAL");
        assertThat(store().between(id, T0, now)).singleElement().satisfies(s -> {
            assertThat(s.openedAt()).isEqualTo(T0.plusSeconds(30));
            assertThat(s.closedAt()).isEqualTo(now);
            assertThat(s.severity()).isEqualTo("CRITICAL");
            assertThat(s.worst()).isEqualTo(25);
            assertThat(s.tab()).isEqualTo("activity");
        });
    }

    @Test
    void isToldAgainOnlyAfterItsTime() {
        Process p = process();
        p.turn(8);
        p.turn(8);
        p.kinds(1);
        for (int i = 0; i < 20; i++) {
            p.turn(8);
        }
        assertThat(p.kinds(1)).hasSize(1);
        now = now.plus(Duration.ofHours(1));
        p.turn(8);
        assertThat(p.kinds(2)).containsExactly("fired WARNING", "repeated WARNING");
    }

    @Test
    void aRestartNeitherForgetsNorRepeats() {
        Process first = process();
        first.turn(25);
        first.turn(25);
        first.kinds(1);
        // its delivery is written
        Await.until("written", () -> {
            first.alerts.keep();
            return first.alerts.outputs().getFirst().waiting() == 0;
        });
        Instant opened = first.alerts.open().getFirst().openedAt();
        first.close();
        processes.clear();

        Process second = process();
        now = now.plusSeconds(600);
        second.alerts.keep();
        assertThat(second.alerts.open()).singleElement().satisfies(a -> {
            assertThat(a.openedAt()).isEqualTo(opened);
            assertThat(a.state()).isEqualTo(Alert.State.UNKNOWN);
            assertThat(a.severity()).isEqualTo(Severity.CRITICAL);
        });
        for (int i = 0; i < 5; i++) {
            second.turn(25);
        }
        assertThat(second.alerts.open()).singleElement().satisfies(a -> assertThat(a.openedAt()).isEqualTo(opened));
        second.turn(1);
        second.turn(1);
        assertThat(second.kinds(1)).containsExactly("resolved CRITICAL");
        assertThat(store().open(id)).isEmpty();
    }

    @Test
    void whatEndedWhileNobodyLookedIsToldAsOver() {
        Process first = process();
        first.turn(25);
        first.turn(25);
        first.kinds(1);
        first.alerts.keep();
        first.close();
        processes.clear();
        Process second = process();
        second.alerts.keep();
        second.turn(1);
        second.turn(1);
        assertThat(second.kinds(1)).containsExactly("resolved CRITICAL");
    }

    @Test
    void ofTwoProcessesOneTells() {
        Process a = process();
        Process b = process();
        for (Process p : List.of(a, b, a, b, a, b)) {
            p.turn(25);
        }
        Await.until("one told", () -> a.sent.size() + b.sent.size() >= 1);
        a.turn(25);
        b.turn(25);
        assertThat(a.sent.size() + b.sent.size()).isEqualTo(1);
        assertThat(store().open(id)).hasSize(1);
        for (Process p : List.of(a, b, a, b, a, b)) {
            p.turn(1);
        }
        Await.until("one told the end", () -> a.sent.size() + b.sent.size() >= 2);
        a.turn(1);
        b.turn(1);
        assertThat(a.sent.size() + b.sent.size()).isEqualTo(2);
    }

    @Test
    void whatIsMutedStandsAndIsToldWhenTheMuteEnds() {
        Process p = process();
        p.alerts.mute(new AlertStore.Mute(AlertStore.place(target), "on-lock", "*", T0.plusSeconds(100), "deploy", "ann", now));
        p.turn(8);
        p.turn(8);
        assertThat(p.alerts.open()).singleElement().satisfies(a -> {
            assertThat(a.hush()).isNotNull();
            assertThat(a.hush().reason()).isEqualTo("deploy");
        });
        assertThat(store().mutes(now)).filteredOn(m -> m.place().equals(AlertStore.place(target))).hasSize(1);
        // another process heeds it
        Process other = process();
        other.turn(8);
        other.turn(8);
        assertThat(other.alerts.open()).singleElement().satisfies(a -> assertThat(a.hush()).isNotNull());
        assertThat(p.sent).isEmpty();
        assertThat(other.sent).isEmpty();
        now = T0.plusSeconds(200);
        p.turn(8);
        assertThat(p.kinds(1)).containsExactly("fired WARNING");
    }

    @Test
    void quietHoursHoldBackWhatIsNotCritical() {
        Quiet quiet = Quiet.of("09:00-11:00", "", ZoneOffset.UTC, Severity.CRITICAL);
        Process p = new Process(plan(quiet, Duration.ofHours(1), false), true);
        p.turn(8);
        p.turn(8);
        assertThat(p.alerts.open().getFirst().hush()).isEqualTo(new Alert.Hush(false, Instant.parse("2026-11-22T11:00:00Z"), ""));
        p.turn(25);
        p.turn(25);
        assertThat(p.kinds(1)).containsExactly("fired CRITICAL");
        p.turn(1);
        p.turn(1);
        now = Instant.parse("2026-11-22T11:00:00Z");
        p.turn(1);
        assertThat(p.kinds(2)).containsExactly("fired CRITICAL", "resolved CRITICAL");
    }

    @Test
    void goesOnWithoutTheRepositoryAndWritesLater() {
        Process p = process();
        p.turn(1);
        away = true;
        p.turn(25);
        p.turn(25);
        assertThat(p.kinds(1)).containsExactly("fired CRITICAL");
        p.turn(1);
        p.turn(1);
        assertThat(p.kinds(2)).containsExactly("fired CRITICAL", "resolved CRITICAL");
        p.turn(25);
        p.turn(25);
        p.kinds(3);
        away = false;
        p.turn(25);
        p.turn(25);
        assertThat(p.kinds(3)).containsExactly("fired CRITICAL", "resolved CRITICAL", "fired CRITICAL");
        assertThat(store().between(id, T0, now)).hasSize(2);
        assertThat(store().open(id)).hasSize(1);
        // and a process that begins now knows that it was told
        Process other = process();
        other.turn(25);
        other.turn(25);
        assertThat(other.sent).isEmpty();
    }

    @Test
    void aRepositoryThatIsNotReachedAtTheStartHoldsNoticesBackOnlyForItsGrace() {
        away = true;
        Process p = process();
        p.turn(25);
        p.turn(25);
        assertThat(p.alerts.open()).hasSize(1);
        assertThat(p.sent).isEmpty();
        away = false;
        p.turn(25);
        p.turn(25);
        assertThat(p.kinds(1)).containsExactly("fired CRITICAL");
        Process without = new Process(plan(Quiet.never(), Duration.ofHours(1), false), false);
        without.turn(25);
        without.turn(25);
        assertThat(without.kinds(1)).containsExactly("fired CRITICAL");
    }

    @Test
    void aServerThatDoesNotAnswerIsAnAlertAndNothingOfItIsOk() {
        Process p = new Process(plan(Quiet.never(), Duration.ofHours(1), true), true);
        p.turn(8);
        p.turn(8);
        problem = new DbProblem.Unreachable("db1:5432", "refused");
        silence = Duration.ofSeconds(45);
        p.turn(8);
        List<Alert> all = p.alerts.all();
        assertThat(all).filteredOn(a -> a.rule().id().equals("not-reachable")).singleElement().satisfies(a -> {
            assertThat(a.state()).isEqualTo(Alert.State.FIRING);
            assertThat(a.severity()).isEqualTo(Severity.CRITICAL);
        });
        assertThat(all).filteredOn(a -> a.rule().id().equals("on-lock")).singleElement().satisfies(a -> {
            assertThat(a.state()).isEqualTo(Alert.State.UNKNOWN);
            assertThat(a.open()).isTrue();
        });
        problem = null;
        silence = Duration.ZERO;
        p.turn(8);
        assertThat(p.alerts.all()).filteredOn(a -> a.rule().id().equals("not-reachable")).singleElement()
                .satisfies(a -> assertThat(a.state()).isEqualTo(Alert.State.RESOLVED));
        assertThat(p.alerts.open()).extracting(a -> a.rule().id()).containsExactly("on-lock");
    }

    @Test
    void aClockThatGoesBackRepeatsNothing() {
        Process p = process();
        p.turn(25);
        p.turn(25);
        p.kinds(1);
        now = T0.minus(Duration.ofHours(3));
        for (int i = 0; i < 5; i++) {
            p.turn(25);
        }
        assertThat(p.kinds(1)).hasSize(1);
        p.turn(1);
        p.turn(1);
        assertThat(p.kinds(2)).containsExactly("fired CRITICAL", "resolved CRITICAL");
        assertThat(store().between(id, T0.minus(Duration.ofDays(1)), T0.plus(Duration.ofDays(1))))
                .allSatisfy(s -> assertThat(s.closedAt()).isAfterOrEqualTo(s.openedAt()));
    }

    @Test
    void whatWasNotDeliveredIsTriedAgainLater() {
        Process p = process();
        p.fails = true;
        p.turn(25);
        p.turn(25);
        Await.until("it failed", () -> p.alerts.outputs().getFirst().problem() != null);
        p.fails = false;
        p.turn(25);
        assertThat(p.sent).isEmpty();
        now = now.plus(Duration.ofMinutes(6));
        p.turn(25);
        Await.until("told again", () -> {
            p.alerts.keep();
            return !p.sent.isEmpty();
        });
        assertThat(p.kinds(1)).containsExactly("fired CRITICAL");
    }

    @Test
    void aNoticeThatDidNotArriveIsToldByTheNextProcess() {
        Process first = process();
        first.fails = true;
        first.turn(25);
        first.turn(25);
        Await.until("it failed", () -> first.alerts.outputs().getFirst().problem() != null);
        first.close();
        processes.remove(first);
        now = now.plus(Duration.ofMinutes(6));
        Process second = process();
        second.turn(25);
        second.turn(25);
        assertThat(second.kinds(1)).containsExactly("fired CRITICAL");
    }

    @Test
    void anEndThatDidNotArriveIsToldByTheNextProcess() {
        Process first = process();
        first.turn(25);
        first.turn(25);
        first.kinds(1);
        first.alerts.keep();
        first.fails = true;
        first.turn(1);
        first.turn(1);
        Await.until("it failed", () -> first.alerts.outputs().getFirst().problem() != null);
        first.close();
        processes.remove(first);
        Process second = process();
        second.turn(1);
        second.turn(1);
        assertThat(second.sent).as("not before its time").isEmpty();
        now = now.plus(Duration.ofMinutes(6));
        second.turn(1);
        assertThat(second.kinds(1)).containsExactly("resolved CRITICAL");
    }

    @Test
    void aRuleThatIsGoneLeavesNoAlertOpen() {
        Process p = process();
        p.turn(25);
        p.turn(25);
        p.close();
        processes.clear();
        AlertPlan none = new AlertPlan(List.of(), new AlertPlan.Findings(null, Duration.ZERO, Quiet.never(), Map.of()), Duration.ofSeconds(10), ZoneOffset.UTC,
                List.of());
        Process soon = new Process(none, true);
        soon.turn(25);
        assertThat(store().open(id)).as("another process may have the rule").hasSize(1);
        now = now.plus(Duration.ofHours(25));
        new Process(none, true).turn(25);
        assertThat(store().open(id)).isEmpty();
    }
}
