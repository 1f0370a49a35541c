package dev.howdah.bench;

import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.ChartGroup;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;

/**
 * Times of the FX thread's frames while charts with a day of data each are redrawn once a second, and a table of 1,000 rows with
 * them. Run by {@code docs/perf/ui.md}'s command; arguments: charts, series a chart, seconds.
 */
public final class PulseBench {
    private static final int POINTS = 8_640;
    private static final long END = 1_800_000_000L;

    private final Fx fx = Fx.live();
    private final Kit kit = new Kit(fx, Memory.brief(), Files.dialogs(), Notices.silent(), InstantSource.system());
    private final List<LiveChart> charts = new ArrayList<>();
    private final Table<Integer> table = kit.<Integer>table("bench")
            .number("bench.id", i -> i, Unit.NAME)
            .number("bench.value", i -> Math.abs((i * 7919L) % 1000), Unit.COUNT)
            .bar()
            .text("bench.text", i -> "row " + i)
            .build();
    private final int series;
    private final Random random = new Random(1);
    private int step;

    private PulseBench(int charts, int series) {
        this.series = series;
        ChartGroup group = kit.charts();
        for (int i = 0; i < charts; i++) {
            this.charts.add(i % 3 == 0 ? group.stacked(Unit.COUNT) : group.line(Unit.MILLIS));
        }
    }

    public static void main(String[] args) throws Exception {
        int charts = args.length > 0 ? Integer.parseInt(args[0]) : 12;
        int series = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        CountDownLatch done = new CountDownLatch(1);
        Platform.startup(() -> new PulseBench(charts, series).run(seconds, done));
        done.await();
        System.exit(0);
    }

    private void run(int seconds, CountDownLatch done) {
        Stage stage = new Stage();
        Scene scene = new Scene(grid(), 980, 980);
        Theme.DARK.apply(scene);
        stage.setScene(scene);
        stage.show();
        PulseMeter meter = new PulseMeter(fx);
        meter.start();
        update();
        fx.after(Duration.ofSeconds(10), () -> {
            meter.reset();
            long begun = System.nanoTime();
            fx.after(Duration.ofSeconds(seconds), () -> {
                double took = (System.nanoTime() - begun) / 1e9;
                System.out.printf("%d charts x %d series x %d points, 1 Hz, %d updates%n", charts.size(), series, POINTS, step);
                System.out.println(meter.report(took));
                done.countDown();
            });
        });
    }

    private GridPane grid() {
        GridPane grid = new GridPane(8, 8);
        for (int i = 0; i < charts.size(); i++) {
            Card card = Card.of("chart " + i, charts.get(i));
            card.setPrefSize(320, 200);
            GridPane.setHgrow(card, Priority.ALWAYS);
            GridPane.setVgrow(card, Priority.ALWAYS);
            grid.add(card, i % 3, i / 3);
        }
        grid.add(Card.of("table", table), 0, charts.size() / 3 + 1, 3, 1);
        return grid;
    }

    /** One second of life: every chart gets its whole day anew, as a tab would hand it over. */
    private void update() {
        step++;
        Instant to = Instant.ofEpochSecond(END + step);
        for (LiveChart chart : charts) {
            List<Line> lines = IntStream.range(0, series).mapToObj(i -> line(i)).toList();
            chart.show(to.minus(Duration.ofDays(1)), to, lines);
        }
        table.rows(IntStream.range(0, 1000).mapToObj(i -> i + step).toList());
        fx.after(Duration.ofSeconds(1), this::update);
    }

    private Line line(int n) {
        double[] seconds = new double[POINTS];
        double[] values = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            seconds[i] = END + step - 10.0 * (POINTS - i);
            values[i] = 10 + n * 5 + random.nextDouble() * 5;
        }
        return new Line("series " + n, Hue.of(n), seconds, values);
    }
}
