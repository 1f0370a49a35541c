package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.shell.Connected;
import dev.howdah.ui.shell.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Parent;

/**
 * Draws the window and everything else off-screen, 1600 x 1000 unless told otherwise, dark and light, into a folder. It needs no display. One a process;
 * its methods wait, so they are called off the FX thread.
 */
final class TourRenderer implements AutoCloseable {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 1000;
    private static final int FRAMES = 30;
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Path out;
    private final InstantSource clock;
    private final Fx fx = Fx.live();
    private final Studio studio;

    /** Starts the toolkit without a display. */
    static TourRenderer start(Path out, InstantSource clock) throws InterruptedException {
        return start(out, clock, WIDTH, HEIGHT);
    }

    static TourRenderer start(Path out, InstantSource clock, int width, int height) throws InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<Studio> studio = new CompletableFuture<>();
        Platform.startup(() -> {
            Platform.setImplicitExit(false);
            studio.complete(new Studio(width, height));
        });
        return new TourRenderer(out, clock, get(studio));
    }

    /** With a toolkit that runs already; the studio was made on its thread. */
    TourRenderer(Path out, InstantSource clock, Studio studio) {
        this.out = out;
        this.clock = clock;
        this.studio = studio;
    }

    /** What roots that are to be drawn are made with. */
    Kit kit() {
        return new Kit(fx, Memory.brief(), Files.dialogs(), Notices.silent(), clock);
    }

    /**
     * The whole window on a target, one picture a tab and theme: {@code overview-dark.png}.
     *
     * @param settle how long a tab is shown before its picture is taken, so that it has data
     */
    List<Path> window(Wiring wiring, Engine engine, TimeRange range, Duration settle) throws InterruptedException {
        Kit kit = kit();
        Desk desk = new Desk(wiring, kit);
        List<Path> pictures = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        Shell shell = onFx(() -> {
            Shell s = new Shell(desk, kit);
            s.range(range);
            Connected connected = desk.connected(engine, s.range());
            connected.tabs().forEach(t -> ids.add(t.id()));
            s.show(connected);
            studio.theme(Theme.DARK);
            studio.show(s.root());
            return s;
        });
        for (String id : ids) {
            onFx(() -> {
                shell.tab(id);
                return id;
            });
            Thread.sleep(settle);
            pictures.addAll(shoot(id));
        }
        return pictures;
    }

    /** Pictures of single scenes, in their order. */
    List<Path> scenes(Wiring wiring, Engine engine, List<Scene> scenes) throws InterruptedException {
        Kit kit = kit();
        Desk desk = new Desk(wiring, kit);
        Shell shell = onFx(() -> {
            Shell s = new Shell(desk, kit);
            s.show(desk.connected(engine, s.range()));
            studio.theme(Theme.DARK);
            studio.show(s.root());
            return s;
        });
        Hand hand = new Hand(shell.root(), wiring.folders().sandbox().resolve("log"));
        List<Path> pictures = new ArrayList<>();
        for (Scene scene : scenes) {
            onFx(() -> {
                shell.tab(scene.tab());
                return scene;
            });
            for (String step : scene.steps()) {
                Thread.sleep(STEP);
                onFx(() -> {
                    hand.take(step);
                    return step;
                });
            }
            Thread.sleep(scene.settle());
            pictures.addAll(shoot(scene.name(), scene.light() ? List.of(Theme.values()) : List.of(Theme.DARK)));
        }
        return pictures;
    }

    /** Any root in any state, in both themes. The supplier is called on the FX thread. */
    List<Path> picture(String name, Supplier<Parent> root) throws InterruptedException {
        onFx(() -> {
            studio.show(root.get());
            return name;
        });
        return shoot(name);
    }

    private List<Path> shoot(String name) throws InterruptedException {
        return shoot(name, List.of(Theme.values()));
    }

    private List<Path> shoot(String name, List<Theme> themes) throws InterruptedException {
        List<Path> pictures = new ArrayList<>();
        for (Theme theme : themes) {
            Path file = out.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            CompletableFuture<Path> done = onFx(() -> {
                studio.theme(theme);
                return studio.shoot(file, FRAMES);
            });
            pictures.add(get(done));
        }
        return pictures;
    }

    private <T> T onFx(Callable<T> call) throws InterruptedException {
        CompletableFuture<T> done = new CompletableFuture<>();
        fx.later(() -> {
            try {
                done.complete(call.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return get(done);
    }

    private static <T> T get(CompletableFuture<T> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** Takes the last root off show, so that its subscriptions end. The toolkit goes on. */
    @Override
    public void close() {
        fx.later(studio::close);
    }
}
