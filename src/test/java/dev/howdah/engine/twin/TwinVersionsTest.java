package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Tpch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources of every version, on a twin of their own version and on one of the newest. */
class TwinVersionsTest {
    private static final String[] ODD = {
        "CREATE SCHEMA \"Odd schema\"",
        "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')",
        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
        "CREATE TYPE pair AS (a int, b text)",
        "CREATE EXTENSION pg_trgm",
        "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2'",
        "CREATE FUNCTION native(n float8) RETURNS float8 LANGUAGE internal IMMUTABLE STRICT AS 'dsin'",
        "CREATE TABLE \"Odd schema\".\"T\" (gone int, \"Id\" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mood DEFAULT 'sad',"
                + " p positive, q pair, tags text[], doc jsonb, span int4range, twice int GENERATED ALWAYS AS (twice(1)) STORED)",
        "ALTER TABLE \"Odd schema\".\"T\" DROP COLUMN gone",
        "INSERT INTO \"Odd schema\".\"T\" (m, p, q, tags, doc, span) SELECT 'sad', i, (i, 'x')::pair, ARRAY['a','b' || i % 9],"
                + " jsonb_build_object('k', i % 5), int4range(i, i + 3) FROM generate_series(1, 2000) i",
        "CREATE INDEX ON \"Odd schema\".\"T\" USING gin (tags)",
        "CREATE INDEX ON \"Odd schema\".\"T\" ((doc ->> 'k'))",
        "CREATE INDEX ON \"Odd schema\".\"T\" (twice(p)) WHERE m = 'sad'",
        "CREATE STATISTICS \"Odd schema\".\"S\" (ndistinct, dependencies, mcv) ON p, twice FROM \"Odd schema\".\"T\"",
        "CREATE TABLE part (k int NOT NULL, v text) PARTITION BY RANGE (k)",
        "CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (1000)",
        "CREATE TABLE part2 (v text, k int NOT NULL)",
        "ALTER TABLE part ATTACH PARTITION part2 FOR VALUES FROM (1000) TO (2000)",
        "INSERT INTO part SELECT i, 'v' || i FROM generate_series(0, 1999) i",
        "ALTER TABLE part ADD PRIMARY KEY (k)",
        "CREATE TABLE slots (span int4range, many int4multirange, pad text)",
        "INSERT INTO slots SELECT CASE WHEN i % 9 > 0 THEN int4range(i, i + 3) ELSE 'empty' END, int4multirange(int4range(i, i + 5)), repeat('p', 90)"
                + " FROM generate_series(1, 4000) i",
        "CREATE INDEX ON slots USING gist (span)",
        "CREATE TYPE share AS RANGE (subtype = float8)",
        "CREATE VIEW v AS SELECT k FROM part WHERE v LIKE 'v1%'",
        "CREATE VIEW w AS SELECT * FROM v",
        "CREATE MATERIALIZED VIEW mv AS SELECT count(*) AS n FROM part",
        "ALTER TABLE part1 ENABLE ROW LEVEL SECURITY",
        "VACUUM ANALYZE"
    };
    private static final List<String> ASKED = List.of(
            "SELECT * FROM \"Odd schema\".\"T\" WHERE tags @> ARRAY['b1']",
            "SELECT * FROM \"Odd schema\".\"T\" WHERE doc ->> 'k' = '3'",
            "SELECT * FROM \"Odd schema\".\"T\" WHERE span && int4range(5, 9)",
            "SELECT * FROM slots WHERE span && int4range(5, 9)",
            "SELECT * FROM slots WHERE span @> 700",
            "SELECT p, twice, count(*) FROM \"Odd schema\".\"T\" GROUP BY p, twice",
            "SELECT * FROM w WHERE k = 7",
            "SELECT * FROM mv",
            "SELECT native(1.0), * FROM part WHERE k BETWEEN 990 AND 1010");

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"14,14", "15,15", "16,16", "17,17", "18,18", "14,18", "15,18", "16,18", "17,18"})
    void carriesOddSchemasAndNamesWhatItCannot(int from, int to) throws IOException {
        Target source = Servers.newDatabase(from);
        Servers.execute(source, ODD);
        Capsule capsule = filed(TwinTest.read(source));
        assertThat(capsule.lacks()).anyMatch(l -> l.reason().contains("row-level security") && l.reason().contains("part1"));
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, to);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            assertThat(twin.exact()).isEqualTo(from == to);
            assertThat(twin.lacks()).singleElement().matches(l -> l.reason().contains("native"));
            for (String sql : ASKED) {
                double there = Explained.of(explain(source, sql), Map.of()).cost();
                double here = whatIf.estimate(Query.of(sql), WhatIf.Change.NONE).cost();
                assertThat(here).as(sql).isPositive();
                if (from == to) {
                    assertThat(here).as(sql).isEqualTo(there);
                }
            }
            double without = whatIf.estimate(Query.of("SELECT * FROM part WHERE v = $1"), WhatIf.Change.NONE).cost();
            WhatIf.Hypothetical index = whatIf.add("CREATE INDEX ON part (v)");
            assertThat(index.problem()).isNull();
            assertThat(whatIf.estimate(Query.of("SELECT * FROM part WHERE v = $1"), WhatIf.Change.add(List.of(index.handle()))).cost())
                    .isLessThan(without);
        }
    }

    /** The upgrade's twin carries everything of a source with keys, indexes of all kinds and statistics, and plans its whole workload. */
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    @Tag("campaign")
    void plansTheWholeWorkloadOnTheNewest(int from) {
        Target source = Servers.newDatabase(from);
        Tpch.load(source, 0.01);
        Servers.execute(source, Tpch.resource("keys.sql"));
        Servers.execute(source, TwinFidelityTest.INDEXES);
        Servers.execute(source, "VACUUM ANALYZE");
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), TwinTest.read(source), Servers.NEWEST);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            assertThat(twin.lacks()).isEmpty();
            TwinFidelityTest.statements().forEach((name, sql) -> assertThat(whatIf.estimate(Query.of(sql), WhatIf.Change.NONE).cost()).as(name).isPositive());
        }
    }

    private static Capsule filed(Capsule capsule) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CapsuleFile.write(capsule, out);
        return CapsuleFile.read(new ByteArrayInputStream(out.toByteArray()), "odd.capsule");
    }

    private static String explain(Target source, String sql) {
        return Servers.db(source).withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery("EXPLAIN (FORMAT JSON) " + sql)) {
                r.next();
                return r.getString(1);
            }
        });
    }
}
