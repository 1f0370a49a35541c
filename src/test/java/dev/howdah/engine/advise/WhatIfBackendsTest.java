package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.HypoPgWhatIf;
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
