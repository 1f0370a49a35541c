package dev.howdah.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtaTest {
    private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void tellsTheTimeLeftFromThePace() {
        Eta eta = new Eta();
        assertThat(eta.update(T, List.of(vacuum("scanning heap", 0L, 1_000L))).getFirst().secondsLeft()).isNaN();
        assertThat(eta.update(T.plusSeconds(1), List.of(vacuum("scanning heap", 100L, 1_000L))).getFirst().secondsLeft())
                .isCloseTo(9, within(1e-9));
    }

    @Test
    void startsAnewWithEachPhaseAndAfterAStepBack() {
        Eta eta = new Eta();
        eta.update(T, List.of(vacuum("scanning heap", 900L, 1_000L)));
        assertThat(eta.update(T.plusSeconds(1), List.of(vacuum("vacuuming heap", 10L, 1_000L))).getFirst().rate()).isNaN();
        assertThat(eta.update(T.plusSeconds(2), List.of(vacuum("vacuuming heap", 5L, 1_000L))).getFirst().rate()).isNaN();
        assertThat(eta.update(T.plusSeconds(3), List.of(vacuum("vacuuming heap", 15L, 1_000L))).getFirst().rate()).isEqualTo(10);
    }

    @Test
    void knowsNothingOfAPhaseWithoutFigures() {
        Progress p = vacuum("truncating heap", null, null);
        assertThat(p.share()).isNaN();
        assertThat(new Eta().update(T, List.of(p)).getFirst().secondsLeft()).isNaN();
    }

    private static Progress vacuum(String phase, Long done, Long total) {
        return new Progress(7, "VACUUM", "db", "t", phase, done, total, Progress.Unit.BLOCKS, 0, T, 1.0, "u", false);
    }
}
