package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SqlTest {
    @Test
    void readsItsHeader() {
        Sql sql = Sql.parse("x/y", """
                -- title: What runs now
                -- needs: version 16, extension pg_buffercache
                -- wants: role pg_read_all_stats,superuser
                -- interval: 10 s
                SELECT 1 -- title: not me
                """);
        assertThat(sql.title()).isEqualTo("What runs now");
        assertThat(sql.needs()).containsExactly(new Need.Version(16), new Need.Extension("pg_buffercache"));
        assertThat(sql.wants()).containsExactly(new Need.Role("pg_read_all_stats"), new Need.Superuser());
        assertThat(sql.interval()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void itsQueriesAreToldFromThoseOfOthers() {
        assertThat(Sql.isOwn(Sql.load("profile/texts", 18).text())).isTrue();
        assertThat(Sql.isOwn("SELECT '-- title: no'")).isFalse();
    }

    @Test
    void withoutHeaderItRunsEverySecondAndNeedsNothing() {
        Sql sql = Sql.parse("x/y", "SELECT 1");
        assertThat(sql.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(sql.title()).isEqualTo("x/y");
        assertThat(sql.missing(server(14, Set.of(), Map.of()))).isNull();
    }

    @Test
    void takesTheFormForTheVersion() {
        assertThat(Sql.load("activity/progress", 16).text()).isNotEqualTo(Sql.load("activity/progress", 17).text());
        assertThat(Sql.load("activity/progress", 17).text()).isEqualTo(Sql.load("activity/progress", 18).text());
        assertThat(Sql.load("activity/progress", 14).text()).isEqualTo(Sql.load("activity/progress", 16).text());
        assertThatThrownBy(() -> Sql.load("no/such", 18)).isInstanceOf(IllegalArgumentException.class).hasMessage("no query no/such");
    }

    @Test
    void saysTheFirstLackAndItsRemedy() {
        Sql sql = Sql.parse("x", "-- needs: extension \"x\", role pg_monitor\n-- wants: version 18, role pg_signal_backend\nSELECT 1");
        Server bare = server(17, Set.of(), Map.of());
        assertThat(sql.missing(bare)).isNotNull();
        assertThat(sql.partial(bare))
                .containsExactly(
                        new Lack("needs PostgreSQL 18, this is 17", null),
                        new Lack("needs pg_signal_backend", "GRANT pg_signal_backend TO \"o'\"\"dd\";"));
        Server rich = server(18, Set.of("pg_monitor", "pg_signal_backend"), Map.of("\"x\"", "1"));
        assertThat(sql.missing(rich)).isNull();
        assertThat(sql.partial(rich)).isEmpty();
    }

    @Test
    void refusesAnUnknownNeed() {
        assertThatThrownBy(() -> Need.parse("moon full")).isInstanceOf(IllegalArgumentException.class).hasMessage("unknown need: moon full");
        assertThat(Need.parse("")).isEqualTo(List.of());
    }

    private static Server server(int major, Set<String> roles, Map<String, String> extensions) {
        return new Server(
                major * 10_000, String.valueOf(major), "d", "o'\"dd", false, false, Instant.EPOCH, 100, 3, roles, extensions, Set.of(), null);
    }
}
