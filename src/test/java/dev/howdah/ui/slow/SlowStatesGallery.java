package dev.howdah.ui.slow;

import static dev.howdah.testing.Pictures.press;
import static dev.howdah.testing.Pictures.readings;
import static dev.howdah.testing.Pictures.untilRows;
import static dev.howdah.testing.Pictures.untilShows;
import static dev.howdah.testing.Pictures.with;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.profile.Statements;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Parent;

/** The slow queries and activity tabs where there is little to see, or very much: loading, empty, without privilege, huge, gone. */
public final class SlowStatesGallery {
    private static final String[] SLOW = {"Statements", "Running now", "N+1"};
    private static final String[] ACTIVITY = {"Sessions", "Locks", "Waits", "Progress"};

    private final Pictures pictures;

    private SlowStatesGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        SlowStatesGallery gallery = new SlowStatesGallery(Pictures.start(args));
        gallery.loading();
        try (PgCluster server = Servers.own(18, Map.of("max_connections", "200"))) {
            Target target = server.target("postgres");
            Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
            gallery.shown("empty", target);
            List<Connection> many = huge(target);
            gallery.shown("noprivilege", Servers.unprivileged(target));
            gallery.shown("huge", target);
            gallery.gone(server, target);
            for (Connection c : many) {
                c.abort(Runnable::run);
            }
        }
        System.exit(0);
    }

    /** A server that takes connections and says nothing. */
    private void loading() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Target target = new Target("orders", List.of(new Target.Host("127.0.0.1", silent.getLocalPort())), "orders", "app", null, Tls.disable(),
                    Environment.PRODUCTION, Map.of());
            try (SlowDesk desk = desk(target)) {
                all(desk, "loading", 0);
            }
        }
    }

    private void shown(String name, Target target) throws Exception {
        try (SlowDesk desk = desk(target)) {
            all(desk, name, 2);
        }
    }

    private void gone(PgCluster server, Target target) throws Exception {
        try (SlowDesk desk = desk(target)) {
            Screen activity = pictures.open(desk.activity());
            untilRows(activity, 0);
            server.close();
            untilShows(activity, ".problem, .stale-mark");
            pictures.shoot("activity-gone");
            Screen slow = pictures.open(desk.slow());
            with(slow, r -> press((Parent) r.lookup(".page-bar"), "Running now"));
            untilShows(slow, ".problem");
            pictures.shoot("slow-running-gone");
        }
    }

    private void all(SlowDesk desk, String name, int looks) {
        Screen slow = pictures.open(desk.slow());
        for (String section : SLOW) {
            shoot(desk, slow, section, "slow-" + section.replaceAll("\\W.*", "").toLowerCase(java.util.Locale.ROOT) + "-" + name, looks);
        }
        Screen activity = pictures.open(desk.activity());
        for (String section : ACTIVITY) {
            shoot(desk, activity, section, "activity-" + section.toLowerCase(java.util.Locale.ROOT) + "-" + name, looks);
        }
    }

    private void shoot(SlowDesk desk, Screen screen, String section, String name, int looks) {
        with(screen, r -> press((Parent) r.lookup(".page-bar"), section));
        if (looks > 0) {
            readings(desk.parts().sampler(), Session.PROBE, looks);
        }
        if (looks > 0 && section.equals("Statements")) {
            readings(desk.parts().sampler(), Statements.PROBE, looks);
        }
        pictures.shoot(name);
    }

    /** Some hundred statements, some of them very long, and sessions with long names of which each waits for the first. */
    private static List<Connection> huge(Target target) throws SQLException {
        List<Connection> all = new ArrayList<>();
        Servers.execute(target, "CREATE TABLE \"a table \"\"of\"\" a very long name 日本語 عربى that goes on\" (n int)");
        String lock = "LOCK TABLE \"a table \"\"of\"\" a very long name 日本語 عربى that goes on\"";
        for (int i = 0; i < 60; i++) {
            Connection c = Connections.open(target, new SessionSpec("an-application-of-a-very-long-name-that-nobody-reads-" + i, false, Duration.ofMinutes(9),
                    Duration.ZERO, Duration.ZERO));
            all.add(c);
            c.setAutoCommit(false);
            if (i == 0) {
                for (int n = 1; n < 400; n++) {
                    c.createStatement().execute("SELECT " + "relname, ".repeat(n) + n + "::numeric FROM pg_class LIMIT 1");
                }
                c.createStatement().execute(lock);
            } else {
                Thread.startVirtualThread(() -> execute(c, lock));
            }
        }
        return all;
    }

    private static void execute(Connection c, String sql) {
        try {
            c.createStatement().execute(sql);
        } catch (SQLException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SlowDesk desk(Target target) throws Exception {
        return new SlowDesk(target, Files.createTempDirectory("slow-gallery"), pictures.kit());
    }
}
