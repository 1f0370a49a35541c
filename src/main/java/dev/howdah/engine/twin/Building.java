package dev.howdah.engine.twin;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One capsule while it becomes a database of a twin's server.
 *
 * @param connection in simple query mode, autocommit on
 * @param major of the server
 * @param stop asked before every batch of statements; true ends the building
 * @param beside the same on another connection, for what can be done at the same time; null where there is too little of it
 */
record Building(
        Connection connection, int major, Capsule capsule, Places places, BooleanSupplier stop, @Nullable Building beside) {
    /** A part of the work. */
    @FunctionalInterface
    interface Part {
        void on(Building building) throws SQLException, IOException;
    }

    /** @throws CancellationException when it is not wanted any more */
    void goOn() {
        if (stop.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    /** Runs statements. Throws like {@link #goOn}. */
    void execute(String sql) throws SQLException {
        goOn();
        Sending.execute(connection, sql);
    }

    /** Two parts that do not need each other, at once where there is another connection. Ends when both have. */
    void both(Part one, Part other) throws SQLException, IOException {
        Building second = beside;
        if (second == null) {
            one.on(this);
            other.on(this);
            return;
        }
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                other.on(second);
            } catch (SQLException | IOException e) {
                throw new CompletionException(e);
            }
        });
        try {
            one.on(this);
        } catch (SQLException | IOException | RuntimeException e) {
            running.handle((done, failed) -> done).join();
            throw e;
        }
        end(running);
    }

    private static void end(CompletableFuture<Void> running) throws SQLException, IOException {
        try {
            running.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case SQLException s -> throw s;
                case IOException s -> throw s;
                case RuntimeException s -> throw s;
                case null, default -> throw e;
            }
        }
    }
}
