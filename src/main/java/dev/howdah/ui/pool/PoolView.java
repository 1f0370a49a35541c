package dev.howdah.ui.pool;

import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.Segments;
import java.util.List;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A choice of parts and the chosen one below it. A part that is not shown is in no window, and so asks for nothing. */
final class PoolView {
    private final VBox root;

    PoolView(PoolModel model, List<Screen> parts) {
        StackPane place = new StackPane();
        HBox bar = Nodes.row(Segments.of(List.of(Part.values()), Part::title, model.part));
        bar.getStyleClass().addAll("page-bar", "pool-parts");
        root = new VBox(bar, Nodes.grow(place));
        root.getStyleClass().add("pool-tab");
        root.getStylesheets().add(Objects.requireNonNull(PoolView.class.getResource("/css/pool.css")).toExternalForm());
        model.part.subscribe(p -> place.getChildren().setAll(parts.get(p.ordinal()).root()));
    }

    Parent root() {
        return root;
    }
}
