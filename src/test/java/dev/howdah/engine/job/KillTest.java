package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is killed at whatever instant, every row is counted once. */
class KillTest {
    @Test
    void noRowIsLostOrDoubledByAFewKillsOfEachKind() throws Exception {
        try (Massacre m = new Massacre(11)) {
            m.run(8);
            System.out.println("kills: " + m.report());
            assertThat(m.wrongRows()).isZero();
        }
    }

    /** The proof: {@code mvn test -Dtest=KillTest -Dtest.excluded=} */
    @Test
    @Tag("campaign")
    @Timeout(3600)
    void noRowIsLostOrDoubledByTwoHundredAndTwentyKills() throws Exception {
        try (Massacre m = new Massacre(System.nanoTime())) {
            m.run(220);
            System.out.println("kills: " + m.report());
            assertThat(m.wrongRows()).isZero();
        }
    }
}
