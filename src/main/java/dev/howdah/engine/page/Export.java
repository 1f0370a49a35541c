package dev.howdah.engine.page;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
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
        try {
            PrivateFiles.replaceOpenly(file, out -> db.withConnection(c -> inReadOnly(c, out)));
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
                json(running, out);
            }
            return new Progress(rows, bytes);
        } catch (IOException e) {
            // Rows are still on the line, and a rollback would wait for their end.
            c.abort(Runnable::run);
            throw new UncheckedIOException(e);
        } catch (OutOfMemoryError e) {
            // Half a row is still on the line: nothing else can be said over this connection.
            c.abort(Runnable::run);
            throw new PageException(new PageProblem.RowTooBig());
        } catch (RuntimeException e) {
            if (!cancelled) {
                c.abort(Runnable::run);
            }
            throw e;
        } finally {
            running = null;
            if (!c.isClosed()) {
                c.rollback();
                c.setAutoCommit(true);
                c.setNetworkTimeout(Runnable::run, patience);
            }
        }
    }

    private void csv(PGConnection pg, OutputStream out) throws SQLException, IOException {
        rows = -1;
        copy(pg, "q.*", "HEADER", row -> written(out, row, 0, row.length));
        rows = Math.max(0, rows);
    }

    /** By COPY too, one row at a time: JSON holds no bare control character, so two of them serve as quote and delimiter. */
    private void json(PGConnection pg, OutputStream out) throws SQLException, IOException {
        out.write('[');
        copy(pg, "row_to_json(q)::text", "QUOTE E'\\001', DELIMITER E'\\002'", row -> {
            out.write((rows == 0 ? "\n" : ",\n").getBytes(StandardCharsets.US_ASCII));
            int quoted = row[0] == 1 ? 1 : 0;
            written(out, row, quoted, row.length - 1 - 2 * quoted);
        });
        out.write("\n]\n".getBytes(StandardCharsets.US_ASCII));
    }

    private interface Row {
        void write(byte[] row) throws IOException;
    }

    private void copy(PGConnection pg, String columns, String options, Row each) throws SQLException, IOException {
        CopyOut lines = pg.getCopyAPI()
                .copyOut("COPY (" + statement(columns).inlined() + "\n) TO STDOUT WITH (FORMAT csv, ENCODING 'UTF8', " + options + ")");
        byte[] line = lines.readFromCopy();
        while (line != null) {
            each.write(line);
            if (cancelled) {
                lines.cancelCopy();
                stopIfCancelled();
            }
            line = lines.readFromCopy();
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

    private void written(OutputStream out, byte[] chunk, int from, int length) throws IOException {
        out.write(chunk, from, length);
        rows++;
        bytes += length;
        if (rows % STEP == 0) {
            listener.accept(new Progress(Math.max(0, rows), bytes));
        }
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new CancellationException("export cancelled");
        }
    }
}
