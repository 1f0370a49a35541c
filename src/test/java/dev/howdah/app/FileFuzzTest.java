package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.job.ready.JobFiles;
import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.CursorSeal;
import dev.howdah.engine.page.HybridPager;
import dev.howdah.engine.page.Page;
import dev.howdah.engine.page.PageException;
import dev.howdah.engine.page.PageQuery;
import dev.howdah.engine.page.PageRequest;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanFormatException;
import dev.howdah.engine.twin.CapsuleException;
import dev.howdah.engine.twin.CapsuleFile;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.testing.Servers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from files and clipboards, damaged in thousands of ways: it is read, or refused in a sentence, and nothing else happens. */
@Tag("campaign")
class FileFuzzTest {
    private static final int ROUNDS = 2_000;

    @TempDir
    Path folder;

    private final Random random = new Random(20261121);

    @Test
    void plans() {
        String text = """
                Hash Join  (cost=1.09..2.31 rows=4 width=8) (actual time=0.031..0.034 rows=4 loops=1)
                  Hash Cond: (a.id = b.id)
                  ->  Seq Scan on a  (cost=0.00..1.10 rows=10 width=4) (actual time=0.004..0.005 rows=10 loops=1)
                  ->  Hash  (cost=1.04..1.04 rows=4 width=4) (actual time=0.010..0.010 rows=4 loops=1)
                        Buckets: 1024  Batches: 1  Memory Usage: 9kB
                        ->  Seq Scan on b  (cost=0.00..1.04 rows=4 width=4) (actual time=0.002..0.003 rows=4 loops=1)
                Planning Time: 0.2 ms
                Execution Time: 0.1 ms
                """;
        String json = "[{\"Plan\": {\"Node Type\": \"Seq Scan\", \"Relation Name\": \"a\", \"Startup Cost\": 0.0, \"Total Cost\": 1.1, "
                + "\"Plan Rows\": 10, \"Plan Width\": 4, \"Plans\": [{\"Node Type\": \"Result\", \"Total Cost\": 1}]}, \"Planning Time\": 0.1}]";
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                Plan.parse(new String(damaged(i % 2 == 0 ? text : json), StandardCharsets.UTF_8));
                read++;
            } catch (PlanFormatException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void capsules() throws IOException {
        Db db = Servers.db(Servers.newDatabase());
        db.execute("CREATE TABLE t (id int PRIMARY KEY, a text)");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        CapsuleFile.write(new CapsuleReader(InstantSource.system()).read(db), whole);
        for (int i = 0; i < ROUNDS; i++) {
            try {
                CapsuleFile.read(new ByteArrayInputStream(damaged(whole.toByteArray())), "damaged");
            } catch (CapsuleException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void jobFiles() throws IOException {
        String job = "-- job: close\n-- title: Close\n-- param: days integer = 30 # older\n-- table: public.t\n-- key: id\n-- batch: 10\n"
                + "-- throttle: lag 5 s, wal 64 MB\nUPDATE t SET a = 'x' WHERE {chunk} AND b > :days";
        for (int i = 0; i < ROUNDS / 4; i++) {
            Files.write(folder.resolve("job.sql"), damaged(job));
            assertThat(new JobFiles(folder).list()).isNotNull();
        }
    }

    @Test
    void settings() throws IOException {
        String toml = "[window]\ntheme = \"dark\"\n[profiles.orders]\nhost = \"db\"\nport = \"5432\"\nenvironment = \"test\"\n[redis]\naddress = \"h:1\"\n";
        Path file = folder.resolve("settings.toml");
        for (int i = 0; i < ROUNDS / 4; i++) {
            byte[] content = damaged(toml);
            Files.write(file, content);
            try (Settings settings = new Settings(file)) {
                assertThat(settings.profiles()).isNotNull();
                assertThat(settings.word("window.theme", List.of("dark", "light"), "dark")).isIn("dark", "light");
            }
            assertThat(Files.readAllBytes(file)).as("only looked at").isEqualTo(content);
        }
    }

    @Test
    void cursors() {
        Db db = Servers.db(Servers.newDatabase());
        db.execute("CREATE TABLE t AS SELECT g AS id FROM generate_series(1, 100) g");
        HybridPager pager = new HybridPager(db, CursorSeal.random());
        PageQuery query = PageQuery.select("SELECT id FROM t", List.of(), List.of("id"));
        Page<?> first = pager.page(query, PageRequest.page(1, 10), Browser.cells(1));
        String cursor = first.nextCursor();
        assertThat(cursor).isNotNull();
        for (int i = 0; i < ROUNDS; i++) {
            String forged = new String(damaged(cursor), StandardCharsets.ISO_8859_1);
            if (forged.equals(cursor)) {
                continue;
            }
            try {
                pager.page(query, PageRequest.at(forged, 10), Browser.cells(1));
                fail("taken: " + forged);
            } catch (PageException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private byte[] damaged(String text) {
        return damaged(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One to four of: a byte changed, a piece cut out, doubled or cut off. */
    private byte[] damaged(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 1; n--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(20));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            switch (random.nextInt(4)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> {
                    out.write(bytes, from, to - from);
                    out.write(bytes, from, to - from);
                }
                case 2 -> to = bytes.length;
                default -> {
                    // cut out
                }
            }
            out.write(bytes, to, bytes.length - to);
            bytes = out.toByteArray();
        }
        return bytes;
    }
}
