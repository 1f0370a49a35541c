package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A target whose disk is full: a tablespace on a small file system in memory, where one may be mounted. */
class DiskFullTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void aFullDiskIsWaitedOutAndNoRowIsLostOrDoubled() throws Exception {
        Path folder = Files.createTempDirectory("howdah-full");
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", folder.toString()) == 0, "needs the right to mount");
        try (PgCluster server = Servers.own(18, Map.of())) {
            Target target = server.target("postgres");
            Servers.execute(target, "CREATE TABLESPACE small LOCATION '" + folder + "'",
                    "CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, pad text) TABLESPACE small",
                    "INSERT INTO t SELECT g, 0, repeat('x', 200) FROM generate_series(1, 5000) g",
                    "CREATE TABLE filler TABLESPACE small AS SELECT repeat('y', 1000) AS y FROM generate_series(1, 2200)");
            try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
                JobRun run = runner.start(new CounterJob("t"), Arguments.none(), Knobs.usual().withMaxRows(200).withHeadRoom(0).withStopRule(1000, 0));
                Await.until("it tries again", LONG, () -> run.status().phase() == Phase.RETRYING && run.status().retries() > 1);
                assertThat(runner.log(run.id())).anyMatch(l -> l.line().contains("No space left on device"));
                Servers.execute(target, "DROP TABLE filler");
                assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
                assertThat(Servers.db(target).<Long>withConnection(c -> {
                    try (var s = c.createStatement();
                            var r = s.executeQuery("SELECT count(*) FROM t WHERE n = 1")) {
                        r.next();
                        return r.getLong(1);
                    }
                })).isEqualTo(5000);
            }
            Servers.execute(target, "DROP TABLE t", "DROP TABLESPACE small");
        } finally {
            run("umount", "-l", folder.toString());
            Files.deleteIfExists(folder);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException missing) {
            return -1;
        }
    }
}
