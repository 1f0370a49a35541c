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
        if (p.retryHelps()) {
            box.getChildren().add(Nodes.button(Text.of("kit.problem.retry"), Icons.REFRESH, retry));
        }
        Button copy = Nodes.button(Text.of("kit.problem.copy"), Icons.COPY, () -> Clipboards.copy(p.details()));
        copy.getStyleClass().add("flat");
        box.getChildren().add(copy);
        return Nodes.styled(box, "problem", "tone-bad");
    }
}
