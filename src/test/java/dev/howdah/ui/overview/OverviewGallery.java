package dev.howdah.ui.overview;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.pool.PoolSpec;
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
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.control.Button;

/** Pictures of the Overview with the buttons for the sample systems: run it and look at the folder it is given. */
public final class OverviewGallery {
    private static final long MOMENT = 3_000_000_000L;

    private OverviewGallery() {}

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        int width = args.length > 1 ? Integer.parseInt(args[1]) : 1544;
        int height = args.length > 2 ? Integer.parseInt(args[2]) : 924;
        CompletableFuture<Studio> made = new CompletableFuture<>();
        Platform.startup(() -> made.complete(new Studio(width, height)));
        Studio studio = made.get();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        Target target = Servers.newDatabase().withEnvironment(Environment.SANDBOX);
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
        try (Engine engine = Engine.open(target, PoolSpec.of(5, 10, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC())) {
            engine.playground().begin();
            Servers.execute(target, "ALTER TABLE skillsprint.resources DROP CONSTRAINT resources_url_key", "CREATE TABLE paintstudio.stray (id int)");
            CompletableFuture<Screen> opened = new CompletableFuture<>();
            Platform.runLater(() -> {
                Screen screen = new OverviewTab(engine.sampler(), engine.vitals(), engine.playground(), health(engine), new SimpleObjectProperty<>(Duration.ofMinutes(2)), kit)
                        .open();
                screen.shown(true);
                studio.show(screen.root());
                opened.complete(screen);
            });
            Parent root = opened.get().root();
            LockSupport.parkNanos(MOMENT);
            LockSupport.parkNanos(2 * MOMENT);
            shoot(studio, out, "overview-live");
            Platform.runLater(() -> ((javafx.scene.control.TableView<?>) root.lookup("#health .table-view")).getSelectionModel().select(0));
            LockSupport.parkNanos(MOMENT);
            shoot(studio, out, "overview-finding");
            press(root, "#systems-reset");
            shoot(studio, out, "overview-reset");
            press(root, "#systems-check");
            shoot(studio, out, "overview-check");
            press(root, "#systems-optimise");
            press(root, "#confirm-yes");
            shoot(studio, out, "overview-optimising");
            LockSupport.parkNanos(30 * MOMENT);
            shoot(studio, out, "overview-scorecard");
        }
        System.exit(0);
    }

    private static void press(Parent root, String button) {
        Platform.runLater(() -> ((Button) root.lookup(button)).fire());
        LockSupport.parkNanos(MOMENT);
    }

    private static void shoot(Studio studio, Path out, String name) throws Exception {
        for (Theme theme : Theme.values()) {
            CompletableFuture<Path> done = new CompletableFuture<>();
            Platform.runLater(() -> {
                studio.theme(theme);
                studio.shoot(out.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png"), 5).thenAccept(done::complete);
            });
            done.get();
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
