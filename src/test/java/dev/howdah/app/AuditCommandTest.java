package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void readsMomentsAndTimesBeforeNow() {
        assertThat(AuditCommand.moment("30m", NOW)).isEqualTo("2026-11-21T11:30:00Z");
        assertThat(AuditCommand.moment("24h", NOW)).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(AuditCommand.moment("7d", NOW)).isEqualTo("2026-11-14T12:00:00Z");
        assertThat(AuditCommand.moment("2026-11-21T08:00:00Z", NOW)).isEqualTo("2026-11-21T08:00:00Z");
        assertThatThrownBy(() -> AuditCommand.moment("yesterday", NOW)).hasMessageContaining("yesterday is no time");
    }
}
