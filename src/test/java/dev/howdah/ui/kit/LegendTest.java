package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.FxWindow;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Eight series with short values in every width. */
@ResourceLock("javafx")
class LegendTest {
    private static final double[] SECONDS = {0, 1};
    private static final List<Line> LINES = Stream.of("CPU", "IO", "Lock", "LWLock", "Client", "IPC", "Timeout", "Other")
            .map(name -> new Line(name, Hue.A, SECONDS, new double[] {0, 0}))
            .toList();

    private FxWindow window;
    private Legend legend;
    private HBox row;

    @BeforeEach
    void show() {
        window = FxWindow.show(() -> {
            legend = new Legend(Unit.COUNT, () -> {});
            legend.lines(LINES);
            row = new HBox(legend);
            HBox.setHgrow(legend, javafx.scene.layout.Priority.ALWAYS);
            return new HBox(row);
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void keepsItsMindAndItsPlaceAsFiguresComeInEveryWidth() {
        double names = FxWindow.call(() -> widthWithoutValues());
        for (double width = names; width < names + 300; width += 20) {
            resize(width);
            boolean values = valuesShown();
            for (int i = 0; i < 3; i++) {
                FxWindow.run(() -> legend.values(LINES, Double.NaN));
                window.settle();
                assertThat(valuesShown()).as("values at width %s", width).isEqualTo(values);
                assertThat(leftmost()).as("left edge at width %s", width).isGreaterThanOrEqualTo(0);
            }
        }
        assertThat(valuesShown()).isTrue();
    }

    private void resize(double width) {
        FxWindow.run(() -> {
            row.setMinWidth(width);
            row.setMaxWidth(width);
        });
        window.settle();
        FxWindow.run(() -> legend.values(LINES, Double.NaN));
        window.settle();
    }

    private double widthWithoutValues() {
        double values = legend.lookupAll(".legend-value").stream().mapToDouble(v -> v.getLayoutBounds().getWidth() + 6).sum();
        return Math.ceil(legend.prefWidth(-1) - values);
    }

    private boolean valuesShown() {
        return FxWindow.call(() -> legend.lookup(".legend-value").isVisible());
    }

    private double leftmost() {
        return FxWindow.call(() -> legend.getChildren().stream()
                .mapToDouble(c -> c.getBoundsInParent().getMinX())
                .min()
                .orElseThrow());
    }
}
