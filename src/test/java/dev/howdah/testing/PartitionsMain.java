package dev.howdah.testing;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import java.io.IOException;
import java.util.Map;

/**
 * A server with one table of very many partitions and a small workload, to be advised on by hand: prints the address, and goes when its
 * input ends. Give the number of partitions.
 */
public final class PartitionsMain {
    private static final int A_TRANSACTION = 500;
    private static final int CALLS = 20;

    private PartitionsMain() {}

    public static void main(String[] args) throws IOException {
        int partitions = Integer.parseInt(args[0]);
        try (PgCluster server = Servers.own(Servers.NEWEST, Map.of(
                "max_locks_per_transaction", "4096", "statement_timeout", "0", "autovacuum", "off", "pg_stat_statements.track_utility", "off"))) {
            Target target = Servers.database(server, "events");
            fill(target, partitions);
            System.out.println(Servers.url(target));
            System.out.flush();
            System.in.read();
        }
    }

    private static void fill(Target target, int partitions) {
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE event (id bigint NOT NULL, day int NOT NULL, customer int NOT NULL, kind int NOT NULL, amount int, note text) PARTITION BY LIST (day)");
        for (int from = 0; from < partitions; from += A_TRANSACTION) {
            int to = Math.min(partitions, from + A_TRANSACTION) - 1;
            Servers.execute(target, "DO $$ BEGIN FOR d IN " + from + ".." + to + " LOOP "
                    + "EXECUTE format('CREATE TABLE event_%s (id bigint NOT NULL, day int NOT NULL, customer int NOT NULL, kind int NOT NULL, amount int, note text)', d); "
                    + "EXECUTE format('INSERT INTO event_%s SELECT %s * 200 + i, %s, (i * 7919 + %s) %% 5000, i %% 40, i, repeat(''n'', 60) FROM generate_series(1, 200) i', d, d, d, d); "
                    + "EXECUTE format('ALTER TABLE event_%s ADD PRIMARY KEY (id, day)', d); "
                    + "EXECUTE format('ANALYZE event_%s', d); "
                    + "EXECUTE format('ALTER TABLE event ATTACH PARTITION event_%s FOR VALUES IN (%s)', d, d); "
                    + "END LOOP; END $$");
            System.err.println(to + 1);
        }
        Servers.execute(target, "ALTER TABLE event ADD PRIMARY KEY (id, day)", "ANALYZE event", "SELECT pg_stat_statements_reset()");
        for (int i = 0; i < CALLS; i++) {
            Servers.execute(target,
                    "SELECT * FROM event WHERE day = " + i + " AND kind = 7",
                    "SELECT sum(amount) FROM event WHERE day BETWEEN " + i + " AND " + (i + 6) + " AND kind = 3",
                    "SELECT id, note FROM event WHERE day = " + i + " ORDER BY amount DESC LIMIT 10",
                    "UPDATE event SET amount = amount + 1 WHERE id = " + (i * 200 + 1) + " AND day = " + i);
        }
        for (int i = 0; i < 3; i++) {
            Servers.execute(target, "SELECT * FROM event WHERE customer = " + i, "SELECT kind, count(*) FROM event WHERE customer = " + i + " GROUP BY kind");
        }
    }
}
