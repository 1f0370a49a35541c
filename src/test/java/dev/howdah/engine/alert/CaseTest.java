package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.alert.Alert.State;
import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.health.Levels.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseTest {
    private static final Instant T0 = Instant.parse("2026-03-29T00:30:00Z");
    private final Limits limits = Limits.of(false, 10.0, 20.0, 8.0);
    private final Case of3in5 = new Case(rule(limits, new Cycles(3, 5)), "");
    private Instant now = T0;

    static AlertRule rule(Limits limits, Cycles cycles) {
        return new AlertRule("on-lock", new What.Figure(Measure.ON_LOCK), limits, cycles,
                new Manner("figures", "activity", Severity.WARNING, Duration.ofHours(1), Quiet.never()));
    }

    private State look(Case c, double value) {
        now = now.plusSeconds(10);
        c.look(new Seen.Known(limits.of(value), limits.still(value), value, "n = " + value), now);
        return c.state();
    }

    private State unknown(Case c) {
        now = now.plusSeconds(10);
        c.look(new Seen.Unknown("not collected"), now);
        return c.state();
    }

    @Test
    void beginsUnknownAndNotOk() {
        assertThat(of3in5.state()).isEqualTo(State.UNKNOWN);
        assertThat(look(of3in5, 1)).isEqualTo(State.OK);
    }

    @Test
    void firesAfterThreeOfFiveLooks() {
        assertThat(List.of(look(of3in5, 12), look(of3in5, 1), look(of3in5, 12), look(of3in5, 1))).containsOnly(State.PENDING);
        assertThat(look(of3in5, 12)).isEqualTo(State.FIRING);
        assertThat(of3in5.severity()).isEqualTo(Severity.WARNING);
        assertThat(of3in5.openedAt()).isEqualTo(T0.plusSeconds(50));
    }

    @Test
    void twoOfFiveAreForgottenAgain() {
        look(of3in5, 12);
        look(of3in5, 12);
        for (int i = 0; i < 4; i++) {
            assertThat(look(of3in5, 1)).isEqualTo(State.PENDING);
        }
        assertThat(look(of3in5, 1)).isEqualTo(State.OK);
    }

    @Test
    void becomesCriticalAndEasesWithSlack() {
        fire(12);
        look(of3in5, 25);
        look(of3in5, 25);
        assertThat(of3in5.severity()).isEqualTo(Severity.WARNING);
        look(of3in5, 25);
        assertThat(of3in5.severity()).isEqualTo(Severity.CRITICAL);
        // 19 is below the critical limit and not yet clear of it
        fire(19);
        assertThat(of3in5.severity()).isEqualTo(Severity.CRITICAL);
        fire(15);
        assertThat(of3in5.severity()).isEqualTo(Severity.WARNING);
        assertThat(of3in5.worst()).isEqualTo(25);
    }

    @Test
    void standsBetweenItsLimitAndItsClearLevel() {
        fire(12);
        for (int i = 0; i < 20; i++) {
            assertThat(look(of3in5, 9)).isEqualTo(State.FIRING);
        }
        look(of3in5, 7);
        look(of3in5, 7);
        assertThat(look(of3in5, 9)).isEqualTo(State.FIRING);
        look(of3in5, 7);
        look(of3in5, 8);
        assertThat(look(of3in5, 7)).isEqualTo(State.RESOLVED);
        assertThat(of3in5.closedAt()).isEqualTo(now);
    }

    @Test
    void isUnknownAndStillOpenWhileNobodyLooks() {
        fire(12);
        assertThat(unknown(of3in5)).isEqualTo(State.UNKNOWN);
        assertThat(of3in5.isOpen()).isTrue();
        assertThat(of3in5.reason()).isEqualTo("not collected");
        Instant opened = of3in5.openedAt();
        assertThat(look(of3in5, 12)).isEqualTo(State.FIRING);
        assertThat(of3in5.openedAt()).isEqualTo(opened);
    }

    @Test
    void looksInVainNeitherFireNorClear() {
        look(of3in5, 12);
        unknown(of3in5);
        look(of3in5, 12);
        for (int i = 0; i < 5; i++) {
            unknown(of3in5);
        }
        assertThat(look(of3in5, 12)).isEqualTo(State.FIRING);
        for (int i = 0; i < 10; i++) {
            unknown(of3in5);
        }
        assertThat(of3in5.isOpen()).isTrue();
    }

    @Test
    void whatWasSeenBeforeALongGapCountsNoMore() {
        look(of3in5, 12);
        look(of3in5, 12);
        for (int i = 0; i < 40; i++) {
            unknown(of3in5);
        }
        assertThat(look(of3in5, 12)).isEqualTo(State.PENDING);
    }

    @Test
    void firesAnewAfterItWasOver() {
        fire(12);
        fire(1);
        assertThat(of3in5.state()).isEqualTo(State.RESOLVED);
        Instant first = of3in5.openedAt();
        assertThat(look(of3in5, 12)).isEqualTo(State.PENDING);
        look(of3in5, 12);
        assertThat(look(of3in5, 12)).isEqualTo(State.FIRING);
        assertThat(of3in5.openedAt()).isAfter(first);
        assertThat(of3in5.closedAt()).isNull();
    }

    @Test
    void aClockThatJumpsChangesNothing() {
        look(of3in5, 12);
        now = now.minusSeconds(86_400);
        look(of3in5, 12);
        now = now.plusSeconds(400 * 86_400L);
        assertThat(look(of3in5, 12)).isEqualTo(State.FIRING);
    }

    @Test
    void goesOnWithWhatStoodBefore() {
        Case c = new Case(rule(limits, new Cycles(3, 5)), "");
        c.adopt(Severity.CRITICAL, T0.minusSeconds(3_600), 40, "was said", T0.minusSeconds(60));
        assertThat(c.isOpen()).isTrue();
        assertThat(c.state()).isEqualTo(State.UNKNOWN);
        assertThat(look(c, 25)).isEqualTo(State.FIRING);
        assertThat(c.openedAt()).isEqualTo(T0.minusSeconds(3_600));
        look(c, 1);
        look(c, 1);
        assertThat(look(c, 1)).isEqualTo(State.RESOLVED);
    }

    @Test
    void aFindingThatIsMutedEnds() {
        fire(12);
        of3in5.look(new Seen.Muted("known"), now);
        assertThat(of3in5.isOpen()).isFalse();
    }

    @Test
    void smallValuesAreBadWhenTheRuleSaysSo() {
        Limits low = Limits.of(true, 0.7, 0.5, null);
        assertThat(low.of(0.71)).isEqualTo(Severity.OK);
        assertThat(low.of(0.7)).isEqualTo(Severity.WARNING);
        assertThat(low.of(0.4)).isEqualTo(Severity.CRITICAL);
        assertThat(low.still(0.75)).isEqualTo(Severity.WARNING);
        assertThat(low.still(0.78)).isEqualTo(Severity.OK);
    }

    @Test
    void limitsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> Limits.of(false, 20.0, 10.0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limits.of(false, 10.0, 20.0, 11.0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limits.of(false, null, null, 11.0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Cycles.parse("3 of 2")).isNull();
        assertThat(Cycles.parse("2 of 3")).isEqualTo(new Cycles(2, 3));
        assertThat(Cycles.parse("4")).isEqualTo(new Cycles(4, 4));
    }

    private void fire(double value) {
        look(of3in5, value);
        look(of3in5, value);
        look(of3in5, value);
    }
}
