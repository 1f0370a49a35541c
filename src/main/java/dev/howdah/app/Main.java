package dev.howdah.app;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Targets;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Toasts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Watchdog;
import dev.howdah.ui.shell.Entry;
import dev.howdah.ui.shell.Form;
import dev.howdah.ui.shell.Shell;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The console's window. {@link #open} starts it; its only parameter is the target, or none for what the surroundings say. */
public final class Main extends Application {
    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 128, 256);

    private final Wiring wiring = Wiring.ofThisProcess();
    private final Fx fx = Fx.live();
    private @Nullable WindowMemory memory;
    private @Nullable Shell shell;

    /** Opens the window and returns when it is closed. */
    static void open(@Nullable String target) {
        Application.launch(Main.class, target == null ? new String[0] : new String[] {target});
    }

    @Override
    public void start(Stage stage) {
        WindowMemory remembered = new WindowMemory(wiring.folders().data().resolve("window.json"), fx);
        memory = remembered;
        Kit kit = new Kit(fx, new ThemedMemory(remembered, wiring.settings()), Files.dialogs(), new Toasts(() -> stage), wiring.clock());
        fx.unhandled(kit.notices()::problem);
        remembered.onTrouble(t -> tell(kit, t));
        fx.work(this::readSettings).done(problems -> problems.forEach(p -> tell(kit, p)));
        Shell window = new Shell(new Desk(wiring, kit), kit);
        shell = window;
        if (System.getProperty("howdah.first-data") != null) {
            window.onFirstReading(() -> {
                System.out.println("first live data");
                Platform.exit();
            });
        }
        // The server answers while the window is being drawn.
        List<String> given = getParameters().getRaw();
        first(window, given.isEmpty() ? null : given.getFirst());
        Scene scene = new Scene(window.root());
        window.theme().subscribe(t -> t.apply(scene));
        Platform.getPreferences().colorSchemeProperty().subscribe(c -> window.systemTheme(Theme.ofSystem()));
        stage.setTitle(Text.of("shell.title"));
        ICON_SIZES.forEach(s -> stage.getIcons().add(new Image(resource("/icons/howdah-" + s + ".png"))));
        stage.setScene(scene);
        Bounds.restore(stage, remembered);
        stage.show();
        if (System.getProperty("howdah.watchdog") != null) {
            new Watchdog(fx).start();
        }
    }

    @Override
    public void stop() {
        if (memory != null) {
            memory.flush();
        }
        if (shell != null) {
            shell.close();
        }
        wiring.close();
    }

    /** What in the settings cannot be used, or that they cannot be kept. */
    private List<String> readSettings() {
        wiring.settings().createIfMissing();
        wiring.settings().profiles();
        return wiring.settings().problems();
    }

    private static void tell(Kit kit, String sentence) {
        kit.notices().say(Tone.LOOK, Text.of("settings.title"), sentence, null);
    }

    private void first(Shell window, @Nullable String target) {
        fx.work(() -> wiring.targets().resolve(target, null))
                .done(answer -> {
                    if (answer instanceof Targets.Answer.Found) {
                        window.open(new Form(target == null ? "" : target, "", null, Environment.PRODUCTION, null, null, null, null, ""));
                    } else {
                        window.open(new Entry(Targets.SANDBOX, Environment.SANDBOX));
                    }
                });
    }

    private static String resource(String name) {
        return Objects.requireNonNull(Main.class.getResource(name), name).toExternalForm();
    }
}
