package dev.howdah.engine;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.ready.DataJobs;
import dev.howdah.engine.job.ready.Maintenance;
import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.CursorSeal;
import dev.howdah.engine.page.Filter;
import dev.howdah.engine.page.HybridPager;
import dev.howdah.engine.page.PageException;
import dev.howdah.engine.page.PageQuery;
import dev.howdah.engine.page.PageRequest;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleFile;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names and values that try to become SQL, through every way that takes one to a server; afterwards its catalogue is as it was.
 * {@code mvn test -Dtest=HostileNamesTest -Dtest.excluded=none}
 */
@Tag("campaign")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class HostileNamesTest {
    private static final String VICTIM = "; DROP TABLE public.victim; ";

    @TempDir
    Path folder;

    static List<String> names() {
        return List.of(
                "a\"" + VICTIM + "--", "b'" + VICTIM + "--", "c')" + VICTIM + "/*", "d\n" + VICTIM + "\n--", "e$$" + VICTIM + "$$", "f\\'" + VICTIM + "--",
                "g ? :name $1 %s", "‮h‏עברית", "🐘\"🐘'", "Ⅷ".repeat(21), " .j.\"k\". ", "\u0001l\tm\r");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameStaysAName(String name) throws Exception {
        Target target = world(name);
        Db db = Servers.db(target);
        List<String> before = catalogue(db);
        Browser browser = new Browser(db);
        assertThat(browser.relations()).anyMatch(r -> r.toString().contains(name));
        Browser.Source table = browser.table(name, name);
        HybridPager pager = new HybridPager(db, CursorSeal.random());
        for (Filter.Op op : Filter.Op.values()) {
            PageQuery query = table.query().where(List.of(new Filter(name, op, name)));
            assertThat(pager.page(query, PageRequest.page(1, 5), Browser.cells(table.columns().size())).rows()).hasSizeLessThanOrEqualTo(5);
        }
        assertThat(db.list("activity/sessions", Session.class)).isNotNull();
        assertThat(new Explain(db).of("SELECT * FROM " + Identifiers.quote(name, name), Explain.Options.ESTIMATE)).isNotNull();
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(db);
        CapsuleFile.write(capsule, folder.resolve("c"));
        assertThat(CapsuleFile.read(folder.resolve("c")).relations()).isEqualTo(capsule.relations());
        String quoted = Identifiers.quote(name, name);
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            run(runner, "maintenance/analyze", Map.of("table", quoted));
            run(runner, "maintenance/vacuum", Map.of("table", quoted));
            run(runner, "maintenance/reindex", Map.of("table", quoted));
            run(runner, "maintenance/create-index", Map.of("table", quoted, "columns", Identifiers.quote(name), "name", "new" + first(name)));
            run(runner, "maintenance/drop-index", Map.of("index", Identifiers.quote(name, "new" + first(name))));
            run(runner, "data/backfill", Map.of("table", quoted, "column", name, "value", Identifiers.literal(name)));
        }
        assertThat(catalogue(db)).isEqualTo(before);
        assertThat(count(db, quoted + " WHERE " + Identifiers.quote(name) + " = " + Identifiers.literal(name))).isEqualTo(20);
    }

    /** Where a name is wanted and something else is given: refused, or taken for a name that does not exist. */
    @Test
    void whatIsNoNameIsRefused() {
        Target target = world("plain");
        Db db = Servers.db(target);
        List<String> before = catalogue(db);
        List<String> attacks = Stream.concat(names().stream(),
                Stream.of("victim" + VICTIM, "1)" + VICTIM + "SELECT (1", "true)" + VICTIM + "SELECT (true", "x)" + VICTIM + "--", "0" + VICTIM)).toList();
        int refused = 0;
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            for (Job job : Stream.concat(Maintenance.all().stream(), DataJobs.all().stream()).toList()) {
                for (String parameter : job.parameters().stream().map(p -> p.name()).toList()) {
                    for (String attack : attacks) {
                        refused += refused(runner, job, parameter, attack) ? 1 : 0;
                    }
                }
            }
        }
        for (String attack : attacks) {
            refused += refusedPage(db, attack) ? 1 : 0;
        }
        assertThat(catalogue(db)).isEqualTo(before);
        assertThat(count(db, "public.victim")).isEqualTo(1);
        assertThat(refused).isGreaterThan(200);
    }

    private static boolean refused(JobRunner runner, Job job, String parameter, String attack) {
        Map<String, String> good = new HashMap<>(Map.ofEntries(entry("table", "plain.plain"), entry("column", "plain"), entry("columns", "plain"),
                entry("value", "'x'"), entry("where", "true"), entry("name", "n"), entry("index", "plain.nothing"), entry("to", "plain.plain"),
                entry("days", "1"), entry("ahead", "1"), entry("keep", "0")));
        good.keySet().retainAll(job.parameters().stream().map(p -> p.name()).toList());
        good.put(parameter, attack);
        try {
            runner.plan(job, Arguments.of(job.parameters(), good));
            return false;
        } catch (JobException | DbException | IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean refusedPage(Db db, String attack) {
        try {
            new HybridPager(db, CursorSeal.random()).page(PageQuery.select("SELECT * FROM plain.plain WHERE plain = " + attack, List.of(), List.of()),
                    PageRequest.page(1, 5), Browser.cells(2));
            return false;
        } catch (PageException | DbException e) {
            return true;
        }
    }

    private static void run(JobRunner runner, String name, Map<String, String> arguments) {
        Job job = Stream.concat(Maintenance.all().stream(), DataJobs.all().stream()).filter(j -> j.name().equals(name)).findFirst().orElseThrow();
        var status = runner.start(job, Arguments.of(job.parameters(), arguments), Knobs.usual().withHeadRoom(0)).await(Duration.ofMinutes(5));
        assertThat(status.phase()).as("%s %s", name, status).isEqualTo(Phase.DONE);
    }

    /** A database, its owner, a schema, a table, a column and an index of this name, and values as well. */
    private static Target world(String name) {
        Target admin = Servers.newDatabase();
        String q = Identifiers.quote(name);
        String own = Identifiers.quote("o" + name.substring(0, Math.min(name.length(), 18)) + System.nanoTime());
        String role = own.startsWith("\"") ? own.substring(1, own.length() - 1).replace("\"\"", "\"") : own;
        Servers.execute(admin, "CREATE ROLE " + own + " LOGIN SUPERUSER PASSWORD 'p'", "CREATE DATABASE " + own + " OWNER " + own);
        Target target = admin.withUser(role, new Secret("p")).withDatabase(role);
        Servers.execute(target,
                "CREATE SCHEMA " + q, "CREATE TABLE public.victim AS SELECT 1 AS id",
                "CREATE TABLE " + q + "." + q + " (id int PRIMARY KEY, " + q + " text)",
                "CREATE INDEX " + Identifiers.quote("i" + name.substring(0, Math.min(name.length(), 18))) + " ON " + q + "." + q + " (" + q + ")",
                "INSERT INTO " + q + "." + q + " SELECT g, " + Identifiers.literal(name) + " || g FROM generate_series(1, 20) g",
                "ANALYZE");
        return target;
    }

    private static String first(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1));
    }

    private static List<String> catalogue(Db db) {
        return db.call(h -> h.createQuery("""
                        SELECT concat_ws('|', c.oid::regclass, c.relkind, a.attname, a.atttypid::regtype) FROM pg_catalog.pg_class c
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'howdah')
                        UNION ALL SELECT concat_ws('|', p.proname, p.pronamespace::regnamespace) FROM pg_catalog.pg_proc p
                        WHERE p.pronamespace <> 'pg_catalog'::regnamespace AND p.pronamespace::regnamespace::text NOT IN ('howdah', 'information_schema')
                        ORDER BY 1""").mapTo(String.class).list());
    }

    private static long count(Db db, String from) {
        return db.withConnection(c -> {
            try (var statement = c.createStatement(); var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }
}
