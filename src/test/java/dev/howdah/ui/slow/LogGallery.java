package dev.howdah.ui.slow;

import static dev.howdah.testing.Pictures.enter;
import static dev.howdah.testing.Pictures.press;
import static dev.howdah.testing.Pictures.shows;
import static dev.howdah.testing.Pictures.until;
import static dev.howdah.testing.Pictures.untilRows;
import static dev.howdah.testing.Pictures.untilSays;
import static dev.howdah.testing.Pictures.with;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.control.TextField;

/** Pictures of the log explorer in every state: run it and look at target/gallery. */
public final class LogGallery {
    private final Pictures pictures;

    private LogGallery(Pictures pictures) {
        this.pictures = pictures;
    }

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args);
        try (PgCluster server = Servers.own(18, Map.of("logging_collector", "on", "log_destination", "stderr,csvlog", "log_directory", "log",
                "log_min_duration_statement", "0", "log_connections", "on", "log_checkpoints", "on"))) {
            new LogGallery(pictures).all(server.target("postgres"));
        }
        System.exit(0);
    }

    private void all(Target target) throws Exception {
        Servers.execute(target, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements", "CREATE TABLE t AS SELECT g AS a FROM generate_series(1, 9) g");
        for (int i = 0; i < 20; i++) {
            Servers.execute(target, "SELECT * FROM t WHERE a = " + i, "SELECT count(*) FROM t");
        }
        Screen screen = open(target);
        pictures.shoot("log-empty");
        read(screen, Path.of(Objects.requireNonNull(LogGallery.class.getResource("/logs/postgresql-main.log.gz")).getPath()).toString(), "read");
        untilRows(screen, 0);
        pictures.shoot("log-statements");
        with(screen, r -> enter(r, 0, 0));
        pictures.shoot("log-statement");
        for (String part : new String[] {"Errors", "N+1", "Events", "Hours"}) {
            part(screen, part);
            pictures.shoot("log-" + part.toLowerCase(Locale.ROOT).replace("+", ""));
        }
        part(screen, "N+1");
        with(screen, r -> enter(r, 0, 0));
        pictures.shoot("log-n1-detail");
        part(screen, "Events");
        with(screen, r -> enter(r, 0, 0));
        pictures.shoot("log-deadlock");
        read(screen, "/nowhere/postgresql.log", "read");
        untilSays(screen, "/nowhere/postgresql.log");
        pictures.shoot("log-missing");
        read(screen, "", "server");
        until(screen, "the server's log is read", r -> Pictures.says(r, "csv") && !shows(r, ".progress-bar"));
        pictures.shoot("log-server");
        read(screen, "", "follow");
        part(screen, "Live");
        until(screen, "what is logged is listed", r -> {
            Servers.execute(target, "SELECT 'while it is followed'", "SELECT count(*) FROM t, t AS u");
            return Pictures.tables(r).getFirst().getItems().size() > 3;
        });
        pictures.shoot("log-live");
        Screen weak = open(Servers.unprivileged(target));
        read(weak, "", "server");
        until(weak, "it says what is missing", r -> shows(r, ".problem") || Pictures.says(r, "pg_monitor"));
        pictures.shoot("log-refused");
    }

    private Screen open(Target target) throws Exception {
        Screen screen = pictures.open(new SlowDesk(target, Files.createTempDirectory("log-gallery"), pictures.kit()).slow());
        with(screen, r -> press(r, "Log"));
        return screen;
    }

    /** Names the file and presses one of {@code read, server, follow}. */
    private static void read(Screen screen, String path, String button) {
        with(screen, r -> {
            if (shows(r, "#log-stop")) {
                press(r, Text.of("slow.stop"));
            }
            r.lookupAll(".text-field").stream()
                    .filter(n -> n instanceof TextField f && Text.of("slow.log.path").equals(f.getPromptText()))
                    .forEach(n -> ((TextField) n).setText(path));
            press(r, Text.of("slow.log." + button));
        });
    }

    private static void part(Screen screen, String text) {
        with(screen, r -> press((Parent) r.lookup("#log-report"), text));
    }
}
