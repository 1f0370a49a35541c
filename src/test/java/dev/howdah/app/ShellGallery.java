package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.shell.Shell;
import java.nio.file.Path;
import java.time.Duration;

/** Pictures of the window on the sandbox and of its sheets: run it and look at target/gallery. */
public final class ShellGallery {
    private ShellGallery() {}

    public static void main(String[] args) throws Exception {
        Path out = Path.of(args.length > 0 ? args[0] : "target/gallery");
        try (Wiring wiring = Wiring.ofThisProcess();
                Engine engine = wiring.open("sandbox");
                TourRenderer renderer = TourRenderer.start(out, wiring.clock())) {
            renderer.window(wiring, engine, TimeRange.LIVE, Duration.ofSeconds(12));
            renderer.picture("first-run", () -> shell(wiring, renderer).root());
            renderer.picture("palette", () -> {
                Shell shell = shell(wiring, renderer);
                shell.show(new Desk(wiring, renderer.kit()).connected(engine, shell.range()));
                shell.search();
                return shell.root();
            });
            renderer.picture("connect", () -> {
                Shell shell = shell(wiring, renderer);
                shell.connect();
                return shell.root();
            });
        }
        System.exit(0);
    }

    private static Shell shell(Wiring wiring, TourRenderer renderer) {
        Kit kit = renderer.kit();
        return new Shell(new Desk(wiring, kit), kit);
    }
}
