package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdviseCommandTest {
    @TempDir
    Path home;

    private final Called cli = new Called();

    @Test
    void advisesATargetAndACapsuleOfIt() throws Exception {
        Target target = shop();
        work(target);
        JsonNode live = json(target, "advise", "--json", "--seconds", "2");
        assertThat(live.get("figures").get("unit").asString()).isEqualTo("ms/s");
        assertThat(texts(live.get("proposals"), "create")).anyMatch(c -> c.matches("CREATE INDEX CONCURRENTLY \\S+ ON public.orders \\(customer.*"));
        assertThat(texts(live.get("proposals"), "create")).noneMatch(c -> c.contains("(id)"));
        assertThat(texts(live.get("drops"), "index")).contains("public.orders_state");
        assertThat(texts(live.get("unplanned"), "text")).anyMatch(t -> t.contains("gone"));
        assertThat(texts(live.get("unplanned"), "reason")).allMatch(r -> !r.isBlank());
        Path file = home.resolve("shop.capsule");
        JsonNode written = json(target, "capsule", "--out", file.toString(), "--json");
        assertThat(written.get("relations").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(texts(live.get("cards"), "rule")).contains("redundant");
        assertThat(live.get("cards").get(0).get("deed").get("cost").asString()).isNotBlank();
        assertThat(live.get("settings").isArray()).isTrue();
        // where no server listens
        Target gone = new Target("gone", List.of(new Target.Host("127.0.0.1", 1)), "nowhere", "nobody", null, target.tls(), target.environment(), Map.of());
        assertThat(run(gone, "advise")).isEqualTo(ExitCode.NO_CONNECTION);
        JsonNode apart = json(gone, "advise", "--capsule", file.toString(), "--json", "--seconds", "2", "--budget", "3MB", "--max-indexes", "2");
        assertThat(apart.get("proposals").size()).isBetween(1, 2);
        assertThat(apart.get("figures").get("bytes").asLong()).isLessThanOrEqualTo(3 << 20);
        assertThat(texts(apart.get("lacks"), "reason")).anyMatch(r -> r.contains("no connection"));
        assertThat(json(gone, "explain", "--json", "--capsule", file.toString(), "SELECT * FROM orders WHERE id = 17").get("cost_before").asDouble()).isPositive();
        assertThat(run(target, "advise", "--seconds", "1")).isZero();
        assertThat(cli.out()).contains("CREATE INDEX CONCURRENTLY").contains("DROP INDEX CONCURRENTLY").contains("Cost: ").contains("Undo: ")
                .doesNotContain("!advise.").doesNotContain("!rules.");
        assertThat(run(target, "capsule", "--mask", "--out", home.resolve("masked").toString())).isZero();
        assertThat(run(null, "advise", "--capsule", home.resolve("masked").toString(), "--seconds", "1")).isZero();
    }

    @Test
    void advisesOnAFileOfStatements() throws IOException {
        Target target = shop();
        Path file = home.resolve("work.sql");
        Files.writeString(file, """
                SELECT * FROM orders WHERE customer = 17 ORDER BY at DESC LIMIT 10;
                -- a join that wants an index on both sides
                SELECT o.note, i.amount FROM orders o JOIN items i ON i.order_id = o.id WHERE o.customer = 99;
                SELECT * FROM orders WHERE nothing = 1;
                """);
        JsonNode advice = json(target, "advise", "--workload", file.toString(), "--json", "--seconds", "2");
        assertThat(advice.get("figures").get("unit").asString()).isEqualTo("cost");
        assertThat(texts(advice.get("proposals"), "create")).anyMatch(c -> c.contains("public.items (order_id"))
                .anyMatch(c -> c.contains("public.orders (customer"));
        assertThat(texts(advice.get("unplanned"), "reason")).anyMatch(r -> r.contains("nothing"));
    }

    @Test
    void explainsBeforeAndAfter() {
        Target target = shop();
        String sql = "SELECT * FROM orders WHERE customer = 17";
        JsonNode with = json(target, "explain", "--json", "--with-index", "CREATE INDEX ON orders (customer)", sql);
        assertThat(with.get("cost_after").asDouble()).isLessThan(with.get("cost_before").asDouble() / 5);
        assertThat(with.get("basis").asString()).isEqualTo("twin");
        String key = "SELECT * FROM orders WHERE id = 17";
        JsonNode without = json(target, "explain", "--json", "--without-index", "orders_pkey", key);
        assertThat(without.get("cost_after").asDouble()).isGreaterThan(without.get("cost_before").asDouble() * 5);
        JsonNode set = json(target, "explain", "--json", "--set", "random_page_cost=1", key);
        assertThat(set.get("cost_after").asDouble()).isLessThan(set.get("cost_before").asDouble());
        assertThat(run(target, "explain", "SELECT * FROM orders WHERE customer = $1")).isZero();
        assertThat(cli.out()).contains("cost=").doesNotContain("!advise.");
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        Target target = shop();
        Path half = home.resolve("half.capsule");
        Files.write(half, new byte[] {1, 2, 3});
        assertThat(run(null, "advise", "--capsule", half.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("half.capsule").doesNotContain("at dev.howdah");
        assertThat(run(null, "advise", "--capsule", home.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("none");
        assertThat(run(target, "advise", "--budget", "much")).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "advise", "--max-width", "0")).isEqualTo(ExitCode.USAGE);
        // without a workload the rest goes on, and it is said
        assertThat(run(target, "advise")).isZero();
        assertThat(cli.err()).contains("pg_stat_statements");
        assertThat(cli.out()).contains("orders_state").contains("Undo: ");
        assertThat(run(target, "advise", "--apply", "99")).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "advise", "--workload", home.resolve("none.sql").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "explain", "SELECT nonsense FROM orders")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("nonsense");
        assertThat(cli.err().strip().lines()).as("one line, not the whole usage").hasSize(1);
        assertThat(run(target, "explain", " ")).isEqualTo(ExitCode.USAGE);
        Path empty = Files.writeString(home.resolve("empty.sql"), "");
        assertThat(run(target, "advise", "--workload", empty.toString(), "--seconds", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("empty.sql holds no statement");
        Path commands = Files.writeString(home.resolve("commands.sql"), "VACUUM orders; VACUUM items; SET work_mem = '1MB';");
        assertThat(run(target, "advise", "--workload", commands.toString(), "--seconds", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("None of the 3 statements").contains("VACUUM orders (and 1 more): VACUUM has no plan");
        assertThat(run(target, "capsule", "--out", home.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("is a folder");
        assertThat(run(target, "explain", "--major", "3", "SELECT 1")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("18");
        assertThat(run(target, "explain", "--without-index", "nowhere", "SELECT 1")).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "explain", "--set", "no_such=1", "SELECT 1")).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "explain", "--with-index", "CREATE INDEX ON orders (nowhere)", "SELECT 1")).isEqualTo(ExitCode.USAGE);
        assertThat(run(target, "capsule", "--out", home.resolve("no/such/folder").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run(null, "explain", "--capsule", half.toString(), "--major", "3", "SELECT 1")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void tellsWhatANewerVersionPlansOtherwise() throws IOException {
        Target target = shop(15);
        Path file = home.resolve("work.sql");
        // PostgreSQL 18 serves the second column of an index by skipping through the first, 15 does not
        Files.writeString(file, """
                SELECT * FROM orders WHERE id = 17;
                SELECT * FROM orders WHERE at = '2020-01-01';
                SELECT * FROM orders WHERE nothing = 1;
                """);
        JsonNode report = json(target, "advise", "--upgrade", "--workload", file.toString(), "--json");
        assertThat(report.get("from").asInt()).isEqualTo(15);
        assertThat(report.get("to").asInt()).isEqualTo(18);
        assertThat(texts(report.get("changes"), "text")).anyMatch(t -> t.contains("at =")).noneMatch(t -> t.contains("id ="));
        assertThat(report.get("same").asInt()).isEqualTo(1);
        assertThat(texts(report.get("unplanned"), "reason")).anyMatch(r -> r.contains("nothing"));
        assertThat(run(target, "advise", "--upgrade", "16", "--workload", file.toString())).isZero();
        assertThat(cli.out()).contains("16").doesNotContain("!advise.");
        assertThat(run(shop(18), "advise", "--upgrade", "--workload", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("18");
    }

    private static Target shop() {
        return shop(Servers.NEWEST);
    }

    private static Target shop(int major) {
        Target target = Servers.newDatabase(major);
        Servers.execute(
                target,
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int NOT NULL, at timestamptz NOT NULL, state text, note text)",
                "CREATE TABLE items (order_id bigint, amount int, pad text)",
                "INSERT INTO orders SELECT i, i % 4000, now() - i * interval '1 minute', 'done', repeat('n', 60) FROM generate_series(1, 40000) i",
                "INSERT INTO items SELECT i % 40000, i, repeat('p', 60) FROM generate_series(1, 80000) i",
                "CREATE INDEX orders_state ON orders (state)",
                "CREATE INDEX orders_state_at ON orders (state, at)",
                "VACUUM ANALYZE");
        return target;
    }

    /** Runs statements so that pg_stat_statements knows them. */
    private static void work(Target target) throws SQLException {
        // the rows that filled the tables are no part of the workload: on a fast machine their price would be more than the reads can win
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE gone (id int)", "SELECT pg_stat_reset()");
        try (var c = Connections.open(target, SessionSpec.interactive());
                PreparedStatement s = c.prepareStatement("SELECT * FROM orders WHERE customer = ? ORDER BY at DESC LIMIT 10");
                PreparedStatement u = c.prepareStatement("UPDATE orders SET note = 'x' WHERE id = ?")) {
            for (int i = 0; i < 60; i++) {
                s.setInt(1, i);
                s.executeQuery().close();
                u.setInt(1, i);
                u.executeUpdate();
            }
            c.createStatement().execute("SELECT * FROM gone WHERE id = 5");
        }
        Servers.execute(target, "DROP TABLE gone");
    }

    private static List<String> texts(JsonNode rows, String field) {
        List<String> result = new ArrayList<>();
        rows.forEach(r -> result.add(r.get(field).asString()));
        return result;
    }

    private JsonNode json(@Nullable Target target, String... args) {
        assertThat(run(target, args)).as(cli.err()).isZero();
        return new JsonMapper().readTree(cli.out());
    }

    private int run(@Nullable Target target, String... words) {
        return cli.run(home, target == null ? Map.of() : Map.of("DATABASE_URL", Servers.url(target)), words);
    }
}
