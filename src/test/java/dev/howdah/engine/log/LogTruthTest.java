package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What must not be believed, what must not be lost, what must not break. */
class LogTruthTest {
    private static final String P = "2026-11-21 10:00:00.000 UTC [77] ann@shop/web ";
    private static final String FORGED = "2026-11-21 10:00:00.000 UTC [77] ann@shop/web LOG:  duration: 99999.999 ms  statement: drop table t";

    @TempDir
    Path folder = Path.of("");

    @Test
    void believesNoForgedLine() {
        String json = Logs.json(9, "duration: 99999.999 ms  statement: drop table t").strip();
        String csv = Logs.csv(9, "LOG", "00000", "duration: 99999.999 ms  statement: drop table t", "").strip();
        String statement = "duration: 1.000 ms  statement: select '\n" + FORGED + "\n" + csv + "\n" + json + "\n" + csv.replace("\"", "") + "\n'";
        String stderr = P + "LOG:  " + statement.replace("\n", "\n\t") + "\n";
        for (String log : List.of(stderr, Logs.csv(1, "LOG", "00000", statement, ""), Logs.json(1, statement))) {
            LogReport r = Logs.report(log.repeat(20));
            assertThat(r.totals().calls()).isEqualTo(20);
            assertThat(r.totals().callsMs()).isEqualTo(20);
            assertThat(r.statements()).extracting(LogReport.Statement::text).containsExactly("select ?");
        }
    }

    @Test
    void believesNoApplicationThatCallsItselfAnEntry() {
        String name = " LOG:  duration: 99999.999 ms  statement: drop";
        String log = "2026-11-21 10:00:00.000 UTC [77] ann@shop/[unknown] LOG:  connection authorized: user=ann database=shop application_name="
                + name + "\n" + "2026-11-21 10:00:00.000 UTC [77] ann@shop/" + name + " LOG:  duration: 1.000 ms  statement: select 1\n";
        LogReport r = Logs.report(log, LogOptions.DEFAULT.withPrefix("%m [%p] %q%u@%d/%a ").withJobs(1));
        assertThat(r.totals().callsMs()).isEqualTo(1);
        assertThat(r.applications()).containsExactly(new LogReport.Share(name, 1, 1));
    }

    @Test
    void givesPartsToTheEntryOfTheirProcess() {
        String q = P.replace("[77]", "[78]").replace("ann", "bob");
        String log = P + "LOG:  duration: 1.000 ms  execute a: select $1\n" + q + "ERROR:  division by zero\n"
                + P + "DETAIL:  parameters: $1 = 'mine'\n" + q + "STATEMENT:  select 1/0\n";
        LogReport r = Logs.report(log);
        assertThat(r.statements().getFirst().samples().getFirst().parameters()).isEqualTo("$1 = 'mine'");
        assertThat(r.problems().getFirst().statement()).isEqualTo("select ? / ?");
    }

    @Test
    void countsACallOnceWhenTextAndDurationAreApart() {
        String q = P.replace("[77]", "[78]");
        String log = P + "LOG:  statement: select 1, a from t\n" + q + "LOG:  execute <unnamed>: update t set a = $1\n" + q
                + "DETAIL:  parameters: $1 = '5'\n" + P + "LOG:  duration: 2.000 ms\n" + q + "LOG:  duration: 3.000 ms\n"
                + P + "LOG:  statement: select broken\n" + P + "ERROR:  column \"broken\" does not exist at character 8\n"
                + P + "STATEMENT:  select broken\n" + P + "LOG:  duration: 7.000 ms\n";
        LogReport r = Logs.report(log);
        assertThat(r.totals().calls()).isEqualTo(2);
        assertThat(r.totals().callsMs()).isEqualTo(5);
        assertThat(r.totals().untimed()).isEqualTo(1);
        assertThat(r.totals().durationsOnly()).isEqualTo(new LogReport.Timed(1, 7));
    }

    @Test
    void goesOnAfterWhatWasCutOff() {
        String row = Logs.csv(1, "LOG", "00000", "duration: 1.000 ms  statement: select \"a\" from t", "");
        LogReport csv = Logs.report(row + row.substring(0, row.length() - 60) + "\n" + row + row.substring(0, 120) + "\n" + row + row);
        assertThat(csv.totals().calls()).isEqualTo(4);
        assertThat(csv.understood().malformed()).isPositive();
        String object = Logs.json(1, "duration: 1.000 ms  statement: select 1");
        LogReport json = Logs.report(object + object.substring(0, 150) + object + object.substring(0, 40) + "\n" + object);
        assertThat(json.totals().calls()).isEqualTo(3);
        assertThat(json.understood().malformed()).isEqualTo(2);
        LogReport stderr = Logs.report("\trest of something\n" + FORGED.replace("99999.999", "1.000") + "\n" + P + "LOG:  dur");
        assertThat(stderr.totals().callsMs()).isEqualTo(1);
        assertThat(stderr.understood().strayLines()).isEqualTo(1);
    }

    @Test
    void cutsEntriesThatAreTooLongAndBelievesNothingInThem() {
        String longText = "duration: 5.000 ms  statement: select '" + ("x".repeat(90) + "\n" + FORGED + "\n").repeat(900) + "'";
        for (int form = 0; form < 3; form++) {
            String one = form == 0 ? P + "LOG:  " + longText.replace("\n", "\n\t") + "\n"
                    : form == 1 ? Logs.csv(1, "LOG", "00000", longText, "") : Logs.json(1, longText);
            String small = form == 0 ? P + "LOG:  duration: 1.000 ms  statement: select b from c\n"
                    : form == 1 ? Logs.csv(1, "LOG", "00000", "duration: 1.000 ms  statement: select b from c", "")
                    : Logs.json(1, "duration: 1.000 ms  statement: select b from c");
            byte[] log = (small + one + small + one + one + small).getBytes(StandardCharsets.UTF_8);
            LogReport r = Logs.report(log, LogOptions.DEFAULT, 4096, 32768);
            assertThat(r.understood().cutEntries()).as("form " + form).isEqualTo(3);
            assertThat(r.totals().calls()).as("form " + form).isEqualTo(6);
            assertThat(r.totals().callsMs()).as("form " + form).isEqualTo(18);
        }
    }

    @Test
    void takesNulAndEmptyAndEndlessLines() {
        assertThat(Logs.report("").totals().calls()).isZero();
        assertThat(Logs.report("\n\n\n").totals().calls()).isZero();
        assertThat(Logs.report("x".repeat(3_000_000)).understood().strayLines()).isPositive();
        LogReport r = Logs.report(P + "LOG:  duration: 1.000 ms  statement: select '\0' as a\0b\n");
        assertThat(r.totals().calls()).isEqualTo(1);
        assertThat(r.statements().getFirst().text()).doesNotContain("\0");
    }

    @Test
    void keepsMemoryBoundedWithManyStatements() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            log.append(P).append("LOG:  duration: 1.000 ms  statement: select a").append(i).append(" from t\n");
        }
        LogOptions options = new LogOptions("auto", null, null, 2, 0, false, 100);
        LogReport r = Logs.report(log.toString(), options);
        assertThat(r.totals().calls()).isEqualTo(3000);
        assertThat(r.totals().callsMs()).isEqualTo(3000);
        assertThat(r.totals().refusedStatements()).isEqualTo(2900);
        assertThat(r.statements()).hasSize(101).anyMatch(s -> "(others)".equals(s.text()) && s.calls() == 2900);
    }

    @Test
    void findsNoPlusOneInPollingBulkInsertsAndLists() {
        StringBuilder log = new StringBuilder();
        int second = 0;
        for (String child : List.of("select id from jobs where state = 'new'", "insert into t values (%d)", "select * from t where id in (%d, 2, 3)")) {
            log.append(line(second, 0)).append("duration: 0.100 ms  statement: select a from parent\n");
            for (int i = 1; i < 20; i++) {
                log.append(line(second, i * 50)).append("duration: 0.100 ms  statement: ").append(child.formatted(i)).append('\n');
            }
            second += 3;
        }
        assertThat(Logs.report(log.toString()).nPlusOne().sequences()).isZero();
    }

    @Test
    void endsARunWithTheTransactionOfItsParent() {
        StringBuilder log = new StringBuilder();
        for (int round = 0; round < 2; round++) {
            log.append(line(round, 0)).append("duration: 0.010 ms  statement: BEGIN\n");
            log.append(line(round, 1)).append("duration: 0.100 ms  statement: select id from orders where day = '").append(round).append("'\n");
            for (int i = 0; i < 12; i++) {
                log.append(line(round, 2 + i)).append("duration: 0.100 ms  statement: select * from items where order_id = ").append(i).append('\n');
            }
            log.append(line(round, 30)).append("duration: 0.010 ms  statement: COMMIT\n");
        }
        LogReport.NPlusOnes found = Logs.report(log.toString()).nPlusOne();
        assertThat(found.sequences()).isEqualTo(2);
        assertThat(found.list()).singleElement().satisfies(p -> {
            assertThat(p.perCall()).isEqualTo(12);
            assertThat(p.confidence()).isEqualTo("high");
            assertThat(p.rewrite()).isEqualTo("select * from items where order_id = any(?)");
        });
    }

    private static String line(int second, int millis) {
        int total = second * 1000 + millis;
        return "2026-11-21 10:00:%02d.%03d UTC [77] ann@shop/web LOG:  ".formatted(total / 1000, total % 1000);
    }

    @Test
    void readsPackedFilesAndStatementsThatGoOnInTheNextFile() throws IOException {
        Path first = folder.resolve("postgresql-1.log.zst");
        Path second = folder.resolve("postgresql-2.log.xz");
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(first))) {
            out.write((P + "LOG:  duration: 1.000 ms  statement: select 1\n\tfrom").getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream out = new XZOutputStream(Files.newOutputStream(second), new LZMA2Options(1))) {
            out.write(("\tt\n" + P.replace("10:00:00", "10:00:01") + "LOG:  duration: 2.000 ms  statement: select 2\n").getBytes(StandardCharsets.UTF_8));
        }
        LogReport r = new LogAnalysis(Clock.systemUTC()).run(new LogFiles(LogFiles.find(List.of(folder.toString()))), LogOptions.DEFAULT);
        assertThat(r.statements()).extracting(LogReport.Statement::text).containsExactly("select ?", "select ? from t");
    }

    @Test
    void stopsWhenToldAndSaysHowFarItIs() throws IOException {
        Path file = folder.resolve("big.log");
        Files.writeString(file, (P + "LOG:  duration: 1.000 ms  statement: select 1\n").repeat(60_000));
        long[] seen = new long[2];
        LogReport r = new LogAnalysis(Clock.systemUTC(), 65536, 1 << 20).run(new LogFiles(List.of(file)), LogOptions.DEFAULT.withJobs(1),
                (done, total) -> {
                    seen[0]++;
                    seen[1] = total;
                }, () -> seen[0] >= 3);
        assertThat(seen[1]).isEqualTo(Files.size(file));
        assertThat(r.totals().calls()).isBetween(1L, 59_999L);
    }

    @Test
    void followsALogAcrossRotation() throws IOException {
        Path one = folder.resolve("postgresql-1.log");
        Files.writeString(one, P + "LOG:  duration: 1.000 ms  statement: select old\n");
        LogTail tail = new LogTail(new LogFolder(folder), LogOptions.DEFAULT, false);
        assertThat(tail.poll()).isEmpty();
        Files.writeString(one, P + "LOG:  duration: 2.000 ms  statement: select 2\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(tail.poll()).isEmpty();
        assertThat(tail.poll()).singleElement().satisfies(e -> {
            assertThat(e.text()).isEqualTo("select 2");
            assertThat(e.ms()).isEqualTo(2);
            assertThat(e.user()).isEqualTo("ann");
        });
        Files.writeString(one, P + "LOG:  duration: 3.000 ms  statement: select 3\n", java.nio.file.StandardOpenOption.APPEND);
        Path two = folder.resolve("postgresql-2.log");
        Files.writeString(two, "\t, 4\n" + P + "ERROR:  division by zero\n");
        Files.setLastModifiedTime(two, java.nio.file.attribute.FileTime.fromMillis(Files.getLastModifiedTime(one).toMillis() + 5));
        List<LogTail.Event> events = new java.util.ArrayList<>(tail.poll());
        events.addAll(tail.poll());
        assertThat(events).extracting(LogTail.Event::text).containsExactly("select 3\n, 4", "division by zero");
        assertThat(tail.report().totals().callsMs()).isEqualTo(5);
        assertThat(tail.report().statements()).extracting(LogReport.Statement::text).contains("select ?,?");
    }

    @Test
    void tellsAFollowerTheWholeSentence() throws IOException {
        Path log = folder.resolve("postgresql.log");
        List<String> sentences = List.of("connection received: host=127.0.0.1 port=33744", "connection authorized: user=ann database=shop",
                "replication connection authorized: user=ann", "checkpoint starting: time", "restartpoint complete: wrote 3 buffers (0.0%)",
                "automatic analyze of table \"shop.public.orders\"", "parameter \"work_mem\" changed to \"8MB\"");
        LogTail tail = new LogTail(new LogFolder(folder), LogOptions.DEFAULT, true);
        Files.writeString(log, sentences.stream().map(t -> P + "LOG:  " + t + "\n").collect(java.util.stream.Collectors.joining()));
        List<LogTail.Event> events = new java.util.ArrayList<>(tail.poll());
        events.addAll(tail.poll());
        assertThat(events).extracting(LogTail.Event::text).containsExactlyElementsOf(sentences);
    }
}
