package dev.howdah.engine.db;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Reads {@link Server}. A server too old for the query still tells its version. */
final class ServerReader {
    private ServerReader() {}

    static Server read(Handle h) throws SQLException {
        int versionNum = h.createQuery("SELECT current_setting('server_version_num')::int").mapTo(Integer.class).one();
        if (versionNum / 10_000 < Server.OLDEST) {
            return tooOld(h, versionNum);
        }
        return h.createQuery(Sql.load("db/server", versionNum / 10_000).text()).map((rs, ctx) -> map(rs)).one();
    }

    private static Server tooOld(Handle h, int versionNum) {
        String version = h.createQuery("SELECT current_setting('server_version')").mapTo(String.class).one();
        return new Server(versionNum, version, "", "", false, false, java.time.Instant.EPOCH, 0, 0, Set.of(), Map.of(), Set.of(), null);
    }

    private static Server map(ResultSet rs) throws SQLException {
        return new Server(
                rs.getInt("version_num"),
                rs.getString("version"),
                rs.getString("database"),
                rs.getString("user"),
                rs.getBoolean("superuser"),
                rs.getBoolean("in_recovery"),
                rs.getTimestamp("started_at").toInstant(),
                rs.getInt("max_connections"),
                rs.getInt("reserved_connections"),
                Set.copyOf(Arrays.asList(strings(rs.getArray("roles")))),
                Arrays.stream(strings(rs.getArray("extensions")))
                        .map(s -> s.split("=", 2))
                        .collect(Collectors.toUnmodifiableMap(p -> p[0], p -> p[1])),
                Stream.of(rs.getString("preloaded").split(",", -1))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                rs.getString("system_identifier"));
    }

    private static String[] strings(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}
