package dev.howdah.engine.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs many statements of which some may fail: in batches as long as all is well, by halves where not, and those that failed
 * again for as long as that helps, because one may need what another makes. Not thread-safe.
 */
final class Script {
    private static final int BATCH = 128;

    private final Connection connection;

    /** @param connection in simple query mode, autocommit on */
    Script(Connection connection) {
        this.connection = connection;
    }

    record Step(String kind, String name, String sql) {}

    record Failure(Step step, String reason) {}

    /** What failed for good. */
    List<Failure> run(List<Step> steps) throws SQLException {
        List<Failure> failures = once(steps);
        while (!failures.isEmpty()) {
            List<Failure> left = once(failures.stream().map(Failure::step).toList());
            if (left.size() == failures.size()) {
                return left;
            }
            failures = left;
        }
        return failures;
    }

    private List<Failure> once(List<Step> steps) throws SQLException {
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < steps.size(); i += BATCH) {
            batch(steps.subList(i, Math.min(i + BATCH, steps.size())), failures);
        }
        return failures;
    }

    private void batch(List<Step> steps, List<Failure> failures) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (Step step : steps) {
            sql.append(step.sql()).append(";\n");
        }
        try (Statement s = connection.createStatement()) {
            s.execute(sql.toString());
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            if (steps.size() == 1) {
                failures.add(new Failure(steps.getFirst(), reason(e)));
                return;
            }
            int half = steps.size() / 2;
            batch(steps.subList(0, half), failures);
            batch(steps.subList(half, steps.size()), failures);
        }
    }

    private static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).replaceFirst("^ERROR: ", "");
    }
}
