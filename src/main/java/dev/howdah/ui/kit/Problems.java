package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A problem where it belongs: in the tab, with what to do about it. */
public final class Problems {
    private static final double NARROW = 560;

    private Problems() {}

    /** Shows the problem while there is one. */
    public static Node box(ObservableValue<? extends @Nullable Problem> problem, Runnable retry) {
        VBox place = new VBox();
        problem.subscribe(p -> {
            place.getChildren().setAll(p == null ? java.util.List.of() : java.util.List.of(box(p, retry)));
            place.setVisible(p != null);
            place.setManaged(p != null);
        });
        return place;
    }

    public static Node box(Problem p, Runnable retry) {
        VBox words = new VBox(2, Nodes.paragraph(p.title(), "problem-title"));
        if (!p.reason().isBlank()) {
            words.getChildren().add(Nodes.paragraph(p.reason(), "problem-reason"));
        }
        if (!p.hint().isBlank()) {
            words.getChildren().add(Nodes.paragraph(p.hint(), "text-muted"));
        }
        HBox box = new HBox(12, Icons.BAD.node(20), Nodes.grow(words));
        HBox buttons = new HBox(12);
        if (p.retryHelps()) {
            buttons.getChildren().add(Nodes.button(Text.of("kit.problem.retry"), Icons.REFRESH, retry));
        }
        Button copy = Nodes.button(Text.of("kit.problem.copy"), Icons.COPY, () -> Clipboards.copy(p.details()));
        copy.getStyleClass().add("flat");
        buttons.getChildren().add(copy);
        box.getChildren().add(buttons);
        box.widthProperty().subscribe(w -> arrange(box, words, buttons, w.doubleValue() > 0 && w.doubleValue() < NARROW));
        return Nodes.styled(box, "problem", "tone-bad");
    }

    /** In a narrow place the buttons stand below the words. */
    private static void arrange(HBox box, VBox words, HBox buttons, boolean narrow) {
        if (narrow != words.getChildren().contains(buttons)) {
            (narrow ? box : words).getChildren().remove(buttons);
            (narrow ? words : box).getChildren().add(buttons);
        }
    }
}
