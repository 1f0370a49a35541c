package dev.howdah.app;

import dev.howdah.bench.StallMeter;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.shell.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.Slider;

/**
 * How long the window does not answer while the slider of the past is dragged to and fro, sixty moves a second, over forty minutes that
 * were recorded, with each tab that shows the past. Run by the command in {@code docs/perf/history.md}; argument: seconds a tab.
 */
public final class DragBench {
    private static final long FRAME = 1_000_000_000L / 60;

    private DragBench() {}

    public static void main(String[] args) throws IOException {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        FxWindow.start();
        try (ReplayStage stage = new ReplayStage(java.nio.file.Files.createTempDirectory("drag"))) {
            Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
            Shell shell = FxWindow.call(() -> new Shell(new Desk(Wiring.ofThisProcess(), kit), kit));
            try (FxWindow window = FxWindow.show(shell::root); StallMeter meter = new StallMeter()) {
                FxWindow.run(() -> shell.show(stage.connected(kit, shell.range())));
                Await.until("the slider can be moved", () -> FxWindow.call(() -> !slider(window).isDisabled()));
                for (String tab : List.of("overview", "activity", "slow", "pool", "cache")) {
                    drag(window, shell, meter, tab, 2);
                    System.out.printf(Locale.ROOT, "%-9s %s%n", tab, drag(window, shell, meter, tab, seconds));
                }
                FxWindow.run(shell::close);
            }
        }
        System.exit(0);
    }

    private static Slider slider(FxWindow window) {
        return (Slider) window.stage().getScene().getRoot().lookup("#replay");
    }

    private static String drag(FxWindow window, Shell shell, StallMeter meter, String tab, int seconds) {
        FxWindow.run(() -> shell.tab(tab));
        window.settle();
        AtomicInteger moved = new AtomicInteger();
        int frames = seconds * 60;
        double[] turns = new double[frames];
        double[] waits = new double[frames];
        meter.longest();
        meter.longestTurn();
        long next = System.nanoTime();
        for (int i = 0; i < frames; i++) {
            double share = 0.1 + 0.8 * Math.abs(Math.sin(i / 90.0));
            Platform.runLater(() -> {
                Slider slider = slider(window);
                slider.setValueChanging(true);
                slider.setValue(slider.getMax() * share);
                moved.incrementAndGet();
            });
            next += FRAME;
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            turns[i] = meter.longestTurn();
            waits[i] = meter.longest();
        }
        return "longest turn in a frame, CPU: " + quantiles(turns) + "; by the wall: " + quantiles(waits) + "; " + moved.get() + " moves";
    }

    private static String quantiles(double[] ms) {
        Arrays.sort(ms);
        return String.format(Locale.ROOT, "p50 %.1f, p90 %.1f, p99 %.1f, most %.1f ms", ms[ms.length / 2], ms[ms.length * 9 / 10], ms[ms.length * 99 / 100],
                ms[ms.length - 1]);
    }
}
