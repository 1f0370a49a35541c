package dev.howdah.engine.systems.jumpstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.systems.Migrations;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.Seeder;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JumpstartJobsTest {
    @TempDir
    Path folder;

    private final Target target = Servers.newDatabase();

    @Test
    void reportAndExportsAreWrittenWholeOrNotAtAll() throws IOException {
        Jumpstart system = new Jumpstart();
        new Migrations(target).migrate(system);
        new Seeder(target).fast(system, SeedSpec.of(0, Clock.systemUTC()), Progress.silent());
        Path report = folder.resolve("report.csv");
        assertThat(run("jumpstart/report", Map.of("file", report.toString())).phase()).isEqualTo(Phase.DONE);
        List<String> lines = Files.readAllLines(report);
        assertThat(lines.getFirst()).isEqualTo("client,projects,posts,published,newest");
        assertThat(lines).hasSize(4);
        Path posts = folder.resolve("posts.csv");
        assertThat(run("jumpstart/export", Map.of("file", posts.toString(), "table", "posts")).phase()).isEqualTo(Phase.DONE);
        assertThat(Files.readAllLines(posts)).hasSize(21);
        JobStatus nowhere = run("jumpstart/export", Map.of("file", folder.resolve("none/posts.csv").toString()));
        assertThat(nowhere.phase()).isEqualTo(Phase.FAILED);
        assertThat(nowhere.message()).contains("Cannot write");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(report, posts);
        }
    }

    @Test
    void nothingIsLeftOfAReportThatFails() throws IOException {
        JobStatus status = run("jumpstart/report", Map.of("file", folder.resolve("report.csv").toString()));
        assertThat(status.phase()).as("there is no such system").isEqualTo(Phase.FAILED);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private JobStatus run(String name, Map<String, String> arguments) {
        Job job = JumpstartJobs.all().stream().filter(j -> j.name().equals(name)).findFirst().orElseThrow();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), Clock.systemUTC())) {
            return runner.start(job, Arguments.of(job.parameters(), arguments), Knobs.usual()).await(Duration.ofMinutes(1));
        }
    }
}
