package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.Export;
import dev.howdah.engine.profile.KeptSnapshots;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.twin.CapsuleFile;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that Howdah keeps, on a file system that is really full: a small one in memory, which only an administrator can mount. */
@Tag("campaign")
class OwnDiskFullTest {
    @TempDir
    Path folder;

    private Path disk = Path.of("");

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()), "mounting needs an administrator");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void nothingIsLostNothingIsLeftLyingAboutAndItIsSaid() throws Exception {
        Settings settings = new Settings(disk.resolve("settings.toml"));
        settings.set("window.theme", "dark");
        settings.close();
        HealthMutes checks = new HealthMutes(disk.resolve("checks"), InstantSource.system());
        checks.mute(new HealthMutes.Mute("bloat", "t", null, "known"));
        Mutes statements = new Mutes(disk.resolve("statements"));
        statements.mute("1", "first");
        SnapshotFiles counters = new SnapshotFiles(disk.resolve("counters"));
        Db db = Servers.db(Servers.newDatabase());
        KeptSnapshots.Kept kept = new KeptSnapshots.Kept(InstantSource.system().instant(), "18.0", 18, Map.of());
        counters.keep(db.target(), kept);
        Secrets secrets = Secrets.open(new Surroundings(Map.of(), disk, "me", "Linux"), disk);
        secrets.put("orders", new Secret("first"));
        AuditLog audit = Audits.in(disk.resolve("audit"));
        audit.doing(deed(db), () -> "done");
        fill();
        Map<String, String> before = content();

        settings.set("window.theme", "light".repeat(2_000));
        settings.close();
        assertThat(settings.problems()).anyMatch(p -> p.contains("settings.toml"));
        List<Runnable> writers = List.of(() -> checks.mute(new HealthMutes.Mute("bloat", "u", null, "long ".repeat(2_000))),
                () -> statements.mute("2", "second ".repeat(2_000)), () -> counters.keep(db.target(), kept),
                () -> secrets.put("stock", new Secret("second".repeat(2_000))),
                () -> new Export(db, new Browser(db).select("SELECT repeat('x', 100) FROM generate_series(1, 5000)", List.of()).query(), Export.Format.CSV, p -> { })
                        .run(disk.resolve("rows.csv")),
                () -> capsule(db));
        for (int i = 0; i < writers.size(); i++) {
            assertThatThrownBy(writers.get(i)::run).as("writer %d", i).isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(writers.get(4)::run).isInstanceOf(UncheckedIOException.class).hasMessageContaining("No space left");
        AtomicBoolean done = new AtomicBoolean();
        assertThatThrownBy(() -> {
            for (int i = 0; i < 100; i++) {
                audit.doing(deed(db), () -> "written down");
            }
            done.set(true);
        }).isInstanceOfSatisfying(DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.NotAudited.class));
        assertThat(done).isFalse();
        assertThat(audit.read(AuditQuery.newest(1_000))).as("what is written can be read").isNotEmpty();
        Map<String, String> after = content();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        after.forEach((file, text) -> assertThat(file.startsWith("audit") ? text.substring(0, before.get(file).length()) : text).as(file)
                .isEqualTo(before.get(file)));
    }

    private void capsule(Db db) {
        try {
            CapsuleFile.write(new CapsuleReader(InstantSource.system()).read(db), disk.resolve("c.capsule"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Deed deed(Db db) {
        return Deed.of(Place.of(db.target()), Act.RESET_STATISTICS, "words ".repeat(500));
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] block = new byte[4_096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(disk)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(disk.relativize(file).toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }
}
