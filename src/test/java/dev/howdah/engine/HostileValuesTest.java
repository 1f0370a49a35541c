package dev.howdah.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.cache.ChangeTriggers;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.QueuedJob;
import dev.howdah.engine.log.LogPlace;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.Export;
import dev.howdah.engine.page.PageException;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.Repository;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link HostileNamesTest} does not try: the ways into SQL of triggers, history, alerts, the queue, logs, plans and exports. */
class HostileValuesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");

    private static final List<String> ATTACKS = Stream.concat(HostileNamesTest.names().stream(),
            Stream.of("x; DROP TABLE public.victim", "1); DROP TABLE public.victim; SELECT (1", "'; DROP TABLE public.victim; --", ":name ? $1 {chunk} %s \\x")).toList();

    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);

    @TempDir
    Path folder;

    HostileValuesTest() {
        Servers.execute(target, "CREATE TABLE public.victim AS SELECT 1 AS id");
    }

    /** Names and kinds of everything that is not Howdah's. */
    private List<String> catalogue() {
        return db.call(h -> h.createQuery("SELECT concat_ws('|', relnamespace::regnamespace, relname, relkind, relhastriggers) FROM pg_catalog.pg_class"
                + " WHERE relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'howdah', 'howdah_store')"
                + " UNION ALL SELECT concat('setting ', setconfig) FROM pg_catalog.pg_db_role_setting ORDER BY 1").mapTo(String.class).list());
    }

    @Test
    void triggersOnTablesOfAnyName() {
        List<ChangeTriggers.Table> tables = new ArrayList<>();
        for (String name : HostileNamesTest.names()) {
            Servers.execute(target, "CREATE SCHEMA " + Identifiers.quote(name), "CREATE TABLE " + Identifiers.quote(name, name) + " (id int)");
            tables.add(new ChangeTriggers.Table(stored(name), stored(name)));
        }
        ChangeTriggers triggers = new ChangeTriggers(db, Audits.scratch());
        triggers.run(ChangeTriggers.installing(tables));
        assertThat(triggers.installed()).containsExactlyInAnyOrderElementsOf(tables);
        Servers.execute(target, tables.stream().map(t -> "INSERT INTO " + Identifiers.quote(t.schema(), t.name()) + " VALUES (1)").toArray(String[]::new));
        triggers.run(triggers.removing(tables));
        assertThat(triggers.installed()).isEmpty();
        assertThat(catalogue()).contains("public|victim|r|f");
    }

    /** As the server keeps it: at most 63 bytes. */
    private String stored(String name) {
        return db.call(h -> h.createQuery("SELECT cast(:name AS name)::text").bind("name", name).mapTo(String.class).one());
    }

    @Test
    void historyAlertsAndTheQueueKeepEveryTextAsItIs() {
        List<String> before = catalogue();
        try (Repository repository = Repository.open(target, Audits.scratch()); AlertStore alerts = new AlertStore(target)) {
            JobQueue queue = new JobQueue(target, Audits.scratch());
            for (String text : ATTACKS) {
                Target named = target.withName(text);
                int id = alerts.register(named, db.server(), NOW);
                assertThat(alerts.target(named)).isEqualTo(id);
                AlertStore.Stored a = alerts.open(new AlertStore.Stored(0, text, id, text, text, "CRITICAL", text, text, text, 1, 1, NOW, NOW, null));
                assertThat(List.of(a.rule(), a.object(), a.title(), a.sentence(), a.tab())).containsOnly(text);
                assertThat(alerts.claim(new AlertStore.Told(a.id(), text, NOW, 1, false), Duration.ZERO, Duration.ZERO)).isTrue();
                alerts.delivered(a.id(), text, text);
                alerts.mute(new AlertStore.Mute(text, text, text, null, text, text, NOW));
                assertThat(alerts.mutes(NOW)).anyMatch(m -> m.reason().equals(text));
                assertThat(alerts.unmute(text, text, text)).isTrue();
                repository.annotate(new Annotation(NOW, Annotation.Kind.NOTE, text, text, id));
                UUID run = UUID.randomUUID();
                queue.add(new QueuedJob(run, text, text, null, Map.of(text, text), text, "once"), NOW.plusSeconds(1_000_000_000));
                assertThat(queue.history(text, "", 10)).isNotEmpty();
                assertThat(queue.history(text, text, 10)).isEmpty();
                queue.remove(run);
            }
            assertThat(repository.targets()).isNotEmpty();
        }
        assertThat(catalogue()).isEqualTo(before);
    }

    @Test
    void logsPlansAndExportsExecuteNothing() {
        List<String> before = catalogue();
        Explain explain = new Explain(db);
        ServerLog log = new ServerLog(db);
        Browser browser = new Browser(db);
        int refused = 0;
        for (String text : ATTACKS) {
            assertThat(bytes(log, text)).isZero();
            for (String sql : List.of(text, "SELECT 1" + text, "SELECT '" + text + "'", "SELECT 1; " + text, "SELECT * FROM victim WHERE id = " + text)) {
                for (boolean measure : new boolean[] {false, true}) {
                    refused += explained(explain, sql, new Explain.Options(measure, Duration.ofSeconds(30), Map.of())) ? 0 : 1;
                    refused += explained(explain, "SELECT 1", new Explain.Options(measure, Duration.ofSeconds(30), Map.of(text, text))) ? 0 : 1;
                }
                refused += exported(browser, sql) ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(300);
        assertThat(catalogue()).isEqualTo(before);
        assertThat(Session.PROBE.read(db)).isNotNull();
    }

    private static int bytes(ServerLog log, String name) {
        try {
            return log.read(new LogPlace.LogFile(name, 10, NOW), 0, new byte[10], 0, 10);
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean explained(Explain explain, String sql, Explain.Options options) {
        try {
            return explain.of(sql, options) instanceof Explain.Result.Planned;
        } catch (DbException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean exported(Browser browser, String sql) {
        try {
            new Export(db, browser.select(sql, List.of()).query(), Export.Format.CSV, p -> { }).run(folder.resolve("rows.csv"));
            return true;
        } catch (DbException | PageException e) {
            return false;
        }
    }
}
