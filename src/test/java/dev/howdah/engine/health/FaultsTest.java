package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.text.Text;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plants the faults of {@code src/test/resources/checks/<group>/<id>.sql} and lets the checks find them. First lines of a file:
 * {@code -- finds:} and {@code -- spares:} objects, {@code -- warn:} a threshold in place of the check's own where the fault would
 * take hours or terabytes, {@code -- replace: a => b} in the check's statement, {@code -- alone: yes} for a database of its own,
 * {@code -- again:} a statement between the two looks of a rate, {@code -- from:} and {@code -- until:} majors.
 */
class FaultsTest {
    static final Path FAULTS = Path.of("src/test/resources/checks");
    private static final long REST = 50_000_000;

    private static final Map<String, String> SICK = Map.ofEntries(
            Map.entry("fsync", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("autovacuum", "off"),
            Map.entry("wal_level", "logical"),
            Map.entry("max_prepared_transactions", "10"),
            Map.entry("max_connections", "600"),
            Map.entry("shared_buffers", "1MB"),
            Map.entry("autovacuum_freeze_max_age", "1500000000"),
            Map.entry("synchronous_standby_names", "missing"),
            Map.entry("synchronous_commit", "local"),
            Map.entry("archive_mode", "on"),
            Map.entry("archive_command", "false"),
            Map.entry("password_encryption", "md5"),
            Map.entry("track_io_timing", "on"),
            Map.entry("max_wal_size", "32MB"),
            Map.entry("min_wal_size", "32MB"),
            Map.entry("logging_collector", "on"));

    @TempDir
    Path folder;

    private record Fault(String check, Map<String, List<String>> header, List<String> statements) {
        String one(String key, String usual) {
            return header.getOrDefault(key, List.of(usual)).getFirst();
        }

        boolean alone() {
            return header.containsKey("alone");
        }

        boolean holds(int major) {
            return major >= Integer.parseInt(one("from", "14")) && major <= Integer.parseInt(one("until", "99"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void everyPlantedFaultIsFound(int major) throws IOException {
        List<Fault> faults = faults().stream().filter(f -> f.holds(major)).toList();
        try (PgCluster server = Servers.own(major, SICK)) {
            Target sick = Servers.database(server, "sick");
            for (Fault f : faults) {
                Target target = f.alone() ? Servers.database(server, f.check().replace('-', '_')) : sick;
                Servers.execute(target, f.statements().stream().map(s -> s.replace("{database}", target.database())).toArray(String[]::new));
            }
            Db db = Servers.db(sick);
            Await.until("settings read again", () -> db.call(h -> h.createQuery("SELECT count(*) FROM pg_settings WHERE pending_restart")
                    .mapTo(Integer.class).one()) > 0);
            // From here on the files are broken and not read again.
            Files.writeString(server.data().resolve("postgresql.conf"), "\nno_such_setting = 1\n", java.nio.file.StandardOpenOption.APPEND);
            Files.writeString(server.data().resolve("pg_hba.conf"),
                    "\nhost none nobody 10.1.2.3/32 trust\nhost none nobody 10.1.2.4/32 password\nhost none nobody nonsense/33 md5\n",
                    java.nio.file.StandardOpenOption.APPEND);
            List<String> wrong = new ArrayList<>();
            // One session looks at all of them: a connection a look is more than a busy machine bears.
            try (EnginePool pool = CheckFilesTest.pool(sick)) {
                Db all = new Db(sick, pool.dataSource());
                for (Fault f : faults) {
                    if (f.alone()) {
                        Target alone = server.target(f.check().replace('-', '_'));
                        try (EnginePool own = CheckFilesTest.pool(alone)) {
                            look(server, new Db(alone, own.dataSource()), f, wrong);
                        }
                    } else {
                        look(server, all, f, wrong);
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    /** Looks until it is found: counters of a session reach the others a moment after its end. */
    private void look(PgCluster server, Db db, Fault f, List<String> wrong) {
        Target target = server.target(f.alone() ? f.check().replace('-', '_') : "sick");
        Instant[] now = {Clock.systemUTC().instant()};
        Checks checks = new Checks(List.of(check(f)), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), () -> now[0]),
                () -> now[0]);
        long deadline = System.nanoTime() + 60_000_000_000L;
        String problem;
        do {
            HealthReport report = checks.run(db);
            problem = judge(f, report);
            now[0] = now[0].plusSeconds(2);
            if (problem != null) {
                again(target, f);
            }
        } while (problem != null && System.nanoTime() < deadline);
        if (problem != null) {
            wrong.add(problem);
        }
    }

    /** A fault that is there is found or not seen by a role without any rights, but never told to be none. */
    @Tag("campaign")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void noFaultIsToldToBeNoneToARoleWithoutRights(int major) throws IOException {
        List<Fault> faults = faults().stream().filter(f -> f.holds(major) && !f.alone()).toList();
        try (PgCluster server = Servers.own(major, SICK)) {
            Target target = Servers.database(server, "sick");
            for (Fault f : faults) {
                Servers.execute(target, f.statements().stream().map(s -> s.replace("{database}", "sick")).toArray(String[]::new));
            }
            Target nobody = Servers.unprivileged(target);
            List<String> wrong = new ArrayList<>();
            try (EnginePool all = CheckFilesTest.pool(target); EnginePool pool = CheckFilesTest.pool(nobody)) {
                for (Fault f : faults) {
                    List<String> notFound = new ArrayList<>();
                    look(server, new Db(target, all.dataSource()), f, notFound);
                    if (notFound.isEmpty() && tellsThatAllIsWell(target, new Db(nobody, pool.dataSource()), f)) {
                        wrong.add(f.check());
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private boolean tellsThatAllIsWell(Target target, Db nobody, Fault f) {
        Instant[] now = {Clock.systemUTC().instant()};
        Checks checks = new Checks(List.of(check(f)), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), () -> now[0]),
                () -> now[0]);
        long deadline = System.nanoTime() + 30_000_000_000L;
        boolean well;
        do {
            Result result = checks.run(nobody).outcomes().getFirst().result();
            boolean waits = check(f).measure().rate() != null && result instanceof Result.Unknown u && u.lack().reason().equals(Text.of("health.second-look"));
            well = result instanceof Result.Ok || waits;
            now[0] = now[0].plusSeconds(2);
            if (well) {
                again(target, f);
            }
        } while (well && System.nanoTime() < deadline && check(f).measure().rate() != null);
        return well;
    }

    /** Gives the counters something to count, and the time to tell of it: asking makes them no faster. */
    private static void again(Target target, Fault f) {
        if (f.header().containsKey("again")) {
            Servers.execute(target, f.header().get("again").toArray(String[]::new));
        }
        LockSupport.parkNanos(REST);
    }

    private static String judge(Fault f, HealthReport report) {
        Outcome o = report.outcomes().getFirst();
        Set<String> found = report.findings().stream().map(Finding::object).collect(Collectors.toSet());
        for (String object : f.header().getOrDefault("finds", List.of(""))) {
            boolean any = object.equals("*") ? !found.isEmpty() : found.contains(object);
            if (!any) {
                return f.check() + " does not find " + object + ": " + o.result() + " " + report.findings();
            }
        }
        for (String object : f.header().getOrDefault("spares", List.of())) {
            if (found.contains(object)) {
                return f.check() + " takes " + object + " for a fault";
            }
        }
        return f.header().containsKey("holes") || report.findings().stream().allMatch(x -> !x.sentence().contains("–") && !x.sentence().contains("{"))
                ? null
                : f.check() + " leaves holes: " + report.findings().getFirst().sentence();
    }

    private static Check check(Fault f) {
        Check check = Checks.all().stream().filter(c -> c.id().equals(f.check())).findFirst().orElseThrow();
        if (f.header().containsKey("warn")) {
            check = check.with(Threshold.parse(f.one("warn", ""), null));
        }
        if (f.header().containsKey("replace")) {
            var statements = new java.util.TreeMap<>(check.statements());
            for (String replace : f.header().get("replace")) {
                String[] words = replace.split(" => ");
                statements.replaceAll((from, sql) -> sql.replace(words[0], words[1]));
            }
            check = new Check(check.id(), check.group(), check.words(), check.measure(), check.manner(), statements, check.rule());
        }
        return check;
    }

    private static List<Fault> faults() throws IOException {
        List<Fault> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FAULTS)) {
            for (Path p : files.filter(x -> x.toString().endsWith(".sql")).sorted().toList()) {
                Map<String, List<String>> header = new LinkedHashMap<>();
                StringBuilder body = new StringBuilder();
                for (String line : Files.readAllLines(p)) {
                    var m = java.util.regex.Pattern.compile("-- ([a-z]+): (.*)").matcher(line);
                    if (m.matches()) {
                        header.computeIfAbsent(m.group(1), k -> new ArrayList<>()).add(m.group(2).strip());
                    } else {
                        body.append(line).append('\n');
                    }
                }
                List<String> statements = Stream.of(body.toString().split(";\\n")).map(String::strip).filter(s -> !s.isEmpty()).toList();
                all.add(new Fault(p.getFileName().toString().replaceFirst("\\.sql$", ""), header, statements));
            }
        }
        return all;
    }
}
