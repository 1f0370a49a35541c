package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
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
import java.util.concurrent.CompletableFuture;
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
        try (Advising advising = new Advising(Servers.binaries(), out.resolve("twins"), Servers.db(target, SessionSpec.interactive()), Clock.systemUTC())) {
            CompletableFuture<Screen> opened = new CompletableFuture<>();
            Platform.runLater(() -> {
                Screen screen = new AdvisorTab(advising, kit).open();
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
                Platform.runLater(() -> part(screen, 0));
            }
        }
        System.exit(0);
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
