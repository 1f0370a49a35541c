package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Servers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTest {
    private final Db db = Servers.db(Servers.newDatabase());

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT ':n' || :n", "SELECT :n::text /* :m */ -- :o", "SELECT ':n'||:n",
        "SELECT CASE WHEN 1 <:n::int AND 3> 2 THEN :n END"
    })
    void areReadWhereTheyStand(String sql) {
        assertThat(db.<String>tx(h -> h.createQuery(sql).bind("n", "5").mapTo(String.class).one())).endsWith("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT 'a:b'", "SELECT '12:30'::time::text", "SELECT (ARRAY['x', 'y'])[1:2]::text", "SELECT 'a' WHERE 1 <2 AND 3> 2",
        "SELECT 'a' WHERE '{\"k\":1}'::jsonb ?? 'k'"
    })
    void whatHasNoneIsLeftAsItIs(String sql) {
        assertThat(db.<String>tx(h -> h.createQuery(sql).mapTo(String.class).one())).isNotBlank();
    }

    @Test
    void placesAreFilledInTheirOrder() {
        assertThat(db.<Integer>tx(h -> h.select("SELECT ?::int - ?::int", 9, 4).mapTo(Integer.class).one())).isEqualTo(5);
    }

    @Test
    void textBetweenComparisonsIsNoName() {
        db.execute("CREATE TABLE t (a int, b int, c int)");
        assertThat(db.update("DELETE FROM t WHERE a <b AND b> c AND c = :c", Map.of("c", 1))).isZero();
    }
}
