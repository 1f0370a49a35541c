package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.HypoPgWhatIf;
import dev.howdah.engine.twin.Planner;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.StructuralWhatIf;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.HypoPg;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The same advice through HypoPG and, without numbers, from conditions alone. */
class WhatIfBackendsTest {
    private static final String WORK = "SELECT * FROM orders WHERE customer = 17 ORDER BY at DESC LIMIT 20;"
            + "SELECT o.note, i.amount FROM orders o JOIN items i ON i.order_id = o.id WHERE o.customer = 99;";

    @TempDir
    Path temp;

    @Test
    void advisesThroughHypoPg() throws IOException, SQLException {
        assumeTrue(HypoPg.isHere());
        Target source = shop(15);
        HypoPg.install(source);
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        Query latest = Query.of("SELECT * FROM orders WHERE customer = 17 ORDER BY at DESC LIMIT 20");
        String ddl = "CREATE INDEX ON orders (customer, at DESC)";
        double hypothetical;
        try (Connection c = Connections.open(source, SessionSpec.interactive());
                WhatIf whatIf = new HypoPgWhatIf(c, 15)) {
            IndexAdvice advice = advise(capsule, whatIf);
            assertThat(advice.basis()).isEqualTo(WhatIf.Basis.HYPOPG);
            assertThat(tables(advice)).contains("public.orders customer", "public.items order_id");
            assertThat(advice.figures().relativeCost()).isLessThan(0.1);
            WhatIf.Change without = new WhatIf.Change(Set.of(), Set.of("public.orders_pkey"), Map.of());
            assertThatThrownBy(() -> whatIf.estimate(latest, without)).as("a version that hides nothing").hasMessageContaining("1.4");
            hypothetical = whatIf.estimate(latest, WhatIf.Change.add(List.of(whatIf.add(ddl).handle()))).cost();
        }
        double twinned;
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 15);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            twinned = whatIf.estimate(latest, WhatIf.Change.add(List.of(whatIf.add(ddl).handle()))).cost();
        }
        Servers.execute(source, ddl);
        try (Connection c = Connections.open(source, SessionSpec.interactive());
                WhatIf whatIf = new HypoPgWhatIf(c, 15)) {
            double real = whatIf.estimate(latest, WhatIf.Change.NONE).cost();
            LoggerFactory.getLogger(WhatIfBackendsTest.class).info("built {}, twin {}, HypoPG {}", real, twinned, hypothetical);
            assertThat(Math.abs(twinned - real)).isLessThanOrEqualTo(Math.abs(hypothetical - real)).isLessThan(real * 0.01);
        }
    }

    @Test
    void advisesFromConditionsAlone() throws SQLException {
        Target source = shop(18);
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        try (Connection c = Connections.open(source, SessionSpec.interactive());
                WhatIf whatIf = new StructuralWhatIf(c, 18, SizeModel.real(capsule))) {
            IndexAdvice advice = advise(capsule, whatIf);
            assertThat(tables(advice)).contains("public.orders customer", "public.items order_id");
            assertThat(advice.proposals()).allMatch(p -> p.confidence() == IndexAdvice.Confidence.LOW && Double.isNaN(p.gain()));
            assertThat(advice.notConsidered()).isNotEmpty();
        }
    }

    /** Also with parameters, whose values are not known, and of partitioned tables, for which the plain statement would be refused. */
    @Test
    void adviceFromConditionsCanBePastedAndTakenBack() {
        Target source = shop(18);
        Servers.execute(source,
                "CREATE TABLE event (id bigint, kind int) PARTITION BY HASH (id)",
                "CREATE TABLE event_a PARTITION OF event FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE event_b PARTITION OF event FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO event SELECT i, i % 500 FROM generate_series(1, 20000) i",
                "ANALYZE event");
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        PgBinaries none = new PgBinaries(temp.resolve("none"), temp.resolve("cache"));
        try (Planner planner = Planner.open(none, temp.resolve("twin"), capsule, source, 0)) {
            IndexAdvice advice = new Advisor(capsule, planner.whatIf(), 1).advise(
                    Workload.parse("SELECT * FROM orders WHERE customer = $1 LIMIT $2; SELECT * FROM event WHERE kind = 7"),
                    AdviceOptions.DEFAULT.withLimit(Duration.ofSeconds(20)), p -> {}, () -> false);
            assertThat(advice.unplanned()).isEmpty();
            assertThat(tables(advice)).containsExactlyInAnyOrder("public.orders customer", "public.event kind");
            String before = indexes(source);
            advice.proposals().forEach(p -> p.create().lines().forEach(line -> Servers.execute(source, line)));
            assertThat(indexes(source)).contains("event_kind_idx", "orders_customer_idx");
            assertThat(ask(source, "SELECT bool_and(indisvalid)::text FROM pg_index")).isEqualTo("true");
            advice.proposals().forEach(p -> Servers.execute(source, p.undo()));
            assertThat(indexes(source)).isEqualTo(before);
            WhatIf.Hypothetical refused = planner.whatIf().add("CREATE INDEX ON orders (note)");
            assertThat(refused.problem()).contains("HypoPG");
        }
    }

    private static String ask(Target source, String sql) {
        return Servers.db(source).call(h -> h.createQuery(sql).mapTo(String.class).one());
    }

    private static String indexes(Target source) {
        return ask(source, "SELECT string_agg(indexdef, ' ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public'");
    }

    private static List<String> tables(IndexAdvice advice) {
        return advice.proposals().stream().map(p -> p.index().table() + " " + p.index().keys().getFirst().column()).toList();
    }

    private static IndexAdvice advise(Capsule capsule, WhatIf whatIf) {
        return new Advisor(capsule, whatIf, 1)
                .advise(Workload.parse(WORK), AdviceOptions.DEFAULT.withLimit(Duration.ofSeconds(20)), p -> {}, () -> false);
    }

    private static Target shop(int major) {
        Target target = Servers.newDatabase(major);
        Servers.execute(
                target,
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int NOT NULL, at timestamptz NOT NULL, note text)",
                "CREATE TABLE items (order_id bigint, amount int, pad text)",
                "INSERT INTO orders SELECT i, i % 4000, now() - i * interval '1 minute', repeat('n', 60) FROM generate_series(1, 40000) i",
                "INSERT INTO items SELECT i % 40000, i, repeat('p', 60) FROM generate_series(1, 80000) i",
                "ANALYZE");
        Servers.execute(target, "VACUUM");
        return target;
    }
}
