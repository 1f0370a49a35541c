package dev.howdah.ui.overview;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.TableView;

/** Pictures of the Overview in its states, both themes: run it and look at the folder it is given. */
public final class OverviewGallery {
    private static final String LONG = "very_long_table_name_that_somebody_generated_from_a_report_title";

    private final Pictures pictures;

    private OverviewGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        OverviewGallery gallery = new OverviewGallery(Pictures.start(args));
        gallery.loading();
        gallery.failing();
        gallery.unprivileged();
        gallery.huge();
        gallery.gone();
        gallery.sandbox();
        System.exit(0);
    }

    private Engine engine(Target target) {
        return engine(target, Duration.ofSeconds(5));
    }

    private static Engine engine(Target target, Duration timeout) {
        return Engine.open(target, PoolSpec.of(5, 10, Duration.ofHours(1), true).withTimeout(timeout), Audits.scratch(), Clock.systemUTC());
    }

    private Screen open(Engine engine) {
        return pictures.open(new OverviewTab(Replays.live(engine), engine.playground(), health(engine), new SimpleObjectProperty<>(Duration.ofMinutes(2)), pictures.kit()));
    }

    private static Target at(int port) {
        return new Target("orders", List.of(new Target.Host("127.0.0.1", port)), "orders", "app", null, Tls.disable(), Environment.PRODUCTION, Map.of());
    }

    /** A server that takes the connection and says nothing. */
    private void loading() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress()); Engine engine = engine(at(silent.getLocalPort()), Duration.ofMinutes(5))) {
            open(engine);
            pictures.shoot("overview-loading");
        }
    }

    private void failing() {
        try (Engine engine = engine(at(1))) {
            Pictures.untilShows(open(engine), ".problem");
            pictures.shoot("overview-failing");
        }
    }

    /** A server that was there. */
    private void gone() throws Exception {
        PgCluster server = Servers.own(18, Map.of());
        try (Engine engine = engine(server.target("postgres"))) {
            Screen screen = open(engine);
            Pictures.readings(engine.sampler(), Vitals.PROBE, 6);
            server.close();
            Pictures.untilShows(screen, ".problem");
            pictures.shoot("overview-gone");
        }
    }

    private void unprivileged() {
        try (Engine engine = engine(Servers.unprivileged(Servers.newDatabase()))) {
            Screen screen = open(engine);
            Pictures.untilShows(screen, ".lack");
            Pictures.readings(engine.sampler(), Vitals.PROBE, 6);
            pictures.shoot("overview-noprivilege");
        }
    }

    /** Many findings with long names, and a wait chart with much in it. */
    private void huge() throws Exception {
        Target target = Servers.newDatabase().withEnvironment(Environment.PRODUCTION);
        Servers.execute(target, "CREATE TABLE held (n int)", "DO $$ BEGIN FOR i IN 10..40 LOOP EXECUTE format('CREATE TABLE %I (a int)', '" + LONG.substring(0, 60)
                + "_' || i); END LOOP; END $$");
        List<Connection> sessions = new ArrayList<>();
        try (Engine engine = engine(target)) {
            for (int i = 0; i < 24; i++) {
                Connection c = Connections.open(target, new SessionSpec("orders", false, Duration.ofMinutes(5), Duration.ZERO, Duration.ZERO));
                c.setAutoCommit(false);
                sessions.add(c);
                if (i == 0) {
                    c.createStatement().execute("LOCK TABLE held");
                } else {
                    Thread.startVirtualThread(() -> lock(c));
                }
            }
            Screen screen = open(engine);
            Pictures.until(screen, "findings", r -> !((TableView<?>) r.lookup("#health .table-view")).getItems().isEmpty());
            Pictures.readings(engine.sampler(), Vitals.PROBE, 20);
            pictures.shoot("overview-huge");
            Pictures.with(screen, r -> ((TableView<?>) r.lookup("#health .table-view")).getSelectionModel().select(0));
            pictures.shoot("overview-huge-finding");
            sessions.getFirst().rollback();
        } finally {
            for (Connection c : sessions) {
                c.close();
            }
        }
    }

    private static void lock(Connection c) {
        try {
            c.createStatement().execute("LOCK TABLE held IN SHARE MODE");
        } catch (SQLException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sandbox() throws Exception {
        Target target = Servers.newDatabase().withEnvironment(Environment.SANDBOX);
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
        try (Engine engine = engine(target)) {
            engine.playground().begin();
            Servers.execute(target, "ALTER TABLE skillsprint.resources DROP CONSTRAINT resources_url_key", "CREATE TABLE paintstudio.stray (id int)");
            Screen screen = open(engine);
            Pictures.readings(engine.sampler(), Session.PROBE, 6);
            pictures.shoot("overview-live");
            Pictures.until(screen, "findings", r -> !((TableView<?>) r.lookup("#health .table-view")).getItems().isEmpty());
            Pictures.with(screen, r -> ((TableView<?>) r.lookup("#health .table-view")).getSelectionModel().select(0));
            pictures.shoot("overview-finding");
            Pictures.with(screen, r -> Pictures.press(r, "#systems-reset"));
            Pictures.untilShows(screen, "#confirm-yes");
            pictures.shoot("overview-reset");
            Pictures.with(screen, r -> Pictures.press(r, "#systems-check"));
            pictures.shoot("overview-check");
            Pictures.with(screen, r -> Pictures.press(r, "#systems-optimise"));
            Pictures.untilShows(screen, "#confirm-yes");
            Pictures.with(screen, r -> Pictures.press(r, "#confirm-yes"));
            pictures.shoot("overview-optimising");
            Pictures.untilSays(screen, "paints of a brand");
            pictures.shoot("overview-scorecard");
        }
    }

    private static OverviewTab.Health health(Engine engine) {
        java.nio.file.Path folder;
        try {
            folder = java.nio.file.Files.createTempDirectory("howdah-health");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        HealthMutes mutes = new HealthMutes(folder.resolve("mutes"), Clock.systemUTC());
        return new OverviewTab.Health(
                engine.checking(), new Checks(Checks.all(), HealthMemory.ofThisProcess(), mutes, Clock.systemUTC()), mutes);
    }
}
