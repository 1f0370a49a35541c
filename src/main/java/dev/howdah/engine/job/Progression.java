package dev.howdah.engine.job;

import java.sql.Connection;
import java.sql.SQLException;

/** One kind of work, done bit by bit. */
interface Progression {
    /** Does the next bit; false when nothing is left. Leaves no transaction open when it returns. */
    boolean next(Connection c) throws SQLException;

    /** After a bit that failed: tries smaller ones. False when that cannot help. */
    boolean split();

    /** A time limit was reached. */
    void timedOut();

    /** Leaves out the row that the server refuses; false when it is not known which. Leaves no transaction open. */
    boolean leaveOut(Connection c, String reason) throws SQLException;
}
