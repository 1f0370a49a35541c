package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.howdah.engine.twin.Capsule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadFileTest {
    private static final String AT = "2026-11-20 10:00:";

    @TempDir
    Path temp;

    private Workload read(String name, String content) throws IOException {
        Path file = temp.resolve(name);
        if (name.endsWith(".gz")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(content.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            Files.writeString(file, content);
        }
        return WorkloadFile.read(file, "shop", InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.log", "a.csv", "a.json", "a.log.gz"})
    void weighsAServersLogByCallsAndTimesWithItsParameters(String name) throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            line(log, name, i * 5, "shop", "duration: " + (i + 1) + ".000 ms  execute <unnamed>: SELECT * FROM orders WHERE customer = $1 AND note = $2",
                    "parameters: $1 = '" + i + "', $2 = NULL");
        }
        for (int i = 0; i < 4; i++) {
            line(log, name, 10 + i, "shop", "duration: 100.000 ms  statement: SELECT count(*) FROM items WHERE amount > 1" + i, null);
            line(log, name, 20 + i, "other", "duration: 900.000 ms  statement: SELECT elsewhere FROM nothing WHERE x = " + i, null);
            line(log, name, 30 + i, "shop", "duration: 50.000 ms  statement: VACUUM items", null);
        }
        Workload w = read(name, log.toString());
        assertThat(w.measured()).isTrue();
        assertThat(w.items()).hasSize(2);
        Workload.Item bound = w.items().stream().filter(i -> i.query().text().contains("orders")).findFirst().orElseThrow();
        assertThat(bound.meanMs()).isEqualTo(10.5, offset(1e-6));
        assertThat(bound.callsPerSecond()).isEqualTo(20 / 95.0, offset(1e-6));
        assertThat(bound.query().text()).matches("SELECT \\* FROM orders WHERE customer = '\\d+' AND note = \\$1");
        assertThat(bound.query().parameters()).isEqualTo(1);
        Workload.Item plain = w.items().stream().filter(i -> i.query().text().contains("items")).findFirst().orElseThrow();
        assertThat(plain.query().text()).matches("SELECT count\\(\\*\\) FROM items WHERE amount > 1\\d");
        assertThat(plain.load()).isEqualTo(400 / 95.0, offset(1e-6));
    }

    /** An index of one value's rows serves no other call. */
    @Test
    void knowsTheConstantsOfAStatementFromTheValuesOfACall() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            line(log, "a.log", i, "shop", "duration: 10.000 ms  statement: SELECT * FROM orders WHERE state = 'open' AND customer = 7" + i, null);
            line(log, "a.log", 9 + i, "shop", "duration: 5.000 ms  execute <unnamed>: SELECT * FROM items WHERE kind = $1 AND big = $2 AND size = 3",
                    "parameters: $1 = 'x', $2 = 't'");
        }
        Workload w = read("a.log", log.toString());
        assertThat(w.items()).extracting(Workload.Item::constants).containsExactlyInAnyOrder(java.util.Set.of("open"), java.util.Set.of("3"));
        assertThat(w.items()).extracting(i -> i.query().text()).contains("SELECT * FROM items WHERE kind = 'x' AND big = $1 AND size = 3");
        Workload twice = Workload.parse("SELECT 1 FROM t WHERE a = 'x' AND b = 1; SELECT 1 FROM t WHERE a = 'y' AND b = 1;");
        assertThat(twice.items()).singleElement().matches(i -> i.callsPerSecond() == 2 && java.util.Set.of("1").equals(i.constants()));
    }

    @Test
    void takesTheQueryOutOfACommand() {
        assertThat(InnerQuery.of("DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT 1 FOR UPDATE")).isEqualTo("SELECT 1 FOR UPDATE");
        assertThat(InnerQuery.of("copy (select f(')') from t) TO STDOUT (FORMAT csv)")).isEqualTo("select f(')') from t");
        assertThat(InnerQuery.of("CREATE TEMP TABLE x (a) ON COMMIT DROP AS WITH w AS (SELECT 1) SELECT * FROM w WITH NO DATA")).isEqualTo("WITH w AS (SELECT 1) SELECT * FROM w");
        assertThat(InnerQuery.of("PREPARE p (int, text) AS SELECT * FROM t WHERE a = $1")).isEqualTo("SELECT * FROM t WHERE a = $1");
        assertThat(InnerQuery.of("CREATE MATERIALIZED VIEW v AS TABLE t")).isEqualTo("TABLE t");
        assertThat(InnerQuery.of("EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t")).isEqualTo("DELETE FROM t");
        assertThat(InnerQuery.of("explain analyze verbose values (1)")).isEqualTo("values (1)");
        for (String as : java.util.List.of("SELECT 1", "CREATE VIEW v AS SELECT 1", "COPY t FROM STDIN", "CREATE TABLE t (a int)", "DECLARE", "VACUUM t", "")) {
            assertThat(InnerQuery.of(as)).isEqualTo(as);
        }
    }

    @Test
    void takesAnythingElseForStatements() throws IOException {
        Workload w = read("work.sql", "SELECT 1;\n-- 2026-11-20 10:00:00.000 UTC [1] LOG:  no\nSELECT * FROM t WHERE a = 7;\n");
        assertThat(w.measured()).isFalse();
        assertThat(w.items()).hasSize(2);
        assertThat(read("none.sql", "").items()).isEmpty();
    }

    @Test
    void readsAFileAsPeopleKeepIt() throws IOException {
        String query = "SELECT * FROM t WHERE a = 'ü'";
        for (byte[] bytes : java.util.List.of(
                ("\ufeff" + query + ";\r\n").getBytes(StandardCharsets.UTF_8),
                (query + ";").getBytes(StandardCharsets.UTF_16),
                (query + ";").getBytes(StandardCharsets.ISO_8859_1),
                ("\\set x 1\n \\d t\n" + query + " \\gset x_\n\\timing on\n").getBytes(StandardCharsets.UTF_8))) {
            Path file = Files.write(temp.resolve("kept.sql"), bytes);
            assertThat(WorkloadFile.read(file, "shop", InstantSource.system()).items()).extracting(i -> i.query().text()).containsExactly(query);
        }
        Path binary = Files.write(temp.resolve("kept.sql"), new byte[] {'S', 'E', 0, 1, 2, (byte) 0x80});
        assertThatThrownBy(() -> WorkloadFile.read(binary, "shop", InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("kept.sql is not a text file");
    }

    /** Servers before 18 keep the comments that programs put in front. */
    @Test
    void takesAStatementBehindAComment() {
        Workload w = Workload.parse("SELECT 1; <insufficient privilege>; VACUUM t");
        assertThat(w.items()).hasSize(1);
        assertThat(w.leftOut()).extracting(Workload.LeftOut::reason).containsExactly("It is no statement of SQL.", "VACUUM has no plan: no index serves it.");
        assertThat(dev.howdah.engine.sqltext.FirstWord.planned("/* app=orders */ SELECT 1")).isTrue();
    }

    /** What is applied is measured by the server's own numbers. */
    @Test
    void knowsTheStatementsThatTheServerCounts() throws IOException {
        Capsule source = dev.howdah.engine.twin.CapsuleFile.read(Path.of("src/test/resources/tpch/sf1.capsule"));
        Capsule counting = new Capsule(source.format(), source.readAt(), source.source(), source.settings(), source.extensions(), source.items(),
                source.relations(), source.columns(), source.constraints(), source.indexes(), source.statistics(), source.extended(), source.extendedData(),
                java.util.List.of(
                        new Capsule.Statement("-4711", "/* app */ SELECT * FROM orders WHERE o_custkey = $1 LIMIT $2", 5, 10, 5, "a"),
                        new Capsule.Statement("12", "PREPARE p AS SELECT * FROM orders WHERE o_clerk = $1", 5, 10, 5, "a")),
                source.lacks());
        Workload w = Workload.parse("select * from orders where o_custkey = 7 limit 10; SELECT * FROM orders WHERE o_clerk = 'x'; SELECT 1 FROM part");
        assertThat(w.known(counting).items()).extracting(Workload.Item::id).startsWith("-4711", "12").hasSize(3).last().isEqualTo(w.items().getLast().id());
    }

    @Test
    void putsValuesInThePlacesOfParameters() {
        assertThat(Bound.in("SELECT $1, '$1', $2 FROM t WHERE a = $10 AND b = $2", "$1 = '5', $2 = NULL, $10 = 'it''s, $3 = ''7'''"))
                .isEqualTo("SELECT '5', '$1', $1 FROM t WHERE a = 'it''s, $3 = ''7''' AND b = $1");
        assertThat(Bound.in("SELECT $2 + $1", null)).isEqualTo("SELECT $1 + $2");
        assertThat(Bound.in("SELECT $1", "$1 = 'abc...")).isEqualTo("SELECT $1");
    }

    /** One entry as the server writes it in each form. */
    private static void line(StringBuilder log, String name, int second, String database, String message, @org.jspecify.annotations.Nullable String detail) {
        String at = AT.replace(":00:", ":" + String.format("%02d", second / 60) + ":") + String.format("%02d.000 UTC", second % 60);
        if (name.endsWith(".csv")) {
            log.append(at).append(",\"me\",\"").append(database).append("\",42,\"127.0.0.1:5\",6560a.1,1,\"SELECT\",").append(at)
                    .append(",3/1,0,LOG,00000,\"").append(message.replace("\"", "\"\"")).append("\",")
                    .append(detail == null ? "" : "\"" + detail + "\"").append(",,,,,,,,\"app\",\"client backend\",,0\n");
        } else if (name.endsWith(".json")) {
            log.append("{\"timestamp\":\"").append(at).append("\",\"user\":\"me\",\"dbname\":\"").append(database)
                    .append("\",\"pid\":42,\"session_id\":\"6560a.1\",\"line_num\":1,\"error_severity\":\"LOG\",\"message\":\"").append(message)
                    .append(detail == null ? "\"" : "\",\"detail\":\"" + detail + "\"").append(",\"backend_type\":\"client backend\"}\n");
        } else {
            log.append(at).append(" [42] me@").append(database).append(" LOG:  ").append(message).append('\n');
            if (detail != null) {
                log.append(at).append(" [42] me@").append(database).append(" DETAIL:  ").append(detail).append('\n');
            }
        }
    }
}
