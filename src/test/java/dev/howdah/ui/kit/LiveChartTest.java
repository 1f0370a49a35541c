package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.engine.text.Text;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two linked charts by mouse. */
@ResourceLock("javafx")
class LiveChartTest {
    private static final Instant END = Instant.parse("2026-11-21T10:00:00Z");

    private @Nullable FxWindow window;
    private @Nullable ChartGroup group;
    private @Nullable LiveChart upper;

    @BeforeEach
    void twoCharts() {
        FxWindow.start();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), InstantSource.fixed(END));
        window = FxWindow.show(() -> {
            ChartGroup charts = kit.charts();
            LiveChart one = charts.line(Unit.COUNT);
            LiveChart two = charts.stacked(Unit.COUNT);
            group = charts;
            upper = one;
            double[] seconds = IntStream.rangeClosed(0, 120).mapToDouble(i -> END.getEpochSecond() - 120 + i).toArray();
            double[] values = IntStream.rangeClosed(0, 120).mapToDouble(i -> i).toArray();
            List<Line> lines = List.of(new Line("rising", Hue.A, seconds, values), new Line("again", Hue.B, seconds, values));
            one.show(END.minus(Duration.ofSeconds(120)), END, lines);
            two.show(END.minus(Duration.ofSeconds(120)), END, lines);
            return new VBox(8, Card.of("one", one), Card.of("two", two));
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void pointingAtAMomentPointsAtItInBothAndTellsTheValues() {
        Bounds plot = plot();
        window.robot().moveTo(at(plot, 0.5));
        Await.until("pointed at", () -> !Double.isNaN(FxWindow.call(() -> group.moment().get())));
        double moment = FxWindow.call(() -> group.moment().get());
        assertThat(moment).isCloseTo(END.getEpochSecond() - 60, within(8.0));
        long second = (long) (moment - (END.getEpochSecond() - 120));
        window.awaitWords(String.valueOf(second));
        window.awaitWords(Format.clock(Instant.ofEpochSecond((long) moment)));
        window.robot().moveTo(plot.getMinX() + 20, plot.getMinY() - 60);
        Await.until("pointed at nothing", () -> Double.isNaN(FxWindow.call(() -> group.moment().get())));
    }

    @Test
    void draggingZoomsAllAndADoubleClickGoesBack() {
        Bounds plot = plot();
        window.robot().moveTo(at(plot, 0.25)).press(MouseButton.PRIMARY).moveTo(at(plot, 0.5)).moveTo(at(plot, 0.75)).release(MouseButton.PRIMARY);
        Await.until("zoomed", () -> FxWindow.call(() -> group.zoom().get()) != null);
        ChartGroup.Span span = FxWindow.call(() -> group.zoom().get());
        assertThat(span.from()).isCloseTo(END.getEpochSecond() - 90, within(8.0));
        assertThat(span.to()).isCloseTo(END.getEpochSecond() - 30, within(8.0));
        window.robot().doubleClickOn(at(plot, 0.5));
        Await.until("back", () -> FxWindow.call(() -> group.zoom().get()) == null);
    }

    @Test
    void theTicksOfAShareComeWithItsFirstValue() {
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), InstantSource.fixed(END));
        LiveChart share = FxWindow.call(() -> kit.charts().line(Unit.SHARE));
        try (FxWindow other = FxWindow.show(() -> new VBox(Card.of("share", share)))) {
            show(share, Double.NaN);
            other.awaitWords(Text.of("kit.chart.nothing"));
            Await.until("no ticks", () -> FxWindow.call(() -> axis(share).getTickMarks().isEmpty()));
            show(share, 0.99);
            Await.until("ticks", () -> FxWindow.call(() -> axis(share).getTickMarks().size() == 5));
        }
    }

    private static void show(LiveChart chart, double value) {
        double[] seconds = IntStream.rangeClosed(0, 120).mapToDouble(i -> END.getEpochSecond() - 120 + i).toArray();
        double[] values = IntStream.rangeClosed(0, 120).mapToDouble(i -> value).toArray();
        FxWindow.run(() -> chart.show(END.minus(Duration.ofSeconds(120)), END, List.of(new Line("line", Hue.A, seconds, values))));
    }

    private static ValueAxis axis(LiveChart chart) {
        return chart.node().lookupAll("*").stream().filter(ValueAxis.class::isInstance).map(ValueAxis.class::cast).findFirst().orElseThrow();
    }

    @Test
    void aLegendButtonHidesItsSeries() {
        ToggleButton toggle = FxWindow.call(() -> (ToggleButton) upper.legend().lookup(".legend-toggle"));
        assertThat(FxWindow.call(toggle::isSelected)).isTrue();
        window.robot().clickOn(toggle);
        assertThat(FxWindow.call(toggle::isSelected)).isFalse();
        assertThat(FxWindow.call(toggle::getAccessibleText)).isEqualTo("rising");
    }

    /** Where the upper chart draws, on the screen. */
    private Bounds plot() {
        window.settle();
        return FxWindow.call(() -> {
            Node canvas = upper.node().lookup(".chart-canvas");
            Node drawn = canvas == null ? upper.node().lookup("Canvas") : canvas;
            return drawn.localToScreen(drawn.getBoundsInLocal());
        });
    }

    private static Point2D at(Bounds plot, double share) {
        return new Point2D(plot.getMinX() + plot.getWidth() * share, plot.getMinY() + plot.getHeight() / 2);
    }
}
