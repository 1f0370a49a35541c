package dev.howdah.engine.twin;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs many statements of which some may fail: in batches as long as all is well, by halves where not, and those that failed
 * again for as long as that helps, because one may need what another makes. Not thread-safe.
 */
final class Script {
    private static final int BATCH = 128;
    /** A second or so of the server's work, which is how long a stop may wait. */
    private static final int LONG_BATCH = 60_000;

    private final Building building;

    Script(Building building) {
        this.building = building;
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
        int from = 0;
        int length = 0;
        for (int i = 0; i < steps.size(); i++) {
            length += steps.get(i).sql().length();
            if (i + 1 - from == BATCH || length > LONG_BATCH || i + 1 == steps.size()) {
                batch(steps.subList(from, i + 1), failures);
                from = i + 1;
                length = 0;
            }
        }
        return failures;
    }

    private void batch(List<Step> steps, List<Failure> failures) throws SQLException {
        StringBuilder sql = new StringBuilder();
        for (Step step : steps) {
            sql.append(step.sql()).append(";\n");
        }
        try {
            building.execute(sql.toString());
        } catch (SQLException e) {
            if (building.connection().isClosed()) {
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
