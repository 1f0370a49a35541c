package dev.howdah.engine.systems;

import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import org.flywaydb.core.Flyway;

/** Brings a system's schema to its newest version. Thread-safe. */
public final class Migrations {
    private final Target target;

    public Migrations(Target target) {
        this.target = target;
    }

    /**
     * Makes the schema when it is missing and runs the migrations that it lacks; the number that ran.
     *
     * @throws dev.howdah.engine.db.DbException when the server refuses or is gone
     */
    public int migrate(SampleSystem system) {
        return Flyway.configure()
                .dataSource(new DirectDataSource(target, SessionSpec.batch()))
                .defaultSchema(system.name())
                .locations("classpath:systems/" + system.name())
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
