package dev.howdah.ui.overview;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.time.Clock;
import java.time.Duration;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.TableView;

/** Pictures of the Overview with the buttons for the sample systems: run it and look at the folder it is given. */
public final class OverviewGallery {
    private OverviewGallery() {}

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args);
        Target target = Servers.newDatabase().withEnvironment(Environment.SANDBOX);
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
        try (Engine engine = Engine.open(target, PoolSpec.of(5, 10, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC())) {
            engine.playground().begin();
            Servers.execute(target, "ALTER TABLE skillsprint.resources DROP CONSTRAINT resources_url_key", "CREATE TABLE paintstudio.stray (id int)");
            Screen screen = pictures.open(new OverviewTab(Replays.live(engine), engine.playground(), health(engine),
                    new SimpleObjectProperty<>(Duration.ofMinutes(2)), pictures.kit()));
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
        System.exit(0);
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
