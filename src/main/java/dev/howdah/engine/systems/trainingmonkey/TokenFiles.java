package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** All tokens at once: into a file that only its owner may read, and back. Stateless. */
final class TokenFiles {
    private static final String COLUMNS = "user_id, provider, access_token, refresh_token, expires_at";
    private static final String TABLE = "trainingmonkey.oauth_tokens";
    private static final String OUT = "COPY (SELECT " + COLUMNS + " FROM " + TABLE + " ORDER BY user_id, provider) TO STDOUT (FORMAT csv, HEADER)";
    private static final String IN = "COPY incoming (" + COLUMNS + ") FROM STDIN (FORMAT csv, HEADER)";
    private static final String SAVE = "INSERT INTO " + TABLE + " (" + COLUMNS + ") SELECT " + COLUMNS + " FROM incoming"
            + " ON CONFLICT (user_id, provider) DO UPDATE SET access_token = excluded.access_token,"
            + " refresh_token = excluded.refresh_token, expires_at = excluded.expires_at, status = 'valid', failure = NULL";

    private TokenFiles() {}

    static Draft load(Arguments a) {
        Path file = Path.of(a.text("file"));
        return Draft.steps(List.of(new Step("load", OUT, (c, said) -> write(c, file, said))), List.of("ACCESS SHARE"), List.of(TABLE), null);
    }

    static Draft save(Arguments a) {
        Path file = Path.of(a.text("file"));
        return Draft.steps(List.of(new Step("save", SAVE, (c, said) -> read(c, file, said))), List.of("ROW EXCLUSIVE"), List.of(TABLE), null);
    }

    private static void write(Connection c, Path file, Consumer<String> said) throws SQLException {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            long rows = c.unwrap(PGConnection.class).getCopyAPI().copyOut(OUT, all);
            PrivateFiles.replace(file, all.toByteArray());
            said.accept(Text.of("jobs.tokens-loaded", rows, file));
        } catch (IOException e) {
            throw new JobException(JobException.Kind.FAILED, Text.of("jobs.unwritable", file, String.valueOf(e.getMessage())));
        }
    }

    /** All rows of the file or none. */
    private static void read(Connection c, Path file, Consumer<String> said) throws SQLException {
        c.setAutoCommit(false);
        try (InputStream in = Files.newInputStream(file);
                var s = c.createStatement()) {
            s.execute("CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT " + COLUMNS + " FROM " + TABLE + " WHERE false");
            c.unwrap(PGConnection.class).getCopyAPI().copyIn(IN, in);
            long rows = s.executeLargeUpdate(SAVE);
            c.commit();
            said.accept(Text.of("jobs.tokens-saved", rows));
        } catch (IOException e) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.unreadable", file, String.valueOf(e.getMessage())));
        } finally {
            c.rollback();
            c.setAutoCommit(true);
        }
    }
}
