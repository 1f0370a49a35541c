package dev.howdah.engine.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One capsule while it becomes a database of a twin's server.
 *
 * @param connection in simple query mode, autocommit on
 * @param major of the server
 * @param stop asked before every batch of statements; true ends the building
 */
record Building(Connection connection, int major, Capsule capsule, Places places, BooleanSupplier stop) {
    /** @throws CancellationException when it is not wanted any more */
    void goOn() {
        if (stop.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    /** Runs statements. Throws like {@link #goOn}. */
    void execute(String sql) throws SQLException {
        goOn();
        TwinWhatIf.execute(connection, sql);
    }
}
