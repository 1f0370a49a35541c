package dev.howdah.engine.systems.jumpstart;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.Work;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** Reports and exports of the content API. */
public final class JumpstartJobs {
    private static final String REPORT = "SELECT c.name AS client, count(DISTINCT j.id) AS projects, count(p.id) AS posts,"
            + " count(p.id) FILTER (WHERE p.published) AS published, max(p.created_at) AS newest FROM jumpstart.clients c"
            + " LEFT JOIN jumpstart.projects j ON j.client_id = c.id LEFT JOIN jumpstart.posts p ON p.project_id = j.id"
            + " GROUP BY c.id ORDER BY c.id";

    private JumpstartJobs() {}

    public static List<Job> all() {
        Parameter file = Parameter.text("file", null, Text.of("jobs.p-file"));
        return List.of(
                new ReadyJob("jumpstart/report", Text.of("jobs.jumpstart-report"), List.of(file), false, (db, a) -> report(a)),
                new ReadyJob("jumpstart/export", Text.of("jobs.jumpstart-export"), List.of(file,
                        Parameter.choice("table", "posts", List.of("clients", "projects", "posts"), Text.of("jobs.p-table"))), false,
                        JumpstartJobs::export));
    }

    private static Draft report(Arguments a) {
        return Draft.steps(List.of(copy("report", REPORT, a)), List.of("ACCESS SHARE"), List.of("jumpstart"), null);
    }

    private static Draft export(Db db, Arguments a) {
        String table = a.text("table");
        Work.Step step = copy("export", "SELECT * FROM jumpstart." + table + " ORDER BY id", a);
        return Draft.steps(List.of(step), List.of("ACCESS SHARE"), List.of("jumpstart." + table), null);
    }

    private static Step copy(String title, String query, Arguments a) {
        String sql = "COPY (" + query + ") TO STDOUT (FORMAT csv, HEADER)";
        return new Step(title, sql, (c, said) -> write(c, sql, Path.of(a.text("file"))));
    }

    /** The file appears whole or not at all. */
    private static void write(Connection c, String sql, Path file) throws SQLException {
        try {
            fill(c, sql, file, file.resolveSibling(file.getFileName() + ".part"));
        } catch (IOException e) {
            throw new UncheckedIOException(Text.of("jobs.unwritable", file, String.valueOf(e.getMessage())), e);
        }
    }

    private static void fill(Connection c, String sql, Path file, Path half) throws SQLException, IOException {
        try {
            try (OutputStream out = Files.newOutputStream(half)) {
                c.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
            }
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
