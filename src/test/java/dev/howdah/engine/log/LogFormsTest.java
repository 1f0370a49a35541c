package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prefixes, languages, zones, syslog. */
class LogFormsTest {
    private static String fill(String prefix, Map<String, String> values, boolean background) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < prefix.length(); i++) {
            if (prefix.charAt(i) != '%') {
                line.append(prefix.charAt(i));
                continue;
            }
            int j = i + 1;
            while ("-0123456789".indexOf(prefix.charAt(j)) >= 0) {
                j++;
            }
            char c = prefix.charAt(j);
            if (c == 'q' && background) {
                return line.toString();
            }
            String width = prefix.substring(i + 1, j);
            String value = c == 'q' ? "" : background && "udarhQPivL".indexOf(c) >= 0 ? "" : values.getOrDefault(String.valueOf(c), "0");
            line.append(width.isEmpty() ? value : String.format("%" + width + "s", value));
            i = j;
        }
        return line.toString();
    }

    private static String log(String prefix) {
        Map<String, String> v = new java.util.HashMap<>(Map.of("m", "2026-11-21 10:00:00.250 IST", "t", "2026-11-21 10:00:00 IST", "n",
                "1795237200.250", "p", "4242", "u", "ann", "d", "shop", "a", "web app", "r", "10.0.0.7(5123)", "h", "10.0.0.7", "c",
                "6b019880.1092"));
        v.putAll(Map.of("l", "3", "s", "2026-11-21 09:59:00 IST", "v", "3/77", "x", "0", "e", "00000", "i", "SELECT", "b", "client backend",
                "Q", "-77001", "P", ""));
        String line = fill(prefix, v, false);
        String background = fill(prefix, v, true);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            log.append(line).append("LOG:  duration: ").append(i).append(".500 ms  execute s1: select * from t where id = $1\n\tand b = 'x'\n");
            log.append(line).append("DETAIL:  parameters: $1 = '").append(i).append("'\n");
        }
        log.append(background).append("LOG:  checkpoint starting: time\n");
        log.append(line).append("ERROR:  relation \"x\" does not exist at character 15\n");
        log.append(line).append("STATEMENT:  select * from x\n");
        return log.toString();
    }

    private static final String PREFIXES = """
            %m [%p] %q%u@%d/%a |%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h |%t:%r:%u@%d:[%p]:|%m [%p] |%t [%p-%l] %q%u@%d \
            |%n %c %u %d |%m [%p] %q[user=%u,db=%d,app=%a] |<%m> %p %q(%u@%d) |%m %r %p %l %c %s %v %x %e %i: |%p %m %Q %b: \
            |%-10u %12d %m [%6p] |%m [%p:%l] %P %h %q%u@%d/%a """;

    @Test
    void readsEveryPrefixThatIsGiven() {
        for (String prefix : PREFIXES.split("\\|")) {
            LogReport r = Logs.report(log(prefix), LogOptions.DEFAULT.withPrefix(prefix).withZone(ZoneId.of("Asia/Kolkata")));
            assertThat(r.understood().strayLines()).as(prefix).isZero();
            assertThat(r.totals().calls()).as(prefix).isEqualTo(20);
            assertThat(r.totals().callsMs()).as(prefix).isEqualTo(200);
            assertThat(r.statements().getFirst().samples().getFirst().parameters()).as(prefix).isEqualTo("$1 = '19'");
            assertThat(r.problems().getFirst().statement()).isEqualTo("select * from x");
            assertThat(r.source().proof().share()).isEqualTo(1);
            if (prefix.contains("%u") && prefix.contains("%d")) {
                assertThat(r.users().getFirst().name()).as(prefix).isEqualTo("ann");
                assertThat(r.databases().getFirst().name()).as(prefix).isEqualTo("shop");
            }
            if (prefix.contains("%m")) {
                assertThat(r.source().first()).as(prefix).hasToString("2026-11-21T04:30:00.250Z");
            }
        }
    }

    @Test
    void forgetsTheNamesOfALongerLine() {
        Prefix prefix = new Prefix("%p %a %q[%u] ");
        Entry entry = new Entry();
        Stamp stamp = new Stamp(ZoneId.of("UTC"));
        byte[] named = ("7 shop [" + "a user ".repeat(9) + "b] LOG:  x").getBytes(StandardCharsets.UTF_8);
        byte[] unnamed = "8 web app LOG:  y".getBytes(StandardCharsets.UTF_8);
        assertThat(prefix.match(named, 0, named.length, entry, stamp, Words.ALL)).isNotEqualTo(Words.NONE);
        assertThat(prefix.match(unnamed, 0, unnamed.length, entry, stamp, Words.ALL)).isNotEqualTo(Words.NONE);
        assertThat(new String(unnamed, entry.application.from, entry.application.to - entry.application.from, StandardCharsets.UTF_8)).isEqualTo("web app");
        assertThat(entry.user.isEmpty()).isTrue();
    }

    @Test
    void endsAVirtualTransactionAtItsSecondNumber() {
        String lines = "7 3/17/99 ann LOG:  duration: 1.000 ms  statement: select 1\n8 /0 ann LOG:  duration: 2.000 ms  statement: select 1\n"
                + "9 -1/4/0 ann LOG:  duration: 4.000 ms  statement: select 1\n";
        assertThat(Logs.report(lines, LogOptions.DEFAULT.withPrefix("%p %v/%x %u ")).totals().callsMs()).isEqualTo(7);
    }

    @Test
    void learnsPrefixesThatAreNotGiven() {
        for (String prefix : List.of("%m [%p] %q%u@%d/%a ", "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ", "%t:%r:%u@%d:[%p]:",
                "%m [%p] ", "%m [%p] %q[user=%u,db=%d,app=%a] ", "%t [%p-%l] %q%u@%d ", "<%m> %p %q(%u@%d) ", "%m|%p|%u@%d|",
                "%p %m user=%u db=%d host=%h ", "%t [%p-%l] %q%u@%d app=%a ")) {
            LogReport r = Logs.report(log(prefix));
            assertThat(r.totals().calls()).as(prefix + " learnt as " + r.source().prefix()).isEqualTo(20);
            assertThat(r.understood().strayLines()).as(prefix + " learnt as " + r.source().prefix()).isLessThanOrEqualTo(1);
            if (prefix.contains("%u")) {
                assertThat(r.users().getFirst().name()).as(r.source().prefix()).isEqualTo("ann");
            }
        }
    }

    @Test
    void namesWhatThePrefixLacksAndWhatDidNotFit() {
        LogReport r = Logs.report("2026-11-21 10:00:00 UTC LOG:  duration: 1.000 ms  statement: select 1\nrubbish\n",
                LogOptions.DEFAULT.withPrefix("%t "));
        assertThat(r.source().lacking()).containsExactly("%p", "%u", "%d", "%a");
        assertThat(r.source().proof().failed()).containsExactly("rubbish");
        assertThat(r.notes()).extracting(LogReport.Note::key).contains("log.lacks.p");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"+0530|2026-11-21T04:30:00Z", "-03|2026-11-21T13:00:00Z", "CEST|2026-11-21T08:00:00Z",
        "NPT|2026-11-21T04:15:00Z", "XYZ|2026-11-21T10:00:00Z", "ACDT|2026-11-20T23:30:00Z"})
    void knowsTimeZones(String zone, String instant) {
        LogReport r = Logs.report("2026-11-21 10:00:00 " + zone + " [1] LOG:  duration: 1.000 ms  statement: select 1\n");
        assertThat(r.source().first()).hasToString(instant);
        assertThat(r.notes().stream().anyMatch(n -> "log.unknownZone".equals(n.key()))).isEqualTo("XYZ".equals(zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOG|Dauer: %s ms  Anweisung: %s|Dauer: %s ms  Ausführen %s: %s|Dauer: %s ms  Binden %s: %s|FEHLER|ANWEISUNG:  ",
        "LOG|durée : %s ms, instruction : %s|durée : %s ms  exécute %s: %s|durée : %s ms, lien %s : %s|ERREUR|INSTRUCTION : ",
        "СООБЩЕНИЕ|продолжительность: %s мс, оператор: %s|продолжительность: %s мс  выполнение %s: %s|продолжительность: %s мс, сообщение Bind %s: %s|ОШИБКА|ОПЕРАТОР:  ",
        "LOG|期間: %s ミリ秒  文: %s|期間: %s ミリ秒  実行 %s: %s|期間: %s ミリ秒  バインド %s: %s|ERROR|文:  ",
        "LOG|duración: %s ms  sentencia: %s|duración: %s ms  ejecutar %s: %s|duración: %s ms  bind %s: %s|ERROR|SENTENCIA:  ",
        "日志|执行时间: %s ms 语句: %s|执行时间: %s ms 执行%s: %s|执行时间: %s ms 绑定%s: %s|错误|语句:  ",
        "LOGG|varaktighet: %s ms  sats: %s|varaktighet: %s ms  kör %s: %s|varaktighet: %s ms  bind %s: %s|FEL|SATS:  "})
    void knowsDurationsAndLevelsInOtherLanguages(String words) {
        String[] w = words.split("\\|");
        String p = "2026-11-21 10:00:00.000 CET [7] ann@shop ";
        String log = p + w[0] + ":  " + w[1].formatted("1.500", "select 1") + "\n"
                + p + w[0] + ":  " + w[2].formatted("2.250", "s1", "select $1, a from t") + "\n"
                + p + w[0] + ":  " + w[3].formatted("0.250", "s1", "select $1, a from t") + "\n"
                + p + w[4] + ":  ist kaputt\n" + p + w[5] + "select 1 from kaputt\n";
        LogReport r = Logs.report(log.repeat(3));
        assertThat(r.totals().statement()).isEqualTo(new LogReport.Timed(3, 4.5));
        assertThat(r.totals().execute()).isEqualTo(new LogReport.Timed(3, 6.75));
        assertThat(r.totals().bind()).isEqualTo(new LogReport.Timed(3, 0.75));
        assertThat(r.problems()).singleElement().satisfies(x -> assertThat(x.statement()).isEqualTo("select ? from kaputt"));
        assertThat(r.statements()).extracting(LogReport.Statement::text).contains("select ?", "select ?,a from t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nov 21 10:00:00 db1 postgres[%d]: ", "2026-11-21T11:00:00.000+01:00 db1 postgres[%d]: ", "<134>Nov  1 10:00:00 db1 pg-main[%d]: "})
    void putsPiecesFromSyslogTogether(String head) {
        String a = head.formatted(11);
        String b = head.formatted(12);
        String log = a + "[5-1] ann@shop LOG:  duration: 1.000 ms  statement: select *\n"
                + b + "[9-1] bob@shop LOG:  duration: 2.000 ms  statement: select 'x',\n"
                + a + "[5-2] #011from t\n" + a + "[5-3] #011where id = 7 and\n" + a + "[5-4]  b = 8\n"
                + b + "[9-2] #011#0112\n" + b + "[10-1] bob@shop ERROR:  division by zero\n" + b + "[10-2] bob@shop STATEMENT:  select 1/0\n";
        LogReport r = Logs.report(log);
        assertThat(r.source().format()).isEqualTo("syslog");
        assertThat(r.statements()).extracting(LogReport.Statement::text).contains("select * from t where id = ? and b = ?", "select ?,?");
        assertThat(r.totals().callsMs()).isEqualTo(3);
        assertThat(r.users()).extracting(LogReport.Share::name).containsExactly("bob", "ann");
        assertThat(r.problems().getFirst().statement()).isEqualTo("select ? / ?");
        assertThat(r.source().first()).isNotNull();
    }

    @Test
    void readsVerboseErrorsAndWindowsLines() {
        String p = "2026-11-21 10:00:00.000 UTC [7] ann@shop ";
        String log = p + "LOG:  00000: duration: 1.000 ms  statement: select 1\n" + p + "LOCATION:  exec_simple_query, postgres.c:1252\n"
                + p + "ERROR:  22012: division by zero\n" + p + "LOCATION:  int4div, int.c:846\n";
        LogReport r = Logs.report(log.repeat(2).replace("\n", "\r\n"));
        assertThat(r.totals().callsMs()).isEqualTo(2);
        assertThat(r.sqlstates()).containsExactly(new LogReport.Count("22012", 2));
        assertThat(r.problems().getFirst().text()).isEqualTo("division by zero");
    }

    @Test
    void readsCsvOfOldServers() {
        String row = "2026-11-21 10:00:00.000 UTC,\"ann\",\"shop\",77,\"[local]\",6b01.4d,1,\"SELECT\",2026-11-21 09:00:00 UTC,3/1,0,LOG,00000,\"duration: 1.000 ms  statement: select 1\",,,,,,,,,\"web\"";
        for (String end : List.of("", ",\"client backend\"", ",\"client backend\",,42")) {
            LogReport r = Logs.report((row + end + "\n").repeat(3));
            assertThat(r.source().format()).isEqualTo("csv");
            assertThat(r.totals().callsMs()).isEqualTo(3);
            assertThat(r.applications()).containsExactly(new LogReport.Share("web", 3, 3));
        }
    }

    @Test
    void readsObjectsWrappedByAContainer() {
        String line = "{\"level\":\"info\",\"ts\":\"2026-11-21T10:00:00Z\",\"logger\":\"postgres\",\"msg\":\"record\",\"record\":{\"log_time\":\"2026-11-21 10:00:00.000 UTC\",\"user_name\":\"ann\",\"database_name\":\"shop\",\"process_id\":\"7\",\"session_id\":\"6b01.4d\",\"error_severity\":\"ERROR\",\"sql_state_code\":\"22012\",\"message\":\"division by zero\",\"query\":\"select 1/0\",\"application_name\":\"web\"},\"pod\":\"db-1\"}\n";
        LogReport r = Logs.report(line.repeat(2));
        assertThat(r.sqlstates()).containsExactly(new LogReport.Count("22012", 2));
        assertThat(r.problems().getFirst().statement()).isEqualTo("select ? / ?");
        assertThat(r.understood().malformed()).isZero();
    }

    @Test
    void keepsLatinLettersOfOldDatabases() {
        String log = "2026-11-21 10:00:00.000 UTC [7] ann@shop LOG:  duration: 1.000 ms  statement: select 'Müller' as größe\n";
        LogReport r = Logs.report(log.getBytes(StandardCharsets.ISO_8859_1), LogOptions.DEFAULT);
        assertThat(r.statements().getFirst().text()).isEqualTo("select ? as größe");
        assertThat(r.statements().getFirst().samples().getFirst().text()).contains("Müller");
    }

    @Test
    void learnsNamesThatNothingButTheirPlaceTells() {
        String p = "2026-11-21 10:00:00.250 UTC ";
        String log = p + "   LOG:  checkpoint starting: time\n" + p + "ann shop [unknown] LOG:  connection authorized: user=ann database=shop application_name=web\n"
                + (p + "ann shop web LOG:  duration: 1.000 ms  statement: select 1\n" + p + "bob stock batch LOG:  duration: 2.000 ms  statement: select 2\n").repeat(9);
        LogReport r = Logs.report(log);
        assertThat(r.source().prefix()).isEqualTo("%m %u %d %a ");
        assertThat(r.users()).extracting(LogReport.Share::name).containsExactly("bob", "ann");
        assertThat(r.applications()).extracting(LogReport.Share::name).containsExactly("batch", "web");
    }

    @Test
    void promisesNoNameThatStandsInNoLine() {
        LogReport r = Logs.report("2026-11-21 10:00:00.250 UTC [7] LOG:  duration: 1.000 ms  statement: select 1\n".repeat(9));
        assertThat(r.source().prefix()).isEqualTo("%m [%p] ");
        assertThat(r.source().lacking()).containsExactly("%u", "%d", "%a");
    }

    @Test
    void knowsWhatAGermanServerDoesBesidesStatements() {
        String p = "2026-11-21 10:00:00.000 CET [7] ann@shop ";
        String log = p + "LOG:  Verbindung empfangen: Host=10.0.0.7 Port=5123\n"
                + p + "LOG:  Verbindung autorisiert: Benutzer=ann Datenbank=shop application_name=web\n"
                + p + "LOG:  Anweisung: select 1\n" + p + "LOG:  Dauer: 1.500 ms\n"
                + p + "LOG:  Ausführen s1: select $1\n" + p + "DETAIL:  Parameter: $1 = '5'\n" + p + "LOG:  Dauer: 2.500 ms\n"
                + p + "LOG:  temporäre Datei: Pfad »base/pgsql_tmp/pgsql_tmp7.0«, Größe 4096\n"
                + p + "LOG:  Prozess 7 wartet immer noch auf ShareLock-Sperre auf Transaktion 9 nach 150,250 ms\n"
                + p + "LOG:  Prozess 7 erlangte ShareLock-Sperre auf Transaktion 9 nach 300,500 ms\n"
                + p + "FEHLER:  Verklemmung (Deadlock) entdeckt\n"
                + p + "LOG:  Verbindungsende: Sitzungszeit: 0:00:01.500 Benutzer=ann Datenbank=shop Host=10.0.0.7 Port=5123\n"
                + "2026-11-21 10:00:00.000 CET [9] @ LOG:  automatisches Vacuum der Tabelle »shop.public.t«: Index-Scans: 0\n"
                + "2026-11-21 10:00:00.000 CET [8] @ LOG:  Checkpoint komplett: 41 Puffer geschrieben (0.3%); 0 WAL-Datei(en) hinzugefügt, 0 entfernt,"
                + " 0 wiederverwendet; Schreiben=1,250 s, Sync=0,003 s, gesamt=1,300 s; sync. Dateien=0, längste=0,000 s\n";
        LogReport r = Logs.report(log, LogOptions.DEFAULT.withPrefix("%m [%p] %u@%d "));
        assertThat(r.totals().callsMs()).isEqualTo(4);
        assertThat(r.statements().getFirst().samples().getFirst().parameters()).isEqualTo("$1 = '5'");
        assertThat(r.connections().byHost()).containsExactly(new LogReport.Count("10.0.0.7", 1));
        assertThat(r.connections().byUser()).containsExactly(new LogReport.Count("ann", 1));
        assertThat(r.connections().sessionMs()).isEqualTo(1500);
        assertThat(r.tempFiles().bytes()).isEqualTo(4096);
        assertThat(r.locks().waiting()).isEqualTo(1);
        assertThat(r.locks().acquired()).isEqualTo(new LogReport.Timed(1, 300.5));
        assertThat(r.locks().byLock()).extracting(LogReport.LockWait::lock).containsExactly("ShareLock");
        assertThat(r.totals().deadlocks()).isEqualTo(1);
        assertThat(r.autovacuum()).extracting(LogReport.Vacuum::table).containsExactly("shop.public.t");
        assertThat(r.checkpoints().buffers()).isEqualTo(41);
        assertThat(r.checkpoints().writeMs()).isEqualTo(1250);
    }

    @Test
    void masksEveryValueAndNoName() {
        String p = "2026-11-21 10:00:00.000 UTC [7] ann@shop ";
        String log = p + "ERROR:  invalid input syntax for type integer: \"secret-1\"\n" + p + "STATEMENT:  select 'secret-2'::int\n"
                + p + "ERROR:  relation \"orders\" does not exist\n" + p + "WARNING:  customer secret-3\n"
                + p + "CONTEXT:  PL/pgSQL function f() line 1 at RAISE\n" + p + "LOG:  duration: 1.000 ms  execute a: select $1, 'secret-4'\n"
                + p + "DETAIL:  parameters: $1 = 'secret-5'\n" + "secret-6\n";
        LogReport r = Logs.report(log, LogOptions.DEFAULT.withMask(true));
        assertThat(r.toString()).doesNotContain("secret");
        assertThat(r.problems()).extracting(LogReport.Problem::text).contains("invalid input syntax for type integer: \"?\"",
                "relation \"orders\" does not exist", "(raised by a function)");
    }
}
