package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.apply.Measuring;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobRunner;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Pictures of the Advisor tab on a real server, both themes: run it and look at the folder it is given. */
public final class AdvisorGallery {
    private AdvisorGallery() {}

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        CompletableFuture<Studio> made = new CompletableFuture<>();
        Platform.startup(() -> made.complete(new Studio(1544, 920)));
        Studio studio = made.get();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        Target target = Servers.newDatabase();
        AdvisorTabTest.fill(target);
        JobRunner jobs = new JobRunner(target, Audits.scratch(), Clock.systemUTC());
        Applying applying = new Applying(jobs, Servers.db(target), out.resolve("advice"), Clock.systemUTC());
        Servers.execute(target, "CREATE TABLE public.parts (id int, name text)", "INSERT INTO parts SELECT g, 'p' || g FROM generate_series(1, 30000) g",
                "ANALYZE parts");
        applied(target, applying, "CREATE INDEX CONCURRENTLY parts_id ON public.parts (id)");
        applied(target, applying, "CREATE INDEX CONCURRENTLY parts_name ON public.parts (name)");
        try (Advising advising = new Advising(Servers.binaries(), out.resolve("twins"), Servers.db(target, SessionSpec.interactive()), Clock.systemUTC())) {
            CompletableFuture<Screen> opened = new CompletableFuture<>();
            Platform.runLater(() -> {
                Screen screen = new AdvisorTab(new AdvisorTab.Parts(advising, applying), Environment.STAGING, kit).open();
                screen.shown(true);
                opened.complete(screen);
            });
            Screen screen = opened.get();
            for (Theme theme : Theme.values()) {
                picture(studio, screen, theme, out, "advisor-empty", () -> { });
            }
            Platform.runLater(() -> ((Button) screen.root().lookup("#advisor-ask")).fire());
            picture(studio, screen, Theme.DARK, out, "advisor-searching", () -> { });
            LockSupport.parkNanos(15_000_000_000L);
            for (Theme theme : Theme.values()) {
                picture(studio, screen, theme, out, "advisor-indexes", () -> open(screen));
                picture(studio, screen, theme, out, "advisor-statements", () -> {
                    part(screen, 1);
                });
                picture(studio, screen, theme, out, "advisor-trying", () -> open(screen));
                picture(studio, screen, theme, out, "advisor-plans", () -> { });
                picture(studio, screen, theme, out, "advisor-settings", () -> {
                    part(screen, 2);
                    open(screen);
                });
                picture(studio, screen, theme, out, "advisor-applied", () -> {
                    part(screen, 3);
                    open(screen);
                });
                Platform.runLater(() -> part(screen, 0));
                picture(studio, screen, theme, out, "advisor-question", () -> {
                    open(screen);
                    ((Button) screen.root().lookup("#advisor-apply")).fire();
                });
            }
        }
        System.exit(0);
    }

    /** Applies it while a client asks for single parts. */
    private static void applied(Target target, Applying applying, String statement) {
        AtomicBoolean over = new AtomicBoolean();
        Thread client = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                Servers.execute(target, "SELECT * FROM parts WHERE id = 17");
            }
        });
        Remedy remedy = new Remedy(statement, statement, List.of(), Map.of(), Remedy.Aim.FASTER);
        applying.apply(applying.prepare(remedy, Measuring.of(Duration.ofSeconds(3))).id(), Servers.db(target).target().database(), a -> { });
        over.set(true);
        client.interrupt();
    }

    private static void part(Screen screen, int number) {
        ((javafx.scene.control.ToggleButton) screen.root().lookupAll(".segments .toggle-button").toArray()[number]).fire();
    }

    private static void open(Screen screen) {
        TableView<?> table = (TableView<?>) screen.root().lookup(".howdah-table");
        table.getSelectionModel().select(0);
        table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    }

    private static void picture(Studio studio, Screen screen, Theme theme, Path out, String name, Runnable before) throws Exception {
        CompletableFuture<Path> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            studio.show(screen.root());
            studio.theme(theme);
        });
        LockSupport.parkNanos(500_000_000L);
        Platform.runLater(before);
        LockSupport.parkNanos(2_000_000_000L);
        String file = name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
        Platform.runLater(() -> studio.shoot(out.resolve(file), 5).thenAccept(done::complete));
        done.get();
    }
}
