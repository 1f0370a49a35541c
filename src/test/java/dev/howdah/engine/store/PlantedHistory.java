package dev.howdah.engine.store;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A past that never was, written as recording writes it: a value a minute at the coarsest level. */
public final class PlantedHistory {
    private PlantedHistory() {}

    /** A repository that tests of other packages share: each with a target of its own. */
    public static Repository shared() {
        return Shared.REPOSITORY;
    }

    private static final class Shared {
        private static final Repository REPOSITORY = Repository.open(Servers.newDatabase(), Audits.scratch());
    }

    /**
     * @param figure the only one that is recorded
     * @param value of a minute; NaN where nothing was collected
     * @return the target's number
     */
    public static int write(Target repository, Target target, String figure, Instant from, Instant to, ToDoubleFunction<Instant> value) {
        try (Connection c = Connections.open(repository, Repository.SESSION)) {
            c.setAutoCommit(false);
            TargetTable table = new TargetTable();
            int id = table.place(c, TargetFacts.of(target, Stores.server("7", false, Stores.STARTED)), from).id();
            int set = table.figures(c, List.of(figure));
            Partitions partitions = new Partitions(c);
            int block = Level.COARSE.block();
            List<Row> rows = new ArrayList<>();
            long first = Math.floorDiv(from.getEpochSecond(), block) * block;
            for (long s = first; s < to.getEpochSecond(); s += block) {
                partitions.ensure(c, Level.COARSE, Instant.ofEpochSecond(s));
            }
            // Partitions and rows lock in different orders; each alone they stop nobody for long.
            c.commit();
            for (long s = first; s < to.getEpochSecond(); s += block) {
                int steps = block / Level.COARSE.step();
                float[] values = new float[steps];
                for (int i = 0; i < steps; i++) {
                    values[i] = (float) value.applyAsDouble(Instant.ofEpochSecond(s + (long) i * Level.COARSE.step()));
                }
                rows.add(new Row(s, Level.COARSE.step(), steps, values, values));
            }
            Rows.insert(c, Level.COARSE, id, set, rows);
            c.commit();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
