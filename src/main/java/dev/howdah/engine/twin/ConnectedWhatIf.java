package dev.howdah.engine.twin;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.plan.Plan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the what-ifs on a target's own connection have in common: one statement is explained within a transaction that is rolled back. */
abstract class ConnectedWhatIf implements WhatIf {
    final Connection connection;
    final int major;

    /** @param connection to the target, read-only and with a statement timeout; closed by the caller */
    ConnectedWhatIf(Connection connection, int major) {
        this.connection = connection;
        this.major = major;
    }

    /** Makes the change visible to the planner of this session. */
    abstract void apply(Change change) throws SQLException;

    /** Handles of hypothetical indexes by the names that plans show. */
    abstract Map<String, Integer> handles();

    @Override
    public Estimate estimate(Query query, Change change) {
        return Explained.of(ask(query, change, "FORMAT JSON"), handles());
    }

    @Override
    public Plan explain(Query query, Change change) {
        return Plan.parse(ask(query, change, "FORMAT JSON, VERBOSE, SETTINGS"));
    }

    private String ask(Query query, Change change, String options) {
        try {
            execute("BEGIN");
            try {
                apply(change);
                for (Map.Entry<String, String> e : new TreeMap<>(change.settings()).entrySet()) {
                    execute("SELECT pg_catalog.set_config(" + Identifiers.literal(e.getKey()) + ", " + Identifiers.literal(e.getValue())
                            + ", true)");
                }
                return explained(query, options);
            } finally {
                execute("ROLLBACK");
            }
        } catch (SQLException e) {
            throw new WhatIfException(Sending.firstLine(e), e);
        }
    }

    private String explained(Query query, String options) throws SQLException {
        List<String> statements = query.explain(options, major);
        for (String before : statements.subList(0, statements.size() - 1)) {
            execute(before);
        }
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery(statements.getLast())) {
            StringBuilder lines = new StringBuilder();
            while (r.next()) {
                lines.append(r.getString(1)).append('\n');
            }
            return lines.toString();
        }
    }

    void execute(String sql) throws SQLException {
        Sending.execute(connection, sql);
    }

    @Override
    public List<WhatIf> forks(int most) {
        return List.of();
    }
}
