package dev.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.engine.apply.Measurement.Figures;
import dev.howdah.engine.apply.Verdict.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Remedy FASTER = new Remedy("x", "CREATE INDEX ON t (a)", List.of("1", "2"), Map.of("1", 0.25), Remedy.Aim.FASTER);

    @Test
    void isHelpOnlyBeyondNoise() {
        assertThat(verdict(new Figures(100, 10, 0.1), new Figures(100, 2, 0.1)).kind()).isEqualTo(Kind.HELPED);
        assertThat(verdict(new Figures(100, 10, 0.1), new Figures(100, 9.9, 0.1)).kind()).isEqualTo(Kind.DID_NOT_HELP);
        assertThat(verdict(new Figures(100, 10, 3), new Figures(100, 6, 3)).kind()).isEqualTo(Kind.CANNOT_TELL);
        Verdict worse = verdict(new Figures(100, 10, 0.1), new Figures(100, 12, 0.1));
        assertThat(worse.kind()).isEqualTo(Kind.DID_NOT_HELP);
        assertThat(worse.slower()).isTrue();
    }

    @Test
    void tellsTheIntervalThatStudentsDistributionGives() {
        Verdict v = verdict(new Figures(100, 10, 0.3), new Figures(100, 8, 0.4));
        // 10 calls a second, standard error of the difference 0.5 ms, t(9) = 2.262
        assertThat(v.beforeMs()).isEqualTo(100, within(1e-9));
        assertThat(v.savedMs()).isEqualTo(20, within(1e-9));
        assertThat(v.marginMs()).isEqualTo(10 * 0.5 * 2.262, within(1e-9));
        assertThat(v.missing()).containsExactly("2");
        assertThat(v.expectedFactor(FASTER)).isEqualTo(4);
        assertThat(v.effects()).singleElement().satisfies(e -> assertThat(e.clear()).isTrue());
    }

    @Test
    void takesNeitherMoreNorFewerCallsForAnEffect() {
        Verdict v = verdict(new Figures(100, 10, 0.05), new Figures(10, 10, 0.05));
        assertThat(v.afterMs()).isEqualTo(v.beforeMs());
        assertThat(v.kind()).isEqualTo(Kind.DID_NOT_HELP);
    }

    @Test
    void cannotTellFromAFewCalls() {
        Verdict v = verdict(new Figures(4, 10, 0.1), new Figures(100, 1, 0.1));
        assertThat(v.kind()).isEqualTo(Kind.CANNOT_TELL);
        assertThat(v.sentence()).startsWith("Nobody can tell: none of these statements");
    }

    @Test
    void aDropIsGoodWhenNothingBecomesSlower() {
        Remedy drop = new Remedy("x", "DROP INDEX i", List.of("1"), Map.of(), Remedy.Aim.NOT_SLOWER);
        Verdict same = Verdict.of(window(new Figures(100, 10, 0.1)), window(new Figures(100, 10.1, 0.1)), drop, 10);
        assertThat(same.kind()).isEqualTo(Kind.HELPED);
        assertThat(same.sentence()).startsWith("It did no harm");
        Verdict won = Verdict.of(window(new Figures(100, 10, 0.1)), window(new Figures(100, 5, 0.1)), drop, 10);
        assertThat(won.sentence()).startsWith("It helped");
        assertThat(Verdict.of(window(new Figures(100, 10, 0.1)), window(new Figures(100, 20, 0.1)), drop, 10).kind()).isEqualTo(Kind.DID_NOT_HELP);
    }

    @Test
    void theErrorOfAMeanSeesBothCallsAndDrift() {
        // 2 calls of 10 ms each in every slice: no scatter at all
        List<Measurer.Part> steady = java.util.Collections.nCopies(5, new Measurer.Part(2, 20, 200));
        assertThat(Measurer.figures(steady).errorMs()).isEqualTo(0, within(1e-6));
        // the same, but slow in half of the window
        List<Measurer.Part> drifting = List.of(new Measurer.Part(2, 20, 200), new Measurer.Part(2, 20, 200), new Measurer.Part(2, 40, 800),
                new Measurer.Part(2, 40, 800));
        Figures f = Measurer.figures(drifting);
        assertThat(f.meanMs()).isEqualTo(15);
        assertThat(f.errorMs()).isEqualTo(Math.sqrt(4 * 100.0 * 4 / 3) / 8, within(1e-9));
    }

    private static Verdict verdict(Figures before, Figures after) {
        return Verdict.of(window(before), window(after), FASTER, 10);
    }

    private static Measurement window(Figures f) {
        return new Measurement(Instant.EPOCH, Instant.EPOCH.plusSeconds(10), 10, Map.of("1", f));
    }
}
