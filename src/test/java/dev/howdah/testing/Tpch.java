package dev.howdah.testing;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** TPC-H: its tables at any scale, and its 22 queries with the validation parameters. */
public final class Tpch {
    /** Without the three whose cost without any index is beyond measure. */
    private static final Set<String> LEFT_OUT = Set.of("q2", "q17", "q20");

    private Tpch() {}

    /** Tables filled, not yet analyzed; no keys and no index. */
    public static void load(Target target, double scale) {
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            c.createStatement().execute(resource("schema.sql"));
            for (TpchTable<?> table : TpchTable.getTables()) {
                copy(c, table, scale);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** q1 to q22. */
    public static Map<String, String> queries() {
        Map<String, String> result = new LinkedHashMap<>();
        for (String part : resource("queries.sql").split("(?m)^-- ")) {
            if (!part.isBlank()) {
                String[] halves = part.split("\n", 2);
                result.put(halves[0].strip(), halves[1].strip().replaceAll(";$", ""));
            }
        }
        return result;
    }

    /** The 19 queries on which index advisors are compared. */
    public static Map<String, String> benchmark() {
        Map<String, String> result = queries();
        result.keySet().removeAll(LEFT_OUT);
        return result;
    }

    public static String resource(String name) {
        try (InputStream in = Tpch.class.getResourceAsStream("/tpch/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Connection c, TpchTable<?> table, double scale) throws SQLException {
        CopyIn copy = c.unwrap(PGConnection.class).getCopyAPI()
                .copyIn("COPY " + table.getTableName() + " FROM STDIN WITH (DELIMITER '|')");
        StringBuilder buffer = new StringBuilder();
        for (TpchEntity row : table.createGenerator(scale, 1, 1)) {
            String line = row.toLine();
            buffer.append(line, 0, line.endsWith("|") ? line.length() - 1 : line.length()).append('\n');
            if (buffer.length() > 100_000) {
                write(copy, buffer);
            }
        }
        write(copy, buffer);
        copy.endCopy();
    }

    private static void write(CopyIn copy, StringBuilder buffer) throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }
}
