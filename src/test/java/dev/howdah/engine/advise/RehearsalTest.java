package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.WhatIfException;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    @TempDir
    Path folder;

    /** An older source: its planner knows no generic plan of its own accord. */
    @Test
    void aChangeIsTriedWithTheWholeWorkloadAndTheUpgradeTooOnAnOlderServer() {
        Target target = Servers.newDatabase(14);
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE orders (id int PRIMARY KEY, customer int, note text)",
                "INSERT INTO orders SELECT g, g % 5000, repeat('n', 50) FROM generate_series(1, 50000) g", "VACUUM ANALYZE orders");
        for (int i = 0; i < 5; i++) {
            Servers.execute(target, "SELECT * FROM orders WHERE customer = " + i, "SELECT * FROM orders WHERE id = " + i,
                    "SELECT count(*) FROM pg_class WHERE relname = 'x'");
        }
        try (Advising advising = new Advising(Servers.binaries(), folder, Servers.db(target), InstantSource.system())) {
            assertThat(advising.<List<String>>consult(a -> a.workload().items().stream().map(i -> i.query().text()).toList()))
                    .anyMatch(t -> t.contains("customer")).noneMatch(t -> t.contains("pg_class"));
            Rehearsal index = advising.rehearse(List.of("CREATE INDEX CONCURRENTLY byc ON public.orders (customer)"), List.of(), Map.of(), () -> false);
            assertThat(index.relativeCost()).isLessThan(0.9);
            assertThat(index.changed()).extracting(Rehearsal.Changed::text).anyMatch(t -> t.contains("customer = $1"));
            Rehearsal drop = advising.rehearse(List.of(), List.of("public.orders_pkey"), Map.of(), () -> false);
            assertThat(drop.relativeCost()).isGreaterThan(1.1);
            Rehearsal setting = advising.rehearse(List.of(), List.of(), Map.of("seq_page_cost", "10"), () -> false);
            assertThat(setting.after()).isGreaterThan(setting.before());
            Rehearsal rewrite = advising.rehearseInstead("SELECT * FROM orders WHERE customer = $1", "SELECT * FROM orders WHERE id = ANY ($1)", List.of());
            assertThat(rewrite.after()).isLessThan(rewrite.before());
            assertThat(advising.tryOut("SELECT * FROM orders WHERE customer = $1", List.of(), List.of()).before().root().type()).isEqualTo("Seq Scan");
            assertThatThrownBy(() -> advising.rehearse(List.of("CREATE INDEX ON public.orders (nowhere)"), List.of(), Map.of(), () -> false))
                    .isInstanceOf(WhatIfException.class).hasMessageContaining("nowhere");
            UpgradePreview upgrade = advising.upgrade(() -> false);
            assertThat(upgrade).isNotNull();
            assertThat(upgrade.from()).isEqualTo(14);
            assertThat(upgrade.to()).isEqualTo(Servers.NEWEST);
            assertThat(upgrade.changes().size() + upgrade.same()).isPositive();
        }
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void stoppingEndsTheBuildingToo() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE orders (id int PRIMARY KEY)",
                "INSERT INTO orders SELECT generate_series(1, 5000)", "SELECT * FROM orders WHERE id = 7", "ANALYZE orders");
        try (Advising advising = new Advising(Servers.binaries(), folder, Servers.db(target), InstantSource.system())) {
            AtomicBoolean stop = new AtomicBoolean();
            assertThatThrownBy(() -> advising.ask(AdviceOptions.DEFAULT, advising.host(), s -> stop.set(s.step() == Advising.Step.BUILDING), stop::get))
                    .isInstanceOf(CancellationException.class);
            assertThat(advising.<Integer>consult(a -> a.workload().items().size())).isPositive();
        }
    }
}
