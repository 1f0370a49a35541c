package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of index is proposed where a schema and a statement want it. */
class CandidateKindsTest {
    private static final String[] SCHEMA = {
        "CREATE EXTENSION pg_trgm",
        "CREATE TABLE doc (id int, body text, tags text[], data jsonb, state text, mail text, deleted timestamptz, owner int, at timestamptz,"
                + " code text, ready boolean)",
        "INSERT INTO doc SELECT i, md5(i::text) || repeat(' x', 40), ARRAY['t' || i % 900, 'u' || i % 700], jsonb_build_object('k', i % 5000,"
                + " 'j', i), CASE WHEN i % 200 = 0 THEN 'open' ELSE 'done' END, 'Mail' || i || '@x.org',"
                + " CASE WHEN i % 50 > 0 THEN now() END, i % 3000, '2026-01-01'::timestamptz + i * interval '1 minute',"
                + " lpad(i::text, 12, '0'), i % 300 = 0 FROM generate_series(1, 60000) i",
        "CREATE TABLE event (id bigint, at timestamptz, kind int, pad text) PARTITION BY RANGE (at)",
        "CREATE TABLE event_a PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
        "CREATE TABLE event_b PARTITION OF event FOR VALUES FROM ('2026-02-01') TO ('2027-01-01')",
        "INSERT INTO event SELECT i, '2026-01-01'::timestamptz + i * interval '2 minute', i % 4000, repeat('e', 50) FROM generate_series(1, 50000) i",
        "ANALYZE"
    };

    @TempDir
    Path temp;

    @Test
    void areProposedWhereTheyAreWanted() {
        Target source = Servers.newDatabase();
        Servers.execute(source, SCHEMA);
        Servers.execute(source, "VACUUM"); // the session that wrote the rows could not mark them visible to all
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("SELECT id FROM doc WHERE body ILIKE '%abcdef12%'", "USING gin \\(body .*gin_trgm_ops\\)");
        wanted.put("SELECT id FROM doc WHERE tags @> ARRAY['t7']", "USING gin \\(tags\\)");
        wanted.put("SELECT id FROM doc WHERE data @> '{\"k\": 7}'", "USING gin \\(data( jsonb_path_ops)?\\)");
        wanted.put("SELECT id FROM doc WHERE data ->> 'k' = '7'", "\\(\\(?data ->> 'k'.*");
        wanted.put("SELECT id FROM doc WHERE lower(mail) = 'mail77@x.org'", "lower\\(mail\\)");
        wanted.put("SELECT * FROM doc WHERE state = 'open' ORDER BY at DESC LIMIT 20", "\\(at\\) WHERE state = 'open'|\\(state, at\\)");
        wanted.put("SELECT * FROM doc WHERE deleted IS NULL AND owner = 7", "\\(owner\\) WHERE deleted IS NULL");
        wanted.put("SELECT * FROM doc WHERE ready AND at > '2026-01-20'", "WHERE ready");
        wanted.put("SELECT owner, at FROM doc WHERE owner BETWEEN 10 AND 900", "\\(owner, at\\)|\\(owner\\) INCLUDE \\(at\\)");
        wanted.put("SELECT * FROM doc WHERE code LIKE '0000000077%'", "\\(code text_pattern_ops\\)|\\(code\\)");
        wanted.put("SELECT * FROM event WHERE kind = 77", "ON public.event \\(kind");
        wanted.put("SELECT DISTINCT ON (owner) owner, at FROM doc ORDER BY owner, at DESC", "\\(owner, at DESC\\)");
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18)) {
            SoftAssertions soft = new SoftAssertions();
            wanted.forEach((sql, index) -> {
                IndexAdvice advice = advise(capsule, twin, sql);
                soft.assertThat(advice.unplanned()).as(sql).isEmpty();
                soft.assertThat(advice.proposals()).as(sql + advice.figures()).extracting(p -> p.index().ddl(null, false)).anySatisfy(ddl ->
                        assertThat(ddl).containsPattern(index));
                advice.proposals().stream()
                        .filter(p -> String.valueOf(p.index().predicate()).contains("'"))
                        .forEach(p -> soft.assertThat(p.notes()).anyMatch(n -> n.contains(String.valueOf(p.index().predicate()))));
            });
            soft.assertAll();
        }
    }

    private static IndexAdvice advise(Capsule capsule, Twin twin, String sql) {
        try (WhatIf whatIf = new TwinWhatIf(twin)) {
            return new Advisor(capsule, whatIf, 1)
                    .advise(Workload.parse(sql), AdviceOptions.DEFAULT.withLimit(Duration.ofSeconds(20)), p -> {}, () -> false);
        }
    }
}
