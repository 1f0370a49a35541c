package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.FxWindow;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every colour that text has, on every ground that it stands on: WCAG 2.1 AA wants 4.5 to 1, 3 to 1 for marks in charts. */
@ResourceLock("javafx")
class ContrastTest {
    private static final double TEXT = 4.5;
    private static final double MARK = 3;

    @ParameterizedTest
    @EnumSource(Theme.class)
    void textCanBeRead(Theme theme) {
        Map<String, Double> low = new TreeMap<>();
        for (String ground : new String[] {"-howdah-page", "-howdah-card", "-howdah-rail", "-howdah-hover"}) {
            for (String text : new String[] {
                "-color-fg-default", "-color-fg-muted", "-howdah-bad", "-howdah-look", "-howdah-good", "-howdah-info", "-sql-keyword",
                "-sql-string", "-sql-number", "-sql-comment", "-sql-function", "-sql-parameter"
            }) {
                check(theme, text, ground, TEXT, low);
            }
        }
        for (String tone : new String[] {"bad", "look", "good", "info"}) {
            check(theme, "-howdah-" + tone, "-howdah-" + tone + "-bg", TEXT, low);
        }
        assertThat(low).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void seriesStandOutFromTheCard(Theme theme) {
        Map<String, Double> low = new TreeMap<>();
        for (String series : new String[] {
            "a", "b", "c", "d", "e", "f", "g", "h", "cpu", "io", "lock", "lwlock", "client", "ipc", "timeout", "other"
        }) {
            check(theme, "-c-" + series, "-howdah-card", MARK, low);
        }
        assertThat(low).isEmpty();
    }

    @Test
    void aPaleGreyOnWhiteWouldBeFound() {
        assertThat(ratio(Color.web("#aaaaaa"), Color.WHITE)).isLessThan(TEXT);
        assertThat(ratio(Color.BLACK, Color.WHITE)).isEqualTo(21);
    }

    private static void check(Theme theme, String text, String ground, double least, Map<String, Double> low) {
        FxWindow.start();
        double ratio = FxWindow.call(() -> {
            Label label = new Label("x");
            label.setStyle("-fx-text-fill: " + text + ";");
            Region behind = new Region();
            behind.setStyle("-fx-background-color: " + ground + ";");
            Scene scene = new Scene(new StackPane(behind, label));
            theme.apply(scene);
            scene.getRoot().applyCss();
            Background background = behind.getBackground();
            return ratio((Color) label.getTextFill(), (Color) background.getFills().getFirst().getFill());
        });
        if (ratio < least) {
            low.put(text + " on " + ground, Math.round(ratio * 100) / 100.0);
        }
    }

    /** WCAG 2.1, "contrast ratio". */
    private static double ratio(Color a, Color b) {
        double one = luminance(a) + 0.05;
        double two = luminance(b) + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double v) {
        return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}
