package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Files as they lie about: packed in several pieces, cut off, misnamed, rotated, from syslog. */
class LogInputsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2027-01-02T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private static String lines(int from, int to) {
        StringBuilder all = new StringBuilder();
        for (int i = from; i < to; i++) {
            all.append("2026-11-21 10:00:%02d.000 UTC [%d] ann@shop LOG:  duration: 1.000 ms  statement: select %d\n".formatted(i % 60, 100 + i % 3, i));
        }
        return all.toString();
    }

    private interface Packing {
        OutputStream on(OutputStream out) throws IOException;
    }

    private static byte[] packed(String text, Packing packing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.on(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name, byte[]... parts) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, new byte[0]);
        for (byte[] part : parts) {
            Files.write(file, part, StandardOpenOption.APPEND);
        }
        return file;
    }

    private static LogReport read(Path... files) throws IOException {
        return new LogAnalysis(CLOCK).run(new LogFiles(LogFiles.find(Arrays.stream(files).map(Path::toString).toList())), LogOptions.DEFAULT);
    }

    @Test
    void readsAllMembersOfPackedFiles() throws IOException {
        assertThat(read(file("a.log.gz", packed(lines(0, 40), GZIPOutputStream::new), packed(lines(40, 90), GZIPOutputStream::new))).totals().calls()).isEqualTo(90);
        Packing xz = out -> new XZOutputStream(out, new LZMA2Options(1));
        assertThat(read(file("a.log.xz", packed(lines(0, 40), xz), packed(lines(40, 90), xz))).totals().calls()).isEqualTo(90);
        assertThat(read(file("a.log.zst", zstd(lines(0, 40)), zstd(lines(40, 90)))).totals().calls()).isEqualTo(90);
    }

    @Test
    void knowsPackedFilesByWhatIsInThem() throws IOException {
        assertThat(read(file("packed", packed(lines(0, 20), GZIPOutputStream::new))).totals().calls()).isEqualTo(20);
        assertThat(read(file("plain.log.gz", lines(0, 20).getBytes(StandardCharsets.UTF_8))).totals().calls()).isEqualTo(20);
    }

    @Test
    void countsWhatAPackedFileHeldBeforeItWasCutOff() throws IOException {
        Random random = new Random(3);
        String some = lines(0, 20_000).lines().map(l -> l + " -- " + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()) + "\n").collect(Collectors.joining());
        for (byte[] whole : List.of(packed(some, GZIPOutputStream::new), packed(some, out -> new XZOutputStream(out, new LZMA2Options(1))), zstd(some))) {
            Path file = file("cut.log.gz", Arrays.copyOf(whole, whole.length * 2 / 3));
            LogReport r = read(file);
            assertThat(r.totals().calls()).isBetween(1L, 19_999L);
            assertThat(r.notes()).contains(new LogReport.Note("log.damaged", List.of(file.toString())));
        }
    }

    @Test
    void followsTheFormThatIsStillWritten() throws IOException {
        Path old = file("postgresql-1.csv", Logs.csv(1, "LOG", "00000", "duration: 1.000 ms  statement: select 1", "").getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2026-10-01T00:00:00Z")));
        Path now = file("postgresql-2.log", lines(0, 3).getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(now, FileTime.from(Instant.parse("2026-11-21T00:00:00Z")));
        assertThat(new LogFolder(folder).ofOneForm()).extracting(LogPlace.LogFile::name).containsExactly("postgresql-2.log");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2026-11-21T00:00:00Z")));
        assertThat(new LogFolder(folder).ofOneForm()).extracting(LogPlace.LogFile::name).containsExactly("postgresql-1.csv");
    }

    @Test
    void followsSyslog() throws IOException {
        Path file = file("postgres.log", "Dec 31 23:59:50 db1 postgres[11]: [4-1] ann@shop LOG:  duration: 1.000 ms  statement: select 1\n".repeat(5).getBytes(StandardCharsets.UTF_8));
        LogTail tail = new LogTail(new LogFolder(file), LogOptions.DEFAULT, false);
        assertThat(tail.poll()).isEmpty();
        Files.writeString(file, "Dec 31 23:59:59 db1 postgres[11]: [5-1] ann@shop LOG:  duration: 2.000 ms  statement: select a\nDec 31 23:59:59 db1 postgres[11]: [5-2] #011from t\nDec 31 23",
                StandardOpenOption.APPEND);
        assertThat(tail.poll()).isEmpty();
        assertThat(tail.poll()).extracting(LogTail.Event::text).containsExactly("select a\nfrom t");
        Files.writeString(file, ":59:59 db1 postgres[12]: [1-1] bob@shop LOG:  duration: 3.000 ms  statement: select b\n", StandardOpenOption.APPEND);
        tail.poll();
        assertThat(tail.poll()).extracting(LogTail.Event::user).containsExactly("bob");
        assertThat(tail.report().totals().callsMs()).isEqualTo(5);
        assertThat(tail.report().understood().strayLines()).isZero();
    }

    @Test
    void joinsPiecesOfSyslogInEveryManner() {
        String sql = "select 'a long one that goes on', " + "b, ".repeat(30) + "'#012x' from t";
        String pieces = """
                Dec 31 23:59:50 db1 postgres[11]: ann@shop LOG:  duration: 1.000 ms  statement: %s
                Dec 31 23:59:50 db1 postgres[12]: bob@shop ERROR:  division by zero
                Dec 31 23:59:50 db1 postgres[12]: bob@shop STATEMENT:  select 1/0
                Dec 31 23:59:50 db1 postgres[11]: %s
                Dec 31 23:59:50 db1 postgres[11]: #011where c = 1
                """.formatted(sql.substring(0, 60), sql.substring(60));
        String numbered = """
                Dec 31 23:59:50 db1 postgres[11]: [1] ann@shop LOG:  duration: 1.000 ms  statement: %s
                Dec 31 23:59:50 db1 postgres[12]: [1] bob@shop ERROR:  division by zero
                Dec 31 23:59:50 db1 postgres[12]: [2] bob@shop STATEMENT:  select 1/0
                Dec 31 23:59:50 db1 postgres[11]: [2] %s
                Dec 31 23:59:50 db1 postgres[11]: [3] #011where c = 1
                Dec 31 23:59:50 db1 postgres[11]: [1] ann@shop LOG:  checkpoint starting: wal
                """.formatted(sql.substring(0, 60), sql.substring(60));
        String whole = """
                2026-12-31T23:59:50.000000+00:00 db1 postgres[11]: [3] ann@shop LOG:  duration: 1.000 ms  statement: %s#012#011where c = 1
                2026-12-31T23:59:50.000000+00:00 db1 postgres[12]: [1] bob@shop ERROR:  division by zero#012bob@shop STATEMENT:  select 1/0
                """.formatted(sql);
        String modern = """
                <134>1 2026-12-31T23:59:50.000000Z db1 postgres 11 - - [3-1] ann@shop LOG:  duration: 1.000 ms  statement: %s
                <131>1 2026-12-31T23:59:50.000000Z db1 postgres 12 - - [1-1] bob@shop ERROR:  division by zero
                <131>1 2026-12-31T23:59:50.000000Z db1 postgres 12 - - [1-2] bob@shop STATEMENT:  select 1/0
                <134>1 2026-12-31T23:59:50.000000Z db1 postgres 11 - - [3-2] #011where c = 1
                """.formatted(sql);
        for (String log : List.of(pieces, numbered, whole, modern)) {
            LogReport r = Logs.report(log.getBytes(StandardCharsets.UTF_8), LogOptions.DEFAULT.withPrefix("%q%u@%d ").withTop(0));
            assertThat(r.source().format()).isEqualTo("syslog");
            assertThat(r.understood().strayLines()).as(r.understood().samples().toString()).isZero();
            assertThat(r.statements()).filteredOn(s -> s.calls() > 0).singleElement().satisfies(s -> assertThat(s.text()).endsWith("from t where c = ?"));
            assertThat(r.problems().getFirst().statement()).isEqualTo("select ? / ?");
            assertThat(r.users()).extracting(LogReport.Share::name).containsExactly("ann");
        }
    }

    @Test
    void tellsPercentilesOfStatementsThatTakeHours() {
        LogReport r = Logs.report("2026-11-21 10:00:00.000 UTC [1] LOG:  duration: 7200000.000 ms  statement: select 1\n");
        assertThat(r.statements().getFirst().p95Ms()).isEqualTo(7_200_000);
    }
}
