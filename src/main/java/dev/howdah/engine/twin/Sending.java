package dev.howdah.engine.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What is sent to a planner's server, and what it says of it. */
final class Sending {
    private Sending() {}

    static void execute(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        String line = (end < 0 ? message : message.substring(0, end)).replaceFirst("^ERROR: ", "");
        // the driver refuses an unfinished text itself, and repeats all that it was given
        return line.replaceFirst("^(Unterminated .+?) started at position \\d+ in SQL .*$", "$1");
    }
}
