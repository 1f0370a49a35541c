package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server writes the same load under one prefix after the other, as text and as csv at once. The csv is read by {@link BruteForce}, which shares
 * no code with the analysis; what the analysis says of the text, with the prefix given and with the prefix learnt, must be the same.
 */
class LogPrefixTest {
    private static final ZoneId ZONE = ZoneId.of("America/St_Johns");

    /** With names of one word. */
    private static final List<String> PLAIN = List.of("%m [%p] %q%u@%d ", "<%t|%p|%l> %q%u@%d from %h app=%a ", "%m [%p:%l] %u %d %a %e ");

    /** Every escape of the manual, alone, padded on either side, between all sorts of signs. */
    private static final List<String> MORE = List.of(
            "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%r ", "%n %p %l %u/%d/%a: ", "%m [%c] [%v] [%x] %e %q%u@%d/%a ", "%m %p %P %b %Q %u@%d ",
            "%m [%5p] [%-12u] [%12d] %a ", "%m|%p|%u|%d|%a|%h|%r|%i|%e|%s|%c|%l|%v|%x|%Q|", "%c %l %m %s ", "%t:%r:%u@%d:[%p]:",
            "%m [%p] (%u) (%d) (%a) (%b) ", "[%p] %q[user=%u,db=%d,app=%a] ", "%m %-10u %-10d %20a [%8p] ", "%% %m %p %u%% ", "%m - %p - %u@%d - %i - ",
            "%m [%p] %q%u %d %h ", "%m{%p}{%u}{%d}{%a}", "time=%n pid=%p user=%u db=%d state=%e ", "%t %p %u %d %i %e ", "host=%h %m [%p-%l] %q%u@%d ");

    /** Names with blanks, brackets and signs. */
    private static final List<String> ODD = List.of("%m [%p] %q%u@%d/%a ", "%m [%p] %u %d %a ", "%t [%p]: user=%u,db=%d,app=%a,client=%h ",
            "%m [%p] [%-20u] [%20d] %a ", "%m %p %u %d ", "%m [%p] %q%a %u@%d ");

    private record Names(String user, String database, String application) {}

    @Test
    void readsWhatStandsUnderAnyPrefix() throws Exception {
        run(18, PLAIN, new Names("ann", "shop", "web"));
    }

    @Test
    void keepsNamesWithBlanksWhole() throws Exception {
        run(18, ODD.subList(0, 3), new Names("ann of all", "my shop", "web: a b, c [d]"));
    }

    @Test
    @Tag("campaign")
    void readsEveryEscapeOfEveryVersion() throws Exception {
        for (int major : new int[] {14, 15, 16, 17, 18}) {
            List<String> prefixes = new ArrayList<>(MORE);
            if (major >= 18) {
                prefixes.add("%m [%p] %L %h %q%u@%d ");
            }
            run(major, prefixes, new Names("ann", "shop", "web"));
            run(major, ODD, new Names("ann of all", "my shop", "web: a b, c [d]"));
        }
    }

    private static void run(int major, List<String> prefixes, Names names) throws Exception {
        List<String> all = new ArrayList<>();
        try (PgCluster server = Servers.own(major, Map.ofEntries(Map.entry("logging_collector", "on"), Map.entry("log_destination", "stderr,csvlog"),
                Map.entry("log_timezone", ZONE.getId()), Map.entry("log_directory", "log"),
                Map.entry("log_connections", "on"), Map.entry("log_disconnections", "on"),
                Map.entry("log_lock_waits", "on"), Map.entry("deadlock_timeout", "20ms"), Map.entry("log_temp_files", "0"),
                Map.entry("log_checkpoints", "on"), Map.entry("log_min_duration_statement", "0"), Map.entry("compute_query_id", "on"),
                Map.entry("auto_explain.log_min_duration", "0"), Map.entry("auto_explain.log_analyze", "on")))) {
            Target admin = server.target("postgres");
            Servers.execute(admin, "CREATE ROLE \"" + names.user() + "\" SUPERUSER LOGIN PASSWORD 'x'", "CREATE DATABASE \"" + names.database() + "\"");
            Target target = server.target(names.database()).withUser(names.user(), new Secret("x"));
            int i = 0;
            try (Connection c = Connections.open(admin, SessionSpec.interactive()); Statement quiet = c.createStatement()) {
                quiet.execute("SET log_min_messages = panic");
                for (String prefix : prefixes) {
                    one(server.data().resolve("log"), "p" + i++, quiet, prefix, () -> LogLoad.run(target, names.application()), all, major, names.user().length());
                }
            }
        }
        assertThat(all).as(String.join("\n", all)).isEmpty();
    }

    private interface Load {
        void run() throws Exception;
    }

    private static void one(Path folder, String name, Statement quiet, String prefix, Load load, List<String> all, int major, int names) throws Exception {
        Path text = folder.resolve(name + ".log");
        Path csv = folder.resolve(name + ".csv");
        logTo(quiet, name, prefix);
        Await.until("the log goes to " + name, () -> Files.exists(text) && Files.exists(csv));
        load.run();
        Await.until("all is in the log", () -> endings(text) == LogLoad.SESSIONS && endings(csv) == LogLoad.SESSIONS);
        logTo(quiet, name + "-end", prefix);
        Await.until("the log goes elsewhere", () -> Files.exists(folder.resolve(name + "-end.csv")));
        String keep = System.getProperty("howdah.log.keep");
        if (keep != null) {
            Files.copy(text, Path.of(keep).resolve(major + "-" + name + "-" + names + ".log"));
            Files.writeString(Path.of(keep).resolve(major + "-" + name + "-" + names + ".prefix"), prefix);
        }
        Map<String, Object> truth = BruteForce.ofCsv(Files.readString(csv), ZONE);
        check(all, major + " csv " + prefix, truth, csv, LogOptions.DEFAULT.withTop(0).withZone(ZONE), "%m%p%u%d%a%e%Q");
        check(all, major + " given " + prefix, truth, text, LogOptions.DEFAULT.withTop(0).withZone(ZONE).withPrefix(prefix), prefix);
        check(all, major + " learnt " + prefix, truth, text, LogOptions.DEFAULT.withTop(0).withZone(ZONE), prefix);
    }

    static void check(List<String> all, String what, Map<String, Object> truth, Path file, LogOptions options, String prefix) throws IOException {
        LogReport r = new LogAnalysis(Clock.systemUTC()).run(new LogFiles(List.of(file)), options);
        Map<String, Object> said = BruteForce.ofReport(r);
        Map<String, Object> expected = new HashMap<>(truth);
        for (String part : List.of("user u", "database d", "application a", "query Q", "of [pc]", "hour [mtn]")) {
            String[] pair = part.split(" ");
            if (!prefix.matches("(?s).*%-?\\d*" + pair[1] + ".*")) {
                expected.keySet().removeIf(k -> k.startsWith(pair[0] + " "));
                said.keySet().removeIf(k -> k.startsWith(pair[0] + " "));
            }
        }
        if (!prefix.contains("%e")) {
            withoutState(expected, Map.copyOf(said));
            assertThat(expected.keySet().stream().filter(k -> k.startsWith("problem  ")).toList())
                    .allMatch(k -> k.contains("of our own") || k.contains("beware"));
        }
        List<String> wrong = new ArrayList<>();
        for (String key : new TreeSet<>(Stream.concat(expected.keySet().stream(), said.keySet().stream()).toList())) {
            if (!Objects.equals(said.get(key), expected.get(key))) {
                wrong.add(key + ": " + said.get(key) + ", not " + expected.get(key));
            }
        }
        if (!wrong.isEmpty()) {
            all.add(what + "  [" + r.source().prefix() + "]  " + wrong.size() + " wrong: " + wrong.subList(0, Math.min(4, wrong.size())));
        }
    }

    /** What is not told by the text of an error stays open; what is inferred must be right. */
    private static void withoutState(Map<String, Object> figures, Map<String, Object> inferred) {
        Map<String, Object> problems = new HashMap<>();
        figures.forEach((k, v) -> {
            if (k.startsWith("problem ")) {
                String text = k.replaceFirst("problem \\S* ", "");
                boolean open = inferred.keySet().contains("problem  " + text);
                problems.put("problem " + (open ? "" : k.split(" ")[1]) + " " + text, v);
            }
        });
        figures.keySet().removeIf(k -> k.startsWith("problem "));
        figures.putAll(problems);
    }

    private static void logTo(Statement quiet, String name, String prefix) throws SQLException {
        quiet.execute("ALTER SYSTEM SET log_filename = '" + name + ".log'");
        quiet.execute("ALTER SYSTEM SET log_line_prefix = '" + prefix + "'");
        quiet.execute("SELECT pg_reload_conf()");
    }

    static int endings(Path file) {
        try {
            return Files.readString(file).split("disconnection: ", -1).length - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
