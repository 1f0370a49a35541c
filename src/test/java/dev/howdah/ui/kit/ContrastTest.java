package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Lack;
import dev.howdah.testing.Contrast;
import dev.howdah.testing.FxWindow;
import java.util.Map;
import java.util.TreeMap;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Background;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every colour that text has, on every ground that it stands on: WCAG 2.1 AA wants 4.5 to 1, 3 to 1 for marks in charts. */
@ResourceLock("javafx")
class ContrastTest {
    @ParameterizedTest
    @EnumSource(Theme.class)
    void textCanBeRead(Theme theme) {
        Map<String, Double> low = new TreeMap<>();
        for (String ground : new String[] {"-howdah-page", "-howdah-card", "-howdah-rail", "-howdah-hover"}) {
            for (String text : new String[] {
                "-color-fg-default", "-color-fg-muted", "-howdah-bad", "-howdah-look", "-howdah-good", "-howdah-info", "-sql-keyword",
                "-sql-string", "-sql-number", "-sql-comment", "-sql-function", "-sql-parameter"
            }) {
                check(theme, text, ground, Contrast.TEXT, low);
            }
        }
        for (String tone : new String[] {"bad", "look", "good", "info"}) {
            check(theme, "-howdah-" + tone, "-howdah-" + tone + "-bg", Contrast.TEXT, low);
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
            check(theme, "-c-" + series, "-howdah-card", Contrast.MARK, low);
        }
        assertThat(low).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void buttonsAndChipsCanBeReadInEveryState(Theme theme) {
        FxWindow.start();
        Map<String, Double> low = new TreeMap<>();
        for (String state : new String[] {"", "hover", "focused", "focused focus-visible", "focused hover", "armed pressed", "focused armed hover pressed", "disabled"}) {
            FxWindow.call(() -> drawn(theme, state)).forEach((words, ratio) -> low.put(state + ": " + words, ratio));
        }
        assertThat(low).isEmpty();
    }

    private static Map<String, Double> drawn(Theme theme, String state) {
        FlowPane all = new FlowPane(
                8, 8, Nodes.button("plain", Icons.REFRESH, () -> {}), Nodes.primary("primary", Icons.RUN, () -> {}),
                Nodes.destructive("Terminate", Icons.KILL, () -> {}), Nodes.iconButton("icon", Icons.COPY, () -> {}),
                Nodes.lack(new Lack("needs pg_monitor", "GRANT pg_monitor TO app"), Notices.silent()), new ToggleButton("part"), new CheckBox("ping"));
        for (Node n : all.getChildren()) {
            n.setDisable(state.equals("disabled"));
            for (String s : state.split(" ")) {
                n.pseudoClassStateChanged(PseudoClass.getPseudoClass(s.isEmpty() ? "none" : s), true);
            }
        }
        for (Tone tone : Tone.values()) {
            all.getChildren().add(Nodes.tag("tag", tone));
            Label badge = Nodes.label("10", "badge", tone.style());
            all.getChildren().add(badge);
        }
        VBox card = new VBox(new Card("Title", all, Nodes.paragraph("muted", "text-muted"), Nodes.empty("Nothing", "Do this")));
        card.setPrefSize(700, 400);
        Scene scene = new Scene(card, 700, 400);
        theme.apply(scene);
        card.applyCss();
        card.layout();
        return Contrast.low(card);
    }

    @Test
    void aPaleGreyOnWhiteWouldBeFound() {
        assertThat(Contrast.ratio(Color.web("#aaaaaa"), Color.WHITE)).isLessThan(Contrast.TEXT);
        assertThat(Contrast.ratio(Color.BLACK, Color.WHITE)).isEqualTo(21);
        FxWindow.start();
        assertThat(FxWindow.call(() -> {
            Label pale = new Label("pale words");
            pale.setStyle("-fx-text-fill: #aaaaaa; -fx-font-size: 13px;");
            Label dark = new Label("dark words");
            dark.setStyle("-fx-text-fill: black; -fx-font-size: 13px;");
            VBox box = new VBox(pale, dark);
            box.setStyle("-fx-background-color: white;");
            new Scene(box, 200, 60);
            box.applyCss();
            box.layout();
            return Contrast.low(box);
        }).keySet()).singleElement().asString().startsWith("pale words");
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
            return Contrast.ratio((Color) label.getTextFill(), (Color) background.getFills().getFirst().getFill());
        });
        if (ratio < least) {
            low.put(text + " on " + ground, Math.round(ratio * 100) / 100.0);
        }
    }
}
