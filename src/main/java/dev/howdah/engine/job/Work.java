package dev.howdah.engine.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a job's work is cut. */
public sealed interface Work {
    /**
     * Over a table in ranges of its key, each range one transaction together with its checkpoint.
     *
     * @param key the columns to go by, unique and not null together; null for the primary key or the best unique index
     * @param skipLocked passes rows that others hold and comes back to them at the end
     * @param firstSize rows in the first chunk; later ones follow the clock
     */
    record Chunked(TableName table, @Nullable List<String> key, boolean skipLocked, int firstSize, ChunkWork each)
            implements Work {
        public Chunked(TableName table, ChunkWork each) {
            this(table, null, false, 1000, each);
        }
    }

    /** Statements one after the other, each by itself; any of them may be run twice when a kill hits between it and its note. */
    record Steps(List<Step> steps) implements Work {
        public Steps {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param title unique within the job
     * @param sql as it is shown
     * @param action outside a transaction; does no harm when it runs again
     */
    record Step(String title, String sql, StepWork action) {
        /** One statement that may run again. */
        public static Step of(String title, String sql) {
            return new Step(title, sql, (c, said) -> {
                try (var s = c.createStatement()) {
                    s.execute(sql);
                }
            });
        }
    }

    /** What a step does, on a connection in autocommit; what it says goes to the run's log. */
    @FunctionalInterface
    interface StepWork {
        void apply(Connection connection, Consumer<String> said) throws SQLException;
    }

    /** What is done to one chunk, within its transaction. */
    @FunctionalInterface
    interface ChunkWork {
        /** The number of rows changed. Must neither commit nor roll back. */
        long apply(Connection connection, Chunk chunk) throws SQLException;
    }

    /**
     * One statement a chunk.
     *
     * @param sql with {@code {chunk}} where the condition on the key belongs
     */
    static ChunkWork statement(String sql) {
        return (connection, chunk) -> {
            try (var s = connection.createStatement()) {
                return s.executeLargeUpdate(sql.replace("{chunk}", chunk.condition()));
            }
        };
    }
}
