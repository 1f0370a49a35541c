package dev.howdah.engine.job.ready;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Phase;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {
    @TempDir
    Path folder;

    @Test
    void runsAJobWithTypedParametersInChunks() throws IOException {
        Files.writeString(folder.resolve("close.sql"), """
                -- job: close-orders
                -- title: Close old orders
                -- param: days integer = 30 # older than this
                -- param: note text = it's :late
                -- table: public.orders
                -- key: id
                -- batch: 10
                -- throttle: lag 5 s, wal 64 MB, chunk 50 ms
                UPDATE orders SET state = 'closed :days', note = :note -- :nothing
                WHERE {chunk} AND age > :days AND id::text <> ':note';
                """);
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE public.orders (id int PRIMARY KEY, age int, state text, note text)",
                "INSERT INTO orders SELECT g, g FROM generate_series(1, 100) g", "ANALYZE orders");
        Job job = new JobFiles(folder).list().jobs().getFirst();
        assertThat(job.name()).isEqualTo("own/close-orders");
        assertThat(job.knobs().lag()).isEqualTo(Duration.ofSeconds(5));
        assertThat(job.knobs().walRate()).isEqualTo(64L << 20);
        Arguments arguments = Arguments.of(job.parameters(), Map.of("days", "60"));
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            assertThat(runner.plan(job, arguments).rows()).isEqualTo(100);
            var status = runner.start(job, arguments, Knobs.usual().withHeadRoom(0)).await(Duration.ofSeconds(30));
            assertThat(status.phase()).describedAs("%s", status).isEqualTo(Phase.DONE);
            assertThat(status.rows()).isEqualTo(40);
        }
        assertThat(Facts.column(Servers.db(target), "SELECT DISTINCT state || note FROM orders WHERE state IS NOT NULL"))
                .containsExactly("closed :daysit's :late");
    }

    @Test
    void namesEveryFaultByItsLineAndListsTheOthers() throws IOException {
        Files.writeString(folder.resolve("a.sql"), """
                -- job: Bad Name
                -- parm: days integer
                -- param: days integer = x
                -- table: a b c
                -- batch: 0
                -- throttle: lag soon
                UPDATE t SET n = 1
                WHERE d > :dyas
                """);
        Files.writeString(folder.resolve("b.sql"), "-- job: good\nVACUUM\n");
        Files.writeString(folder.resolve("c.sql"), "-- title: no name\n\nSELECT {chunk}\n");
        Files.writeString(folder.resolve("d.sql"), "-- job: empty\n");
        JobFiles.Listing listing = new JobFiles(folder).list();
        assertThat(listing.jobs()).extracting(Job::name).containsExactly("own/good");
        assertThat(listing.faults()).anyMatch(f -> f.startsWith("a.sql, line 1:"))
                .anyMatch(f -> f.startsWith("a.sql, line 2:") && f.contains("parm"))
                .anyMatch(f -> f.startsWith("a.sql, line 3:") && f.contains("whole number"))
                .anyMatch(f -> f.startsWith("a.sql, line 4:"))
                .anyMatch(f -> f.startsWith("a.sql, line 5:"))
                .anyMatch(f -> f.startsWith("a.sql, line 6:"))
                .anyMatch(f -> f.startsWith("a.sql, line 7:") && f.contains("{chunk}"))
                .anyMatch(f -> f.startsWith("a.sql, line 8:") && f.contains("dyas"))
                .anyMatch(f -> f.startsWith("c.sql, line 1:"))
                .anyMatch(f -> f.startsWith("c.sql, line 3:"))
                .anyMatch(f -> f.startsWith("d.sql, line 1:"));
    }

    @Test
    void seesNewFilesWithoutARestart() throws IOException {
        JobFiles files = new JobFiles(folder.resolve("none"));
        assertThat(files.list().jobs()).isEmpty();
        Files.createDirectories(folder.resolve("none"));
        Files.writeString(folder.resolve("none/b.sql"), "-- job: good\nVACUUM\n");
        assertThat(files.list().jobs()).hasSize(1);
    }
}
