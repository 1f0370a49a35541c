package dev.howdah.app;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.slow.SlowParts;
import dev.howdah.ui.slow.SlowTab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Pictures of the log explorer in every state: run it and look at target/gallery. */
public final class LogGallery {
    private final TourRenderer renderer;
    private final SimpleObjectProperty<Duration> range = new SimpleObjectProperty<>(Duration.ofMinutes(15));

    private LogGallery(TourRenderer renderer) {
        this.renderer = renderer;
    }

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        try (PgCluster server = Servers.own(18, Map.of("logging_collector", "on", "log_destination", "stderr,csvlog", "log_directory", "log",
                "log_min_duration_statement", "0", "log_connections", "on", "log_checkpoints", "on"));
                TourRenderer renderer = TourRenderer.start(out, Clock.systemUTC())) {
            new LogGallery(renderer).all(server.target("postgres"));
        }
        System.exit(0);
    }

    private void all(Target target) throws Exception {
        Servers.execute(target, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements", "CREATE TABLE t AS SELECT g AS a FROM generate_series(1, 9) g");
        for (int i = 0; i < 20; i++) {
            Servers.execute(target, "SELECT * FROM t WHERE a = " + i, "SELECT count(*) FROM t");
        }
        Screen screen = open(target);
        shoot("log-empty", screen, r -> { });
        shoot("log-empty", screen, r -> press(r, "Log"));
        String sample = Path.of(Objects.requireNonNull(LogGallery.class.getResource("/logs/postgresql-main.log.gz")).getPath()).toString();
        read(screen, sample, "Read");
        shoot("log-statements", screen, r -> { });
        shoot("log-statement", screen, LogGallery::enter);
        for (String part : new String[] {"Errors", "N+1", "Events", "Hours"}) {
            shoot("log-" + part.toLowerCase(java.util.Locale.ROOT).replace("+", ""), screen, r -> last(r, part));
        }
        shoot("log-n1-detail", screen, r -> {
            last(r, "N+1");
            enter(r);
        });
        shoot("log-deadlock", screen, r -> {
            last(r, "Events");
            enter(r);
        });
        read(screen, "/nowhere/postgresql.log", "Read");
        shoot("log-missing", screen, r -> last(r, "Statements"));
        read(screen, "", "The server's own log");
        Thread.sleep(4_000);
        shoot("log-server", screen, r -> { });
        read(screen, "", "Follow");
        Thread.sleep(4_000);
        Servers.execute(target, "SELECT 'while it is followed'", "SELECT count(*) FROM t, t AS u");
        Thread.sleep(4_000);
        shoot("log-live", screen, r -> { });
        Screen weak = open(Servers.unprivileged(target));
        shoot("log-refused", weak, r -> { });
        shoot("log-refused", weak, r -> press(r, "Log"));
        read(weak, "", "The server's own log");
        shoot("log-refused", weak, r -> { });
    }

    private Screen open(Target target) throws Exception {
        Sampler sampler = new Sampler(Servers.db(target, SessionSpec.sampler()), Clock.systemUTC());
        Db db = Servers.db(target);
        Path folder = Files.createTempDirectory("log-gallery");
        SlowParts parts = new SlowParts(sampler, new StatementWatch(sampler), new Statements(db, new SnapshotFiles(folder), Audits.scratch()), new Explain(db),
                new PlanHistory(), new Mutes(folder.resolve("mutes")), new ServerLog(db), new Signals(db, Audits.scratch()), new QueryProfiler(Clock.systemUTC(), ProfilerLimits.DEFAULT), Environment.STAGING);
        return onFx(() -> {
            Screen s = new SlowTab(parts, range, renderer.kit()).open();
            s.shown(true);
            return s;
        });
    }

    private static void read(Screen screen, String path, String button) throws Exception {
        onFx(() -> {
            screen.root().lookupAll(".button").stream().filter(b -> b instanceof Button x && "Stop".equals(x.getText())).forEach(b -> ((Button) b).fire());
            screen.root().lookupAll(".text-field").stream()
                    .filter(n -> n instanceof TextField f && f.getPromptText() != null && f.getPromptText().startsWith("A file"))
                    .forEach(n -> ((TextField) n).setText(path));
            screen.root().lookupAll(".button").stream().filter(b -> b instanceof Button x && button.equals(x.getText())).forEach(b -> ((Button) b).fire());
            return 0;
        });
        Thread.sleep(5_000);
    }

    private void shoot(String name, Screen screen, Consumer<Parent> then) throws Exception {
        renderer.picture(name, () -> {
            Parent root = screen.root();
            then.accept(root);
            return root;
        });
    }

    private static <T> T onFx(Callable<T> call) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(call.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get();
    }

    private static void press(Parent root, String text) {
        root.lookupAll(".toggle-button").stream().filter(n -> n instanceof ToggleButton b && text.equals(b.getText()))
                .forEach(n -> ((ToggleButton) n).fire());
    }

    /** The explorer's own parts come after the tab's sections. */
    private static void last(Parent root, String text) {
        root.lookup("#log-report").lookupAll(".toggle-button").stream().filter(n -> n instanceof ToggleButton b && text.equals(b.getText()))
                .forEach(n -> ((ToggleButton) n).fire());
    }

    private static void enter(Parent root) {
        TableView<?> table = (TableView<?>) root.lookup(".howdah-table");
        table.getSelectionModel().select(0);
        table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    }
}
