package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Targets;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Toasts;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Watchdog;
import dev.howdah.ui.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The console's window. {@link #open} starts it; its only parameter is the target, or none for what the surroundings say. */
public final class Main extends Application {
    private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 128, 256);

    private static final Duration CARRY_ON = Duration.ofSeconds(5);

    private final Wiring wiring = Wiring.ofThisProcess();
    private final Fx fx = Fx.live();
    private @Nullable CompletableFuture<Engine> first;
    private @Nullable WindowMemory memory;
    private @Nullable Shell shell;
    private @Nullable Lookout lookout;
    private volatile boolean focused;

    /** Opens the window and returns when it is closed. */
    static void open(@Nullable String target) {
        // Threads of the engine and of the window log from the start, and the first of them must not find half a logger.
        LoggerFactory.getILoggerFactory();
        Application.launch(Main.class, target == null ? new String[0] : new String[] {target});
    }

    /** The server answers while the window is being built. */
    @Override
    public void init() {
        String target = named();
        first = CompletableFuture.supplyAsync(() -> wiring.open(target), work -> Thread.ofVirtual().name("open").start(work));
    }

    @Override
    public void start(Stage stage) {
        WindowMemory remembered = new WindowMemory(wiring.folders().data().resolve("window.json"), fx);
        memory = remembered;
        Kit kit = new Kit(fx, new ThemedMemory(remembered, wiring.settings()), Files.dialogs(), new Toasts(() -> stage), wiring.clock());
        fx.unhandled(kit.notices()::problem);
        remembered.onTrouble(t -> tell(kit, t));
        fx.work(this::readSettings).done(problems -> problems.forEach(p -> tell(kit, p)));
        Desk desk = new Desk(wiring, kit);
        Shell window = new Shell(desk, kit);
        lookout = desk.lookout();
        lookout.onShow(window::show, () -> focused);
        stage.focusedProperty().subscribe(f -> focused = f);
        shell = window;
        if (System.getProperty("howdah.first-data") != null) {
            window.onFirstReading(() -> {
                System.out.println("first live data");
                Platform.exit();
            });
            fx.after(Duration.ofMinutes(1), Platform::exit);
        }
        window.open(Objects.requireNonNullElseGet(named(), this::usual), () -> desk.live(opened(), window.range()));
        Scene scene = new Scene(window.root());
        window.theme().subscribe(t -> t.apply(scene));
        Platform.getPreferences().colorSchemeProperty().subscribe(c -> window.systemTheme(Theme.ofSystem()));
        stage.setTitle(Text.of("shell.title"));
        ICON_SIZES.forEach(s -> stage.getIcons().add(new Image(resource("/icons/howdah-" + s + ".png"))));
        stage.setScene(scene);
        Bounds.restore(stage, remembered);
        stage.iconifiedProperty().subscribe(desk::minimised);
        stage.show();
        // Schedules run while the console is open, whichever server it looks at; after the first picture, since it may start a server.
        fx.after(CARRY_ON, () -> fx.work(this::carryOn).failed(kit.notices()::problem));
        if (System.getProperty("howdah.watchdog") != null) {
            new Watchdog(fx).start();
        }
    }

    private boolean carryOn() {
        wiring.hold().carryOn();
        return true;
    }

    private Engine opened() throws Exception {
        try {
            return Objects.requireNonNull(first).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception why ? why : e;
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
        if (lookout != null) {
            lookout.close();
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

    /** What is opened where no target is given. */
    private String usual() {
        String origin = wiring.targets().usual();
        return origin.isEmpty() ? Targets.SANDBOX : Text.of("shell.first-server", origin);
    }

    /** The target given to {@link #open}; null for what the surroundings say. */
    private @Nullable String named() {
        List<String> given = getParameters().getRaw();
        return given.isEmpty() ? null : given.getFirst();
    }

    private static String resource(String name) {
        return Objects.requireNonNull(Main.class.getResource(name), name).toExternalForm();
    }
}
