package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.ui.shell.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Parent;

/** The pictures of the documentation: the sandbox at work, with sessions that hold one another up. */
final class DocPictures {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final Wiring wiring;
    private final Path out;

    DocPictures(Wiring wiring, Path out) {
        this.wiring = wiring;
        this.out = out;
    }

    /** @param work how long the sandbox works before the first picture */
    List<Path> draw(Duration work) throws Exception {
        List<Path> pictures = new ArrayList<>();
        try (Engine engine = wiring.connect("sandbox");
                TourRenderer renderer = TourRenderer.start(out, wiring.clock(), WIDTH, HEIGHT)) {
            Wiring.play(engine);
            try (Trouble trouble = new Trouble(engine.target())) {
                Thread.sleep(work);
                pictures.addAll(renderer.scenes(wiring, engine, Scene.all()));
            }
            pictures.addAll(renderer.picture("palette", () -> shown(renderer, engine, Shell::search)));
            pictures.addAll(renderer.picture("connect", () -> shown(renderer, engine, Shell::connect)));
            pictures.addAll(renderer.picture("first-run", () -> new Shell(new Desk(wiring, renderer.kit()), renderer.kit()).root()));
        }
        return pictures;
    }

    private Parent shown(TourRenderer renderer, Engine engine, Consumer<Shell> sheet) {
        Shell shell = new Shell(new Desk(wiring, renderer.kit()), renderer.kit());
        shell.show(new Desk(wiring, renderer.kit()).connected(engine, shell.range()));
        sheet.accept(shell);
        return shell.root();
    }
}
