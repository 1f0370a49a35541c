package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.testing.Pictures;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.shell.Shell;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Pictures of the window of 1280 x 800 on the sandbox at 80, 100 and 200 per cent: run it, with {@code -Dhowdah.language=de} for another language, and look
 * at the folder it is given. Further arguments: the sizes, names of scenes.
 */
public final class SizesGallery {
    private SizesGallery() {}

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args.length > 0 ? args[0] : "target/gallery", "1280", "800");
        List<Integer> sizes = args.length > 1 ? List.of(args[1].split(",")).stream().map(Integer::valueOf).toList() : List.of(80, 100, 200);
        Set<String> only = args.length > 2 ? Set.of(args[2].split(",")) : Set.of();
        try (Wiring wiring = Wiring.ofThisProcess(); Engine engine = wiring.connect("sandbox")) {
            Wiring.play(engine);
            Desk desk = new Desk(wiring, pictures.kit());
            Shell shell = Pictures.on(() -> {
                Shell made = new Shell(desk, pictures.kit());
                made.show(desk.connected(engine, made.range()));
                return made;
            });
            Screen screen = pictures.show(shell.screen());
            Hand hand = Pictures.on(() -> new Hand(shell.root(), wiring.folders().sandbox().resolve("log")));
            try (Trouble trouble = new Trouble(engine.target())) {
                pause(10);
                for (Scene scene : Scene.all().stream().filter(s -> only.isEmpty() || only.contains(s.name())).toList()) {
                    Pictures.with(screen, r -> shell.tab(scene.tab()));
                    for (String step : scene.steps()) {
                        pause(2);
                        Pictures.with(screen, r -> hand.take(step));
                    }
                    pause(scene.settle().toSeconds());
                    for (int size : sizes) {
                        Pictures.with(screen, r -> shell.scale(size));
                        pause(1);
                        pictures.shoot(scene.name() + "-" + size);
                    }
                    Pictures.with(screen, r -> shell.scale(100));
                }
            }
        }
        System.exit(0);
    }

    /** What is drawn is of the present: it has to pass. */
    private static void pause(long seconds) {
        LockSupport.parkNanos(seconds * 1_000_000_000L);
    }
}
