package dev.howdah.engine.systems.trainingmonkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.Arena;
import dev.howdah.engine.systems.Bench;
import dev.howdah.engine.systems.Crowd;
import dev.howdah.engine.systems.Migrations;
import dev.howdah.engine.systems.Way;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private final Target target = Servers.newDatabase();

    @BeforeEach
    void athletes() {
        new Migrations(target).migrate(new Trainingmonkey());
        Servers.execute(target, "INSERT INTO trainingmonkey.users (email, name) SELECT g, g FROM generate_series(1, 3) g");
    }

    @Test
    void losesNoRowOfAnAnsweredBatchAndLeavesNoneBehind() {
        try (Arena arena = arena()) {
            OverloadGauge.Reading r = OverloadGauge.read(arena.workbench(), Way.OPTIMISED,
                    new Crowd.Spec(40, Duration.ofMillis(1), Duration.ofSeconds(2)));
            assertThat(r.crowd().done()).isPositive();
            assertThat(r.lost()).isZero();
            assertThat(r.errors()).isZero();
        }
        assertThat(count("trainingmonkey.activities")).isZero();
    }

    @Test
    void refreshesManyTokensAtOnceAndLeavesThemAsTheyWere() {
        Servers.execute(target, "INSERT INTO trainingmonkey.oauth_tokens (user_id, provider, access_token, refresh_token, expires_at)"
                + " SELECT g, 'p', 'a', 'r' || g, now() FROM generate_series(1, 3) g");
        try (Arena arena = arena()) {
            Bench bench = new Bench(arena.workbench(), Duration.ofMillis(200));
            assertThat(new RefreshGauge().read(Way.BASELINE, bench)).isGreaterThan(50);
            assertThat(new RefreshGauge().read(Way.OPTIMISED, bench)).isPositive();
        }
        assertThat(count("trainingmonkey.oauth_tokens WHERE access_token = 'a'")).isEqualTo(3);
    }

    private Arena arena() {
        return new Arena(target, PoolSpec.of(4, 0, Duration.ofMinutes(5), false), InstantSource.system());
    }

    private long count(String from) {
        return Servers.db(target).withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT count(*) FROM " + from)) {
                r.next();
                return r.getLong(1);
            }
        });
    }
}
