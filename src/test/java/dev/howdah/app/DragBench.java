package dev.howdah.app;

import dev.howdah.bench.PulseMeter;
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
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.Slider;

/**
 * What the window's thread does while the slider of the past is dragged to and fro, sixty moves a second, over forty minutes that were
 * recorded, with each tab that shows the past: in a move, and in a frame. Handing pixels over, which off-screen it does itself, is not in it. Run by the command in {@code docs/perf/history.md}; argument: seconds a tab.
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
            try (FxWindow window = FxWindow.show(shell::root); Meter meter = new Meter()) {
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

    /** Frames, and what the meter of them needs. */
    private static final class Meter implements AutoCloseable {
        private final PulseMeter pulses = FxWindow.call(() -> new PulseMeter(Fx.live()));

        Meter() {
            FxWindow.run(pulses::start);
        }

        @Override
        public void close() {
            FxWindow.run(pulses::stop);
        }
    }

    private static String drag(FxWindow window, Shell shell, Meter meter, String tab, int seconds) {
        FxWindow.run(() -> shell.tab(tab));
        window.settle();
        int frames = seconds * 60;
        double[] moves = new double[frames];
        FxWindow.run(meter.pulses::reset);
        long next = System.nanoTime();
        for (int i = 0; i < frames; i++) {
            int move = i;
            double share = 0.1 + 0.8 * Math.abs(Math.sin(i / 90.0));
            Platform.runLater(() -> {
                long begun = System.nanoTime();
                Slider slider = slider(window);
                slider.setValueChanging(true);
                slider.setValue(slider.getMax() * share);
                moves[move] = (System.nanoTime() - begun) / 1e6;
            });
            next += FRAME;
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
        return FxWindow.call(() -> String.format(Locale.ROOT, "a frame: p50 %.1f, p90 %.1f, p99 %.1f, most %.1f ms; a move: %s", meter.pulses.millis(50),
                meter.pulses.millis(90), meter.pulses.millis(99), meter.pulses.millis(100), quantiles(moves)));
    }

    private static String quantiles(double[] ms) {
        Arrays.sort(ms);
        return String.format(Locale.ROOT, "p50 %.1f, p90 %.1f, p99 %.1f, most %.1f ms", ms[ms.length / 2], ms[ms.length * 9 / 10], ms[ms.length * 99 / 100],
                ms[ms.length - 1]);
    }
}
