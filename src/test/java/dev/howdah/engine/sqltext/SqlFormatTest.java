package dev.howdah.engine.sqltext;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlFormatTest {
    @Test
    void laysAStatementOut() {
        assertThat(SqlFormat.format("SELECT a, b FROM t WHERE a = 1 AND b = $2")).isEqualTo("""
                SELECT
                    a,
                    b
                FROM
                    t
                WHERE
                    a = 1
                    AND b = $2""");
    }

    @Test
    void changesNothingButWhiteSpace() {
        for (String sql : List.of("SELECT 'it''s' || E'a\\'b' AS x", "SELECT $q$ it's $q$", "SELECT a::int, b #>> '{x}' FROM t", "SELECT '{}'::jsonb ? 'a'",
                "SELECT 1 -- end", "SELECT /* c */ 1 -- x\n, 2", "select \"Odd \"\"Name\".* from \"Odd \"\"Name\"", "SELECT U&'\\0041'", "SELECT a[1:2]",
                "SELECT * FROM t WHERE x @> ARRAY[1,2] AND y <-> point '(1,2)' < 5", "", ";;", "'", "SELECT '")) {
            assertThat(Fingerprint.of(SqlFormat.format(sql)).text()).as(sql).isEqualTo(Fingerprint.of(sql).text());
        }
    }
}
