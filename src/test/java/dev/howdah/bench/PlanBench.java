package dev.howdah.bench;

import dev.howdah.engine.plan.Plan;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.PlanView;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Unit;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * How long the window does not answer while a plan of 5,001 steps that was read is opened in it, beside one of 51 steps and an empty table of as many
 * columns, each in turn. Run by the command in {@code docs/perf/slow.md}; argument: rounds.
 */
public final class PlanBench {
    private static final int FRAMES = 40;

    private final Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), InstantSource.system());
    private final VBox place = new VBox();

    public static void main(String[] args) {
        new PlanBench().run(args.length > 0 ? Integer.parseInt(args[0]) : 40);
        System.exit(0);
    }

    private void run(int rounds) {
        PlanSheet great = sheet(5_000);
        PlanSheet small = sheet(50);
        FxWindow.start();
        FxWindow.run(() -> {
            Stage stage = new Stage();
            Scene scene = new Scene(new VBox(new Card("Plan", place)), 980, 900);
            Theme.DARK.apply(scene);
            stage.setScene(scene);
            stage.show();
        });
        try (StallMeter meter = new StallMeter()) {
            // the window has shown a table before, as the tab has that a plan is opened from
            opening(meter, this::statements);
            double[] first = opening(meter, () -> new PlanView(great, kit).node());
            System.out.printf(Locale.ROOT, "%-14s first %.1f ms, %.1f ms of CPU%n", "5,001 steps", first[0], first[1]);
            List<String> names = List.of("5,001 steps", "51 steps", "empty table", "nothing");
            double[][] waits = new double[names.size()][rounds];
            double[][] turns = new double[names.size()][rounds];
            for (int i = -5; i < rounds; i++) {
                List<Supplier<Node>> makers = List.of(() -> new PlanView(great, kit).node(), () -> new PlanView(small, kit).node(), () -> table(List.of()), VBox::new);
                for (int m = 0; m < makers.size(); m++) {
                    double[] ms = opening(meter, makers.get(m));
                    if (i >= 0) {
                        waits[m][i] = ms[0];
                        turns[m][i] = ms[1];
                    }
                }
            }
            for (int m = 0; m < names.size(); m++) {
                System.out.printf(Locale.ROOT, "%-14s longest wait %s; longest turn in CPU time %s%n", names.get(m), quantiles(waits[m]), quantiles(turns[m]));
            }
        }
    }

    private static String quantiles(double[] ms) {
        Arrays.sort(ms);
        return String.format(Locale.ROOT, "p50 %.1f, p90 %.1f, p99 %.1f, most %.1f ms", ms[ms.length / 2], ms[ms.length * 9 / 10], ms[ms.length * 99 / 100],
                ms[ms.length - 1]);
    }

    /** The longest wait and the longest turn. */
    private double[] opening(StallMeter meter, Supplier<Node> maker) {
        FxWindow.run(() -> place.getChildren().clear());
        frames();
        meter.longest();
        meter.longestTurn();
        FxWindow.run(() -> place.getChildren().setAll(maker.get()));
        frames();
        return new double[] {meter.longest(), meter.longestTurn()};
    }

    /** Lets the window draw. */
    private static void frames() {
        AtomicInteger left = new AtomicInteger(FRAMES);
        AnimationTimer timer = FxWindow.call(() -> new AnimationTimer() {
            @Override
            public void handle(long now) {
                if (left.decrementAndGet() <= 0) {
                    stop();
                }
            }
        });
        FxWindow.run(timer::start);
        Await.until("the window draws", () -> left.get() <= 0);
    }

    private Node table(List<Integer> rows) {
        var table = kit.<Integer>table("bench.plan").text("bench.text", i -> "row " + i);
        for (int c = 0; c < 9; c++) {
            table.number("bench.value", i -> i, Unit.COUNT);
        }
        Table<Integer> built = table.build();
        built.rows(rows);
        return built.node();
    }

    /** As the tab has it that a plan is opened from. */
    private Node statements() {
        var table = kit.<Integer>table("bench.statements").code("bench.text", i -> "SELECT a FROM t WHERE b = " + i).masked().grows();
        for (int c = 0; c < 9; c++) {
            table.number("bench.value", i -> i, Unit.MILLIS).bar();
        }
        Table<Integer> built = table.text("bench.text", i -> "row " + i).build();
        built.rows(List.of(1, 2, 3, 4, 5, 6, 7));
        return built.node();
    }

    private static PlanSheet sheet(int scans) {
        StringBuilder s = new StringBuilder("Append  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..500.0 rows=1 loops=1)\n");
        for (int i = 0; i < scans; i++) {
            s.append("  ->  Seq Scan on part_").append(i).append("  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..0.1 rows=1 loops=1)\n");
        }
        return PlanSheet.of(Plan.parse(s.toString()), false);
    }
}
