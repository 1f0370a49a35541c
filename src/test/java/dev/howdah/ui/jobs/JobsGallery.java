package dev.howdah.ui.jobs;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.Theme;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;

/** Pictures of the Jobs tab on a real server, both themes: run it and look at the folder it is given. */
public final class JobsGallery {
    private JobsGallery() {}

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        CompletableFuture<Studio> made = new CompletableFuture<>();
        Platform.startup(() -> made.complete(new Studio(1544, 920)));
        Studio studio = made.get();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE public.orders (id int PRIMARY KEY, total int, at timestamptz)",
                "INSERT INTO orders SELECT g, 0, now() FROM generate_series(1, 200000) g", "ANALYZE orders");
        AuditLog audit = Audits.scratch();
        try (JobRunner runner = new JobRunner(target, audit, Clock.systemUTC())) {
            Catalogue catalogue = new Catalogue(out, Audits.scratch(), Clock.systemUTC());
            run(runner, catalogue, "maintenance/vacuum", Map.of("table", "public.orders"), Knobs.usual()).await(Duration.ofMinutes(1));
            run(runner, catalogue, "data/backfill", Map.of("table", "public.orders", "column", "total", "value", "1 / (id - 500)"),
                    Knobs.usual()).await(Duration.ofMinutes(1));
            run(runner, catalogue, "data/backfill", Map.of("table", "public.orders", "column", "total", "value", "id * 2"),
                    Knobs.usual().withMaxRows(1000).withRest(30).withHeadRoom(0));
            JobQueue queue = new JobQueue(target, audit);
            queue.add(new dev.howdah.engine.job.queue.QueuedJob(java.util.UUID.randomUUID(), "maintenance/analyze", "sandbox", null, Map.of("table", "public.orders"),
                    "", "every 1 h"), Clock.systemUTC().instant());
            CompletableFuture<Screen> opened = new CompletableFuture<>();
            Platform.runLater(() -> {
                Screen screen = new JobsTab(runner, catalogue, () -> queue, audit, kit).open();
                screen.shown(true);
                opened.complete(screen);
            });
            Screen screen = opened.get();
            for (Theme theme : Theme.values()) {
                String mode = "-" + theme.name().toLowerCase(java.util.Locale.ROOT);
                picture(studio, screen, theme, out, "jobs-running" + mode, () -> chosen(screen, 0));
                picture(studio, screen, theme, out, "jobs-failed" + mode, () -> chosen(screen, 1));
                picture(studio, screen, theme, out, "jobs-planned" + mode, () -> part(screen, 1));
                picture(studio, screen, theme, out, "jobs-workers" + mode, () -> part(screen, 2));
                picture(studio, screen, theme, out, "jobs-audit" + mode, () -> audited(screen));
                Platform.runLater(() -> part(screen, 0));
            }
        }
        System.exit(0);
    }

    private static dev.howdah.engine.job.JobRun run(JobRunner runner, Catalogue catalogue, String name, Map<String, String> given, Knobs knobs) {
        Job job = catalogue.named(name);
        return runner.start(job, Arguments.of(job.parameters(), given), knobs);
    }

    private static void part(Screen screen, int number) {
        ((javafx.scene.control.ToggleButton) screen.root().lookupAll(".segments .toggle-button").toArray()[number]).fire();
    }

    private static void audited(Screen screen) {
        part(screen, 3);
        screen.root().lookupAll(".table-view").stream().map(TableView.class::cast).toList().getLast().getSelectionModel().select(1);
    }

    /** A job with its values and plan, its question, and a run in detail. */
    private static void chosen(Screen screen, int run) {
        var tables = screen.root().lookupAll(".table-view").stream().map(TableView.class::cast).toList();
        tables.getFirst().getSelectionModel().select(9);
        ((TextField) screen.root().lookup("#param-table")).setText("public.orders");
        ((TextField) screen.root().lookup("#param-column")).setText("total");
        ((TextField) screen.root().lookup("#param-value")).setText("id * 2");
        ((Button) screen.root().lookup(run == 0 ? "#job-run" : "#job-dry-run")).fire();
        tables.get(1).getSelectionModel().select(run);
    }

    private static void picture(Studio studio, Screen screen, Theme theme, Path out, String name, Runnable before) throws Exception {
        CompletableFuture<Path> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            studio.show(screen.root());
            studio.theme(theme);
        });
        LockSupport.parkNanos(2_500_000_000L);
        Platform.runLater(before);
        LockSupport.parkNanos(2_500_000_000L);
        Platform.runLater(() -> studio.shoot(out.resolve(name + ".png"), 5).thenAccept(done::complete));
        done.get();
    }
}
