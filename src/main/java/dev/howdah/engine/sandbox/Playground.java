package dev.howdah.engine.sandbox;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.Migrations;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.Seeder;
import dev.howdah.engine.systems.SystemCache;
import dev.howdah.engine.systems.Traffic;
import dev.howdah.engine.systems.TrafficSpec;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.systems.Workbench;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** What makes the sandbox live: the sample systems with rows in them, and clients that use them. Thread-safe. */
public final class Playground implements AutoCloseable {
    private static final double RATE = 60;
    private static final int CONCURRENCY = 8;

    private final Traffic traffic;

    private Playground(Traffic traffic) {
        this.traffic = traffic;
    }

    /**
     * Fills what is empty and lets the clients begin, in the old way: there is something to mend.
     *
     * @param pool what the clients take their connections from
     */
    public static Playground open(Target sandbox, DataSource pool, List<SampleSystem> systems, InstantSource clock) {
        Migrations migrations = new Migrations(sandbox);
        Seeder seeder = new Seeder(sandbox);
        for (SampleSystem system : systems) {
            migrations.migrate(system);
            seeder.fast(system, SeedSpec.of(1, clock), Progress.silent());
        }
        Workbench bench = new Workbench(sandbox, pool, pool, SystemCache.none());
        return new Playground(new Traffic(bench, systems, TrafficSpec.all(systems, Way.BASELINE, RATE, CONCURRENCY)));
    }

    /** The clients: rate, number and way can be changed while they run. */
    public Traffic traffic() {
        return traffic;
    }

    /** Ends the clients; the rows stay. */
    @Override
    public void close() {
        traffic.close();
    }
}
