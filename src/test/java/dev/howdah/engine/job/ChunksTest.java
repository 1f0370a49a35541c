package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {
    private static final TableName TABLE = TableName.parse("t");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "integer | g",
        "bigint | g * 1000000007::bigint - 5000000000",
        "text | md5(g::text) || E'\\'\\\\ é'",
        "text COLLATE \"C\" | chr(65 + g % 50) || g",
        "uuid | md5(g::text)::uuid",
        "timestamptz | timestamptz '2026-03-29 00:00+01' + g * interval '7 minutes 1 microsecond'",
        "numeric | g * 1.0000001 - 77",
        "float8 | sqrt(g) * 1e-7",
        "bytea | decode(md5(g::text), 'hex')",
        "char(12) | 'k' || g",
        "date | date '1999-12-31' + g",
        "inet | '10.0.0.0'::inet + g",
        "integer[] | ARRAY[g % 7, g]",
        "boolean, b integer | g % 2 = 0, g",
        "text, b timestamptz, c integer | concat('x', g % 5), now() + (g % 3) * interval '1 h', g"
    })
    void everyKeyTypeIsCutWithoutGapOrOverlap(String types, String values) throws SQLException {
        Target target = Servers.newDatabase();
        String columns = types.contains(" c ") || types.contains(", c") ? "a, b, c" : types.contains(", b") ? "a, b" : "a";
        Servers.execute(target,
                "CREATE TABLE t (a " + types + ", PRIMARY KEY (" + columns + "))",
                "INSERT INTO t SELECT " + values + " FROM generate_series(1, 500) g ON CONFLICT DO NOTHING");
        try (Connection c = Connections.open(target, SessionSpec.interactive())) {
            Key key = Keys.find(c, TABLE, null);
            assertThat(String.join(", ", key.columns())).isEqualTo(columns);
            List<String> until = Keys.last(c, TABLE, key);
            assertThat(until).isNotNull();
            Random random = new Random(types.hashCode());
            long covered = 0;
            List<String> conditions = new ArrayList<>();
            Chunk chunk = Keys.next(c, TABLE, key, null, until, 1 + random.nextInt(40));
            while (chunk != null) {
                long rows = count(c, "SELECT count(*) FROM t WHERE " + chunk.condition());
                assertThat(rows).isEqualTo(chunk.rows());
                covered += rows;
                conditions.add(chunk.condition());
                chunk = Keys.next(c, TABLE, key, chunk.upTo(), until, 1 + random.nextInt(40));
            }
            assertThat(covered).isEqualTo(count(c, "SELECT count(*) FROM t"));
            assertThat(count(c, "SELECT count(*) FROM t WHERE " + String.join(" OR ", conditions))).isEqualTo(covered);
        }
    }

    @Test
    void takesThePrimaryKeyThenAUniqueIndexWithoutNulls() throws SQLException {
        Target target = Servers.newDatabase();
        Servers.execute(target,
                "CREATE TABLE t (a int NOT NULL, b int, c int NOT NULL, d int PRIMARY KEY)",
                "CREATE UNIQUE INDEX ON t (b)",
                "CREATE UNIQUE INDEX ON t (a) WHERE a > 0",
                "CREATE UNIQUE INDEX ON t ((a + c))",
                "CREATE UNIQUE INDEX ON t (c, a) INCLUDE (b)");
        try (Connection c = Connections.open(target, SessionSpec.interactive())) {
            assertThat(Keys.find(c, TABLE, null).columns()).containsExactly("d");
            assertThat(Keys.find(c, TABLE, List.of("c", "a")).columns()).containsExactly("c", "a");
            Servers.execute(target, "ALTER TABLE t DROP CONSTRAINT t_pkey");
            assertThat(Keys.find(c, TABLE, null).columns()).containsExactly("c", "a");
        }
    }

    private static long count(Connection c, String sql) throws SQLException {
        try (var s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            r.next();
            return r.getLong(1);
        }
    }
}
