package dev.howdah.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Place HERE = new Place("orders", "db1:5432", "shop", "dba", "production");

    @TempDir
    Path folder;

    @Test
    void tellsWhoWhenWhereWhatHowItEndedAndHowToUndoIt() {
        AuditLog audit = Audits.in(folder);
        Deed deed = Deed.of(HERE, Act.POOLER, "PAUSE \"shop\"").undoneBy("RESUME \"shop\"");
        Instant before = Instant.now();
        assertThat(audit.doing(deed, () -> 7)).isEqualTo(7);
        assertThat(audit.read(AuditQuery.newest(10))).singleElement().satisfies(e -> {
            assertThat(e.who()).isEqualTo(new Who("tester", "here", ProcessHandle.current().pid()));
            assertThat(e.at()).isAfterOrEqualTo(before);
            assertThat(e.ended()).isAfterOrEqualTo(e.at());
            assertThat(e.where()).isEqualTo(HERE);
            assertThat(e.what()).isEqualTo("PAUSE \"shop\"");
            assertThat(e.undo()).isEqualTo("RESUME \"shop\"");
            assertThat(e.result()).isEqualTo(Result.DONE);
        });
    }

    @Test
    void isOnTheDiskBeforeTheActionAndSaysThatNoEndIsWritten() {
        AuditLog audit = Audits.in(folder);
        audit.doing(Deed.of(HERE, Act.CANCEL, "process 1"), () -> {
            assertThat(Audits.in(folder).read(AuditQuery.newest(1))).singleElement()
                    .satisfies(e -> assertThat(e.result()).isEqualTo(Result.OPEN));
            return 0;
        });
        assertThat(audit.read(AuditQuery.newest(1)).getFirst().result()).isEqualTo(Result.DONE);
    }

    @Test
    void notesAFailureWithoutTheServersWords() {
        AuditLog audit = Audits.in(folder);
        DbException refused = new DbException(new DbProblem.ServerSide("db1", "23505", "Key (email)=(ann@example.org) exists"), null);
        assertThatThrownBy(() -> audit.doing(Deed.of(HERE, Act.SEED, "x"), () -> {
            throw refused;
        })).isSameAs(refused);
        AuditEntry e = audit.read(AuditQuery.newest(1)).getFirst();
        assertThat(e.result()).isEqualTo(Result.FAILED);
        assertThat(e.said()).isEqualTo("server-side 23505");
    }

    @Test
    void doesNothingThatCannotBeWrittenDown() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        AtomicBoolean done = new AtomicBoolean();
        AuditLog audit = Audits.in(file);
        assertThatThrownBy(() -> audit.doing(Deed.of(HERE, Act.TERMINATE, "process 1"), () -> {
            done.set(true);
            return 0;
        })).isInstanceOfSatisfying(DbException.class, e -> {
            assertThat(e.problem()).isInstanceOf(DbProblem.NotAudited.class);
            assertThat(e.problem().title()).startsWith("Nothing was done: the audit log " + file);
            assertThat(e.problem().retryHelps()).isFalse();
        });
        assertThat(done).isFalse();
    }

    @Test
    void holdsNeitherPasswordsNorConstants() throws IOException {
        AuditLog audit = Audits.in(folder);
        List<Deed> deeds = List.of(
                Deed.sql(HERE, Act.JOB, List.of("UPDATE t SET a = 'pl4nted' WHERE pin = 774411", "ALTER ROLE x PASSWORD 'pl4nted'",
                        "DO $$ BEGIN PERFORM 'pl4nted'; END $$")),
                Deed.of(HERE, Act.POOLER, "connect postgres://me:pl4nted@db1/x password=pl4nted pwd: pl4nted, api_key => \"pl4nted\""),
                Deed.of(HERE, Act.JOB, "x").undoneBy("UPDATE t SET a = 'pl4nted'"),
                Deed.of(HERE, Act.JOB, "x").undoneBy("ALTER ROLE x PASSWORD 'pl4nted'"),
                Deed.of(HERE, Act.JOB, "x").undoneBy("ALTER SYSTEM SET ssl_passphrase_command = 'pl4nted'"));
        for (Deed d : deeds) {
            audit.begin(d).ended(Result.FAILED, "secret=pl4nted");
        }
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).doesNotContain("pl4nted", "774411");
    }

    @Test
    void keepsTheDefinitionThatIsNeededToUndo() {
        AuditLog audit = Audits.in(folder);
        String definition = "CREATE INDEX CONCURRENTLY i ON public.oauth_token USING btree (token DESC, a) WHERE (status = 'open'::text)";
        audit.begin(Deed.sql(HERE, Act.JOB, List.of("DROP INDEX CONCURRENTLY i")).undoneBy(definition));
        assertThat(audit.read(AuditQuery.newest(1)).getFirst().undo()).isEqualTo(definition);
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        AuditLog audit = new AuditLog(new AuditFiles(folder, 10), new Who("u", "h", 1), InstantSource.system());
        audit.begin(Deed.of(HERE, Act.CANCEL, "a"));
        audit.begin(Deed.of(HERE, Act.CANCEL, "b"));
        for (String name : List.of("audit.jsonl", "audit-000001.jsonl", "audit.lock")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).isEqualTo("rw-------");
        }
    }

    @Test
    void setsFullFilesAsideAndReadsAcrossThem() {
        AuditLog audit = new AuditLog(new AuditFiles(folder, 400), new Who("u", "h", 1), InstantSource.system());
        for (int i = 0; i < 20; i++) {
            audit.begin(Deed.of(HERE, Act.CANCEL, "process " + i)).ended(Result.DONE, "");
        }
        assertThat(folder.toFile().list()).hasSizeGreaterThan(5);
        List<AuditEntry> all = audit.read(AuditQuery.newest(100));
        assertThat(all).hasSize(20).allMatch(e -> e.result() == Result.DONE);
        assertThat(all).extracting(AuditEntry::what).startsWith("process 19", "process 18").endsWith("process 0");
        assertThat(audit.read(AuditQuery.newest(3))).hasSize(3);
    }

    @Test
    void findsByTargetTimeAndText() {
        AuditLog audit = Audits.in(folder);
        audit.begin(Deed.of(HERE, Act.CANCEL, "process 1"));
        audit.begin(Deed.of(Place.program("app:9010"), Act.POOL_RESIZE, "pool Orders"));
        assertThat(audit.read(new AuditQuery("orders", Instant.EPOCH, "", 10))).hasSize(1);
        assertThat(audit.read(new AuditQuery("app:9010", Instant.EPOCH, "", 10))).hasSize(1);
        assertThat(audit.read(new AuditQuery("", Instant.EPOCH, "orders", 10))).hasSize(2);
        assertThat(audit.read(new AuditQuery("", Instant.EPOCH, "resize", 10))).hasSize(1);
        assertThat(audit.read(new AuditQuery("", Instant.now().plusSeconds(60), "", 10))).isEmpty();
    }

    @Test
    void readsOnAfterALineThatWasCutOff() throws IOException {
        AuditLog audit = Audits.in(folder);
        audit.begin(Deed.of(HERE, Act.CANCEL, "first"));
        Files.writeString(folder.resolve("audit.jsonl"), "{\"begun\":\"half", StandardOpenOption.APPEND);
        audit.begin(Deed.of(HERE, Act.CANCEL, "second"));
        assertThat(audit.read(AuditQuery.newest(10))).extracting(AuditEntry::what).containsExactly("second", "first");
    }

    @Test
    void losesNoLineOfManyThreadsAndProcesses() throws Exception {
        List<Process> others = new ArrayList<>();
        for (int p = 0; p < 2; p++) {
            others.add(Jvm.start(Writer.class, folder.toString(), "40"));
        }
        AuditLog audit = new AuditLog(new AuditFiles(folder, 3000), new Who("u", "h", 1), InstantSource.system());
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(CompletableFuture.runAsync(() -> write(audit, 20), task -> Thread.ofVirtual().start(task)));
        }
        threads.forEach(CompletableFuture::join);
        for (Process p : others) {
            assertThat(p.waitFor()).isZero();
        }
        assertThat(audit.read(AuditQuery.newest(1000))).hasSize(2 * 40 + 4 * 20).allMatch(e -> e.result() == Result.DONE);
    }

    @Test
    void keepsTheBeginningOfAnActionWhoseProcessWasKilled() throws Exception {
        Process writer = Jvm.start(Writer.class, folder.toString(), "hang");
        assertThat(writer.inputReader().readLine()).isEqualTo("begun");
        writer.destroyForcibly().waitFor();
        assertThat(Audits.in(folder).read(AuditQuery.newest(10))).singleElement().satisfies(e -> {
            assertThat(e.result()).isEqualTo(Result.OPEN);
            assertThat(e.ended()).isNull();
        });
        Audits.in(folder).begin(Deed.of(HERE, Act.CANCEL, "goes on"));
        assertThat(Audits.in(folder).read(AuditQuery.newest(10))).hasSize(2);
    }

    private static void write(AuditLog audit, int times) {
        for (int i = 0; i < times; i++) {
            audit.doing(Deed.of(HERE, Act.CANCEL, "process " + i), () -> 0);
        }
    }

    /** Another process that writes: so many entries, or one without an end. */
    static final class Writer {
        public static void main(String[] args) throws InterruptedException {
            AuditLog audit = new AuditLog(new AuditFiles(Path.of(args[0]), 3000), new Who("u", "h", 2), InstantSource.system());
            if (args[1].equals("hang")) {
                audit.begin(Deed.of(HERE, Act.TERMINATE, "process 1"));
                System.out.println("begun");
                Thread.currentThread().join();
            }
            write(audit, Integer.parseInt(args[1]));
        }
    }
}
