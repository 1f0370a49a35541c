package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What outlives a process, an absence of the repository and an output that fails; and several processes on one repository. */
class AlertsKeptTest extends PlantedFigure {
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

    @Test
    void aServerThatWasNeverRecordedIsWrittenWithItsFirstAlert() {
        Servers.execute(repository.target(), "DELETE FROM howdah_store.target WHERE id = " + id);
        AlertStore store = store();
        Process p = process();
        Await.until("it stands there", Duration.ofMinutes(2), () -> {
            p.turn(25);
            Integer number = store.target(target);
            return number != null && !store.open(number).isEmpty();
        });
        assertThat(p.kinds(1)).containsExactly("fired CRITICAL");
        Process other = process();
        other.turn(25);
        other.turn(25);
        assertThat(other.sent).as("it knows that it was told").isEmpty();
    }
}
