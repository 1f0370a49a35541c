package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One load, logged by a server in three forms at once, against figures that were counted from it by other means. */
class LogSampleTest {
    private static final double EXACT = 0.0006;

    private static JsonNode oracle() throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(LogSampleTest.class.getResourceAsStream("/logs/oracle.json.gz")))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // a Latin-1 byte, which is no JSON
            return JsonMapper.builder().build().readTree(text.replace("\\udcdf", "?"));
        }
    }

    private static LogReport report(String form, int jobs, int chunk) throws IOException {
        Path file = Path.of(Objects.requireNonNull(LogSampleTest.class.getResource("/logs/postgresql-main." + form + ".gz")).getPath());
        assertThat(Files.exists(file)).isTrue();
        return new LogAnalysis(Clock.systemUTC(), chunk, ChunkReader.LONGEST_ENTRY).run(new LogFiles(List.of(file)),
                LogOptions.DEFAULT.withJobs(jobs).withTop(0));
    }

    @ParameterizedTest
    @CsvSource({"csv,1,4194304", "json,1,4194304", "log,1,4194304", "csv,2,65536", "json,2,65536", "log,3,65536", "csv,2,7001",
        "json,2,7001", "log,2,7001"})
    void agreesWithTheExactFigures(String form, int jobs, int chunk) throws IOException {
        JsonNode o = oracle();
        LogReport r = report(form, jobs, chunk);

        assertThat(r.understood().entries()).isEqualTo(o.get("entries").asLong());
        assertThat(r.understood().malformed()).isZero();
        assertThat(r.understood().strayLines()).isEqualTo("log".equals(form) ? 9 : 0);
        assertThat(counts(r.severities())).isEqualTo(counts(o.get("severity")));
        Map<String, LogReport.Timed> timed = Map.of("statement", r.totals().statement(), "execute", r.totals().execute(), "fetch",
                r.totals().fetch(), "parse", r.totals().parse(), "bind", r.totals().bind(), "plan", r.totals().plan(), "fastpath",
                r.totals().fastpath());
        timed.forEach((name, t) -> {
            assertThat(t.count()).as(name).isEqualTo(o.get("duration_entries").get(name).get("count").asLong());
            assertThat(t.totalMs()).as(name).isCloseTo(o.get("duration_entries").get(name).get("total_ms").asDouble(), within(EXACT));
        });
        assertThat(r.totals().calls()).isEqualTo(o.get("calls").asLong());
        assertThat(r.totals().callsMs()).isCloseTo(o.get("calls_total_ms").asDouble(), within(EXACT));
        assertThat(r.totals().distinct()).isEqualTo(o.get("distinct_fingerprints_with_calls").asInt());
        for (LogReport.Share database : r.databases()) {
            JsonNode expected = o.get("per_database").get(database.name());
            assertThat(database.calls()).isEqualTo(expected.get("calls").asLong());
            assertThat(database.totalMs()).isCloseTo(expected.get("total_ms").asDouble(), within(EXACT));
        }
        Map<String, Long> applications = new TreeMap<>();
        r.applications().forEach(a -> applications.put(a.name(), a.calls()));
        assertThat(applications).isEqualTo(counts(o.get("calls_per_application")));
        events(r, o);
        statements(r, o, !"log".equals(form));
        problems(r, o, "log".equals(form));
        nPlusOne(r, o, !"log".equals(form));
    }

    private static void events(LogReport r, JsonNode o) {
        JsonNode kinds = o.get("kinds");
        assertThat(r.deadlocks()).hasSize(o.get("deadlocks").asInt());
        assertThat(r.deadlocks()).allMatch(d -> d.participants().size() >= 2
                && d.participants().stream().noneMatch(p -> p.statement().isEmpty()));
        assertThat(r.locks().deadlockChecks()).isEqualTo(o.get("lock_waits").get("deadlock_wait").asLong());
        assertThat(r.locks().waiting()).isEqualTo(1);
        assertThat(r.locks().acquired().totalMs()).isCloseTo(o.get("lock_wait_acquired_total_ms").asDouble(), within(EXACT));
        assertThat(r.tempFiles().count()).isEqualTo(o.get("temp_files").get("count").asLong());
        assertThat(r.tempFiles().bytes()).isEqualTo(o.get("temp_files").get("bytes").asLong());
        assertThat(r.tempFiles().withoutStatement()).isEqualTo(kinds.get("temp_file_without_statement").asLong());
        Map<String, Long> checkpoints = new TreeMap<>(Map.of("complete", r.checkpoints().complete()));
        r.checkpoints().starting().forEach(c -> checkpoints.put("start:" + c.name(), c.count()));
        assertThat(checkpoints).isEqualTo(counts(o.get("checkpoints")));
        assertThat(r.checkpoints().buffers()).isEqualTo(o.get("checkpoint_buffers").asLong());
        assertThat(r.connections().received()).isEqualTo(kinds.get("connection_received").asLong());
        assertThat(r.connections().authorized()).isEqualTo(kinds.get("connection_authorized").asLong());
        assertThat(r.connections().disconnected()).isEqualTo(kinds.get("disconnection").asLong());
        assertThat(r.connections().sessionMs()).isCloseTo(o.get("session_time_ms").asDouble(), within(EXACT));
        assertThat(r.autovacuum().stream().mapToLong(LogReport.Vacuum::vacuums).sum()).isEqualTo(kinds.get("autovacuum").asLong());
        assertThat(r.autovacuum().stream().mapToLong(LogReport.Vacuum::analyzes).sum()).isEqualTo(kinds.get("autoanalyze").asLong());
        assertThat(r.otherMessages().stream().mapToLong(LogReport.Count::count).sum()).isEqualTo(kinds.get("other_log").asLong());
        assertThat(r.source().first()).hasToString("2026-11-21T13:11:28.488Z");
        assertThat(r.source().last()).hasToString("2026-11-21T13:11:58.946Z");
    }

    private static void statements(LogReport r, JsonNode o, boolean hasQueryIds) {
        Map<String, LogReport.Statement> mine = new HashMap<>();
        r.statements().forEach(s -> mine.put(s.text(), s));
        int compared = 0;
        for (JsonNode x : o.get("fingerprints")) {
            LogReport.Statement s = mine.get(x.get("fingerprint").asString());
            if (s == null) {
                // its rules write "a; b" within a quoted identifier without the space
                assertThat(x.get("fingerprint").asString()).isEqualTo("select ? as \"we\"\"ird;col\",?");
                continue;
            }
            compared++;
            assertThat(s.calls()).as(s.text()).isEqualTo(x.get("calls").asLong());
            assertThat(s.totalMs()).as(s.text()).isCloseTo(x.get("total_ms").asDouble(0), within(EXACT));
            assertThat(s.minMs()).as(s.text()).isCloseTo(x.get("min_ms").asDouble(0), within(EXACT));
            assertThat(s.maxMs()).as(s.text()).isCloseTo(x.get("max_ms").asDouble(0), within(EXACT));
            assertThat(s.errors()).as(s.text()).isEqualTo(x.get("errors").asLong());
            pair(s.simple(), x.get("statement"));
            pair(s.execute(), x.get("execute"));
            pair(s.parse(), x.get("parse"));
            pair(s.bind(), x.get("bind"));
            pair(s.fetch(), x.get("fetch"));
            pair(s.plan(), x.get("plans"));
            assertThat(s.tempFiles()).isEqualTo(x.get("temp_files").get(0).asLong());
            assertThat(s.tempBytes()).isEqualTo(x.get("temp_files").get(1).asLong());
            if (hasQueryIds && x.get("n_query_ids").asInt() < 5) {
                TreeSet<String> ids = new TreeSet<>();
                x.get("query_ids").forEach(id -> ids.add(id.asString()));
                assertThat(s.queryIds().stream().map(String::valueOf)).as(s.text()).containsExactlyInAnyOrderElementsOf(ids);
            }
        }
        assertThat(compared).isEqualTo(o.get("fingerprints").size() - 1).isEqualTo(mine.size() - 1);
    }

    private static void pair(LogReport.Timed mine, JsonNode expected) {
        assertThat(mine.count()).isEqualTo(expected.get(0).asLong());
        assertThat(mine.totalMs()).isCloseTo(expected.get(1).asDouble(), within(EXACT));
    }

    private static void problems(LogReport r, JsonNode o, boolean inferred) {
        Map<String, Long> states = new TreeMap<>(counts(r.sqlstates()));
        Map<String, Long> expected = new TreeMap<>(counts(o.get("errors_by_sqlstate")));
        if (inferred) {
            // what a function raised tells nothing about its SQLSTATE
            assertThat(states.remove("")).isEqualTo(3);
            expected.keySet().removeAll(List.of("01000", "P0001", "BR001"));
        }
        assertThat(states).isEqualTo(expected);
        Map<String, Long> texts = new TreeMap<>();
        r.problems().forEach(p -> texts.merge(p.severity() + " " + p.text().replaceAll("\".\"", "\"?\""), p.count(), Long::sum));
        Map<String, Long> messages = new TreeMap<>();
        o.get("error_messages").properties().forEach(
                e -> messages.merge(e.getKey().replaceFirst(" \\S{5} ", " ").replaceAll("\".\"", "\"?\""), e.getValue().asLong(), Long::sum));
        assertThat(texts).isEqualTo(messages);
    }

    private static void nPlusOne(LogReport r, JsonNode o, boolean hasSessions) {
        JsonNode n = o.get("n_plus_1");
        assertThat(r.nPlusOne().sequences()).isEqualTo(n.get("sequences").asLong());
        List<String> mine = new ArrayList<>();
        for (LogReport.Sequence s : r.nPlusOne().first()) {
            mine.add((hasSessions ? s.sessionId() + " " + s.line() + " " : "") + s.parent() + new TreeMap<>(counts(s.children())));
        }
        List<String> expected = new ArrayList<>();
        for (JsonNode s : n.get("list")) {
            Map<String, Long> children = new TreeMap<>();
            s.get("children").forEach(c -> children.put(c.get("fingerprint").asString(), c.get("count").asLong()));
            expected.add((hasSessions ? s.get("session_id").asString() + " " + s.get("parent_line").asLong() + " " : "")
                    + s.get("parent").asString() + children);
        }
        assertThat(mine).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(r.nPlusOne().list()).anyMatch(p -> "high".equals(p.confidence()) && p.rewrite() != null)
                .anyMatch(p -> p.repeated() && "low".equals(p.confidence()));
    }

    private static Map<String, Long> counts(List<LogReport.Count> counts) {
        Map<String, Long> map = new TreeMap<>();
        counts.forEach(c -> map.put(c.name(), c.count()));
        return map;
    }

    private static Map<String, Long> counts(JsonNode node) {
        Map<String, Long> map = new TreeMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asLong()));
        return map;
    }
}
