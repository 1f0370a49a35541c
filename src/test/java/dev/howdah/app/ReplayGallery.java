package dev.howdah.app;

import dev.howdah.testing.Pictures;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Pictures of the window at a past moment: run it and look at the folder it is given. */
public final class ReplayGallery {
    private ReplayGallery() {}

    public static void main(String[] args) throws Exception {
        Pictures pictures = Pictures.start(args.length > 0 ? args[0] : "target/gallery", args.length > 1 ? args[1] : "1600", args.length > 2 ? args[2] : "1000");
        Path folder = Files.createTempDirectory("howdah-replay");
        try (ReplayStage stage = new ReplayStage(folder)) {
            Shell shell = Pictures.on(() -> {
                Shell made = new Shell(new Desk(Wiring.ofThisProcess(), pictures.kit()), pictures.kit());
                made.range(TimeRange.HOUR);
                made.show(stage.connected(pictures.kit(), made.range()));
                return made;
            });
            Screen screen = pictures.show(shell.screen());
            Pictures.until(screen, "the slider can be moved", r -> !r.lookup("#replay").isDisabled());
            at(shell, "overview", stage);
            Pictures.untilSays(screen, "second by second");
            pause();
            pictures.shoot("replay-overview");
            for (String tab : new String[] {"activity", "slow"}) {
                at(shell, tab, stage);
                Pictures.untilRows(screen, 0);
                pictures.shoot("replay-" + tab);
            }
            at(shell, "activity", stage);
            Pictures.with(screen, r -> Pictures.press(r, "Locks"));
            Pictures.untilRows(screen, 0);
            pictures.shoot("replay-locks");
            Pictures.with(screen, r -> Pictures.press(r, "Waits"));
            Pictures.untilRows(screen, 0);
            pause();
            pictures.shoot("replay-waits");
            at(shell, "pool", stage);
            pictures.shoot("replay-pool");
            Pictures.with(screen, r -> {
                shell.tab("overview");
                shell.seek(stage.start.minusSeconds(600));
            });
            Pictures.untilSays(screen, "Nothing was recorded");
            pause();
            pictures.shoot("replay-gap");
            Pictures.with(screen, r -> shell.seek(stage.trouble()));
            Pictures.untilSays(screen, "second by second");
            Pictures.with(screen, r -> shell.seek(null));
            pause();
            pictures.shoot("replay-live");
        }
        System.exit(0);
    }

    private static void at(Shell shell, String tab, ReplayStage stage) {
        Pictures.on(() -> {
            shell.tab(tab);
            shell.seek(stage.trouble());
            return tab;
        });
    }

    /** Charts are drawn one a frame. */
    private static void pause() {
        LockSupport.parkNanos(2_000_000_000L);
    }
}
