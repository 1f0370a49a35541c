package dev.howdah.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository on a disk that is really full: a small file system in memory, which only an administrator can mount. */
@Tag("campaign")
class FullDiskTest {
    private static final int SAMPLES = 6_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void saysThatTheDiskIsFullAndWritesEverythingOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString()), "mounting needs an administrator");
        try (PgCluster server = Servers.own(Servers.NEWEST, Map.of())) {
            Path space = Files.createDirectory(disk.resolve("space"));
            Files.setOwner(space, Files.getOwner(server.data()));
            Servers.execute(server.target("postgres"), "CREATE TABLESPACE small LOCATION '" + space + "'", "CREATE DATABASE history TABLESPACE small");
            full(server.target("history"), disk.resolve("filler"));
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static void full(Target place, Path filler) throws IOException {
        Instant start = InstantSource.system().instant().minusSeconds(SAMPLES);
        Retention quick = Retention.usual().withFlush(Duration.ofSeconds(1));
        try (Journal journal = new Journal(() -> place, quick, Audits.scratch(), InstantSource.system())) {
            Recording r = journal.record(Stores.target("orders", "h"), Stores.FIGURES);
            r.connected(start, Stores.server("7", false, Stores.STARTED));
            r.figures(start, new double[] {0, 0, 0});
            Stores.written(journal, start);
            fill(filler);
            for (int i = 1; i < SAMPLES; i++) {
                r.figures(start.plusSeconds(i), new double[] {i, 0, 0});
            }
            Await.until("a full disk is said", PATIENCE, () -> {
                journal.flush();
                return journal.state() instanceof Journal.State.Away a && a.problem().detail().contains("No space left");
            });
            assertThat(((Journal.State.Away) journal.state()).lost()).isZero();
            assertThat(journal.standing().waiting()).isPositive();
            Files.delete(filler);
            Stores.written(journal, start.plusSeconds(SAMPLES - 1));
            Span all = Objects.requireNonNull(journal.history(r))
                    .between(start, start.plusSeconds(SAMPLES), Duration.ofSeconds(1), List.of("A"));
            assertThat(all.means().get("A")).as("nothing is lost, nothing twice").doesNotContain(Double.NaN).hasSize(SAMPLES);
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4_096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }
}
