package dev.howdah.engine.page;

import dev.howdah.engine.db.Db;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Writes all rows of a query to a file, in one pass and in little memory whatever its size. The file gets its name when it is whole;
 * a failed or cancelled export leaves none. One instance serves one run; {@link #cancel} may be called from any thread.
 */
public final class Export {
    /** What the file holds. */
    public enum Format {
        /** RFC 4180 with a header; an empty field is NULL, "" is an empty text. */
        CSV,
        /** One array, one object a line. */
        JSON
    }

    /** How far it is. */
    public record Progress(long rows, long bytes) {}

    private static final int STEP = 1_000;

    private final Db db;
    private final PageQuery query;
    private final Format format;
    private final Consumer<Progress> listener;
    private volatile boolean cancelled;
    private volatile @Nullable PGConnection running;
    private long rows;
    private long bytes;

    /** @param listener told every thousand rows, on the exporting thread */
    public Export(Db db, PageQuery query, Format format, Consumer<Progress> listener) {
        this.db = db;
        this.query = query;
        this.format = format;
        this.listener = listener;
    }

    /**
     * Runs to the end.
     *
     * @throws CancellationException when {@link #cancel} came first
     * @throws UncheckedIOException when the file cannot be written
     */
    public Progress run(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                db.withConnection(c -> inReadOnly(c, out));
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            Progress end = new Progress(rows, bytes);
            listener.accept(end);
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            if (cancelled) {
                throw new CancellationException("export cancelled");
            }
            throw e;
        } finally {
            delete(part);
        }
    }

    /** Stops the run, on the server too. */
    public void cancel() {
        cancelled = true;
        PGConnection now = running;
        if (now != null) {
            try {
                now.cancelQuery();
            } catch (SQLException e) {
                // The connection is gone or idle: either way nothing runs that would have to be stopped.
                return;
            }
        }
    }

    private Progress inReadOnly(Connection c, OutputStream out) throws SQLException {
        int patience = c.getNetworkTimeout();
        c.setNetworkTimeout(Runnable::run, 0);
        c.setAutoCommit(false);
        running = c.unwrap(PGConnection.class);
        try {
            try (Statement s = c.createStatement()) {
                s.execute("SET TRANSACTION READ ONLY");
                s.execute("SET LOCAL statement_timeout = 0");
            }
            stopIfCancelled();
            if (format == Format.CSV) {
                csv(running, out);
            } else {
                json(c, out);
            }
            return new Progress(rows, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running = null;
            c.rollback();
            c.setAutoCommit(true);
            c.setNetworkTimeout(Runnable::run, patience);
        }
    }

    private void csv(PGConnection pg, OutputStream out) throws SQLException, IOException {
        String copy = "COPY (" + statement("q.*").inlined() + "\n) TO STDOUT WITH (FORMAT csv, HEADER, ENCODING 'UTF8')";
        CopyOut rowsOut = pg.getCopyAPI().copyOut(copy);
        rows = -1;
        byte[] chunk = rowsOut.readFromCopy();
        while (chunk != null) {
            written(out, chunk);
            if (cancelled) {
                rowsOut.cancelCopy();
                stopIfCancelled();
            }
            chunk = rowsOut.readFromCopy();
        }
        rows = Math.max(0, rows);
    }

    private void json(Connection c, OutputStream out) throws SQLException, IOException {
        try (PreparedStatement s = statement("row_to_json(q)::text").prepare(c, "")) {
            s.setFetchSize(200);
            out.write('[');
            try (ResultSet rs = s.executeQuery()) {
                while (rs.next()) {
                    written(out, ((rows == 0 ? "\n" : ",\n") + rs.getString(1)).getBytes(StandardCharsets.UTF_8));
                    stopIfCancelled();
                }
            }
            out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private Draft statement(String columns) {
        Draft out = new Draft(query.params()).add("SELECT ").add(columns);
        query.writeFrom(out);
        var keys = query.seekable() ? query.total() : query.order();
        if (!keys.isEmpty()) {
            out.add(" ORDER BY ").add(String.join(", ", keys.stream().map(SortKey::orderBy).toList()));
        }
        return out;
    }

    private void written(OutputStream out, byte[] chunk) throws IOException {
        out.write(chunk);
        rows++;
        bytes += chunk.length;
        if (rows % STEP == 0) {
            listener.accept(new Progress(Math.max(0, rows), bytes));
        }
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new CancellationException("export cancelled");
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // What is left of a failed export is not worth hiding the failure itself.
            return;
        }
    }
}
