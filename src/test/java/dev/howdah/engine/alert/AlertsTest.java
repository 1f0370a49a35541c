package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an alert begins, becomes worse, is told, is kept quiet and ends. */
class AlertsTest extends PlantedFigure {
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
}
