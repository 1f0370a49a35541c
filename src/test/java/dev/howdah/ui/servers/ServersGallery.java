package dev.howdah.ui.servers;

import static dev.howdah.testing.Pictures.part;
import static dev.howdah.testing.Pictures.press;
import static dev.howdah.testing.Pictures.select;
import static dev.howdah.testing.Pictures.until;
import static dev.howdah.testing.Pictures.untilRows;
import static dev.howdah.testing.Pictures.untilSays;
import static dev.howdah.testing.Pictures.with;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Spent;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.FleetSpec;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Pictures of the Servers tab on real servers, both themes: run it and look at the folder it is given. */
public final class ServersGallery {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Environment[] PLACES = {Environment.PRODUCTION, Environment.STAGING, Environment.DEVELOPMENT};
    private static final String LONG = "commandes-en-attente-de-règlement-ежемесячный-отчёт-注文履歴-europe-west-replica-3";

    private final Pictures pictures;
    private final Target shared = Servers.newDatabase();

    private ServersGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        ServersGallery gallery = new ServersGallery(Pictures.start(args));
        gallery.empty();
        gallery.three();
        gallery.fifty();
        gallery.carried();
        gallery.cost();
        System.exit(0);
    }

    private Screen open(ServersOnHand desk) {
        return pictures.open(new ServersTab(desk, pictures.kit()));
    }

    private static Target dead(String name) {
        return new Target(name, List.of(new Target.Host("db7.example.invalid", 5432)), "orders", "app", null, Tls.disable(), Environment.PRODUCTION,
                Map.of());
    }

    private void empty() {
        try (ServersOnHand desk = new ServersOnHand(Duration.ofSeconds(1), 1_000, false)) {
            Screen screen = open(desk);
            untilSays(screen, "No server is saved yet.");
            pictures.shoot("servers-empty");
        }
    }

    private void three() throws Exception {
        Servers.execute(shared, "CREATE TABLE held (n int)", "CREATE TABLE t AS SELECT g AS a FROM generate_series(1, 1000) g");
        Target poor = Servers.unprivileged(shared);
        AtomicBoolean stop = new AtomicBoolean();
        Thread work = Thread.startVirtualThread(() -> work(shared, stop));
        try (ServersOnHand desk = new ServersOnHand(Duration.ofSeconds(1), 1_000, true);
                Connection holder = Connections.open(shared, SessionSpec.batch())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE held");
            desk.saved.addAll(List.of(shared.withName("orders").withEnvironment(Environment.PRODUCTION),
                    poor.withName("billing").withEnvironment(Environment.STAGING), dead("ledger-archive")));
            Screen screen = open(desk);
            untilRows(screen, 0);
            Await.until("scores and a line", PATIENCE, () -> desk.members().stream().filter(m -> m.score() >= 0).count() == 2
                    && desk.members().stream().anyMatch(m -> m.state() == Member.State.DOWN));
            Pictures.readings(sampler(shared), dev.howdah.engine.health.Vitals.PROBE, 25);
            pictures.shoot("servers-three");
            with(screen, r -> select(r, 0, 0));
            until(screen, "a detail", r -> Pictures.shows(r, "#servers-examine"));
            with(screen, r -> press(r, "#servers-examine"));
            untilSays(screen, "What this role may see");
            pictures.shoot("servers-doctor");
            with(screen, r -> select(r, 0, 1));
            pictures.shoot("servers-findings");
            with(screen, r -> select(r, 0, 2));
            with(screen, r -> press(r, "#servers-examine"));
            untilSays(screen, "What this role may see");
            pictures.shoot("servers-failing");
            with(screen, r -> press(r, "#servers-remove"));
            pictures.shoot("servers-remove");
            holder.rollback();
        } finally {
            stop.set(true);
            work.join();
        }
    }

    private static dev.howdah.engine.sample.Sampler sampler(Target target) {
        return new dev.howdah.engine.sample.Sampler(Servers.db(target), InstantSource.system());
    }

    private static void work(Target target, AtomicBoolean stop) {
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            for (int n = 0; !stop.get(); n++) {
                c.createStatement().execute("SELECT sum(a) FROM t WHERE a % " + (n % 7 + 2) + " = 0");
                if (n % 50 < 20) {
                    c.createStatement().execute("SELECT pg_sleep(0.02)");
                }
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fifty() {
        try (ServersOnHand desk = new ServersOnHand(Duration.ofSeconds(1), 1_000, false)) {
            for (int i = 1; i <= 47; i++) {
                desk.saved.add(shared.withName(String.format("shop-%02d", i)).withEnvironment(PLACES[i % 3]));
            }
            desk.saved.add(dead("archive"));
            desk.saved.add(dead("ledger"));
            desk.saved.add(shared.withName(LONG).withEnvironment(Environment.DEVELOPMENT));
            Screen screen = open(desk);
            Await.until("all but the dead answer", PATIENCE, () -> desk.members().stream().filter(m -> m.state() == Member.State.UP).count() == 48
                    && desk.members().stream().filter(m -> m.state() == Member.State.DOWN).count() == 2);
            Pictures.readings(sampler(shared), dev.howdah.engine.health.Vitals.PROBE, 12);
            untilSays(screen, "50 servers, 2 do not answer");
            pictures.shoot("servers-fifty");
            with(screen, r -> Pictures.type(r, ".text-field", "commandes"));
            with(screen, r -> select(r, 0, 0));
            pictures.shoot("servers-long-name");
        }
    }

    private void carried() {
        Target place = Servers.newDatabase();
        try (ServersOnHand desk = new ServersOnHand(Duration.ofSeconds(1), 1_000, false)) {
            Screen off = open(desk);
            with(off, r -> part(r, 1));
            untilSays(off, "Nothing is recorded");
            pictures.shoot("servers-carried-off");
            try (Journal journal = new Journal(() -> place, Retention.usual().withFlush(Duration.ofSeconds(1)), Audits.scratch(), InstantSource.system());
                    Fleet recorded = new Fleet(FleetSpec.record(), journal, InstantSource.system())) {
                desk.journal = journal;
                desk.sandbox = new Carried.Box(shared, "18.1", true, 812L << 20);
                recorded.add(shared.withName("orders").withEnvironment(Environment.PRODUCTION));
                recorded.add(Servers.newDatabase().withName("billing").withEnvironment(Environment.STAGING));
                Await.until("both are written", PATIENCE, () -> {
                    journal.flush();
                    return journal.standing().kept().stream().filter(k -> k.writerPid() != null && k.newest() != null).count() == 2;
                });
                Screen screen = open(desk);
                with(screen, r -> part(r, 1));
                untilRows(screen, 0);
                pictures.shoot("servers-carried");
            }
            try (Journal away = new Journal(() -> dead("history"), Retention.usual().withFlush(Duration.ofSeconds(1)), Audits.scratch(),
                    InstantSource.system())) {
                desk.journal = away;
                Await.until("it is said", PATIENCE, () -> away.state() instanceof Journal.State.Away);
                Screen screen = open(desk);
                with(screen, r -> part(r, 1));
                untilSays(screen, "away since");
                pictures.shoot("servers-carried-away");
            }
        }
    }

    private void cost() {
        try (ServersOnHand desk = new ServersOnHand(Duration.ofSeconds(1), 1_000, false)) {
            Screen screen = open(desk);
            with(screen, r -> part(r, 4));
            pictures.shoot("servers-cost-empty");
            desk.spent = List.of(spent("sampler/health/vitals", 8_640, 5_100, 8_640), spent("sampler/profile/statements", 2_592, 9_900, 1_204_112),
                    spent("sampler/activity/sessions", 8_100, 4_020, 91_210), spent("sampler/cache/tables", 311, 2_300, 88_220),
                    spent("sampler/health/checks", 5_012, 14_200, 5_012), spent("sampler/pool/session-groups", 810, 402, 7_121),
                    spent("sampler/way", 144, 20, 144), spent("interactive", 41, 1_890, 4_012), spent("batch", 1_200, 61_000, 120_000),
                    spent("browse", 12, 830, 6_000));
            desk.pace = new Pace(2.4, 4.96, Rhythm.HALF_PERCENT);
            with(screen, r -> part(r, 0));
            with(screen, r -> part(r, 4));
            untilRows(screen, 0);
            pictures.shoot("servers-cost-slowed");
        }
    }

    private static Spent spent(String part, long statements, long millis, long rows) {
        return new Spent(part, statements, Duration.ofMillis(millis), rows);
    }
}
