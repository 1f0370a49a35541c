package dev.howdah.engine.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the target remembers of a run.
 *
 * @param arguments all but secrets
 * @param state running, paused, cancelled, failed or done
 * @param failure why it failed, null otherwise
 */
public record RunRecord(
        UUID id, String job, Map<String, String> arguments, String state, long rows, long chunks, @Nullable String failure,
        Instant startedAt, Instant changedAt, String startedBy) {
    static final String QUERY = "SELECT r.id, r.job, r.arguments, p.state, p.rows_done, p.chunks, p.failure, r.started_at,"
            + " p.changed_at, r.started_by FROM howdah.job_run r JOIN howdah.job_checkpoint p ON p.run = r.id";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static RunRecord of(ResultSet r, StatementContext context) throws SQLException {
        Map<String, String> arguments = JSON.readValue(r.getString(3), new TypeReference<Map<String, String>>() {});
        return new RunRecord(r.getObject(1, UUID.class), r.getString(2), arguments, r.getString(4), r.getLong(5), r.getLong(6),
                r.getString(7), r.getTimestamp(8).toInstant(), r.getTimestamp(9).toInstant(), r.getString(10));
    }
}
