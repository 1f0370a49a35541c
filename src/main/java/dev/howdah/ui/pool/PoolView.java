package dev.howdah.ui.pool;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Recorded;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Subscriptions;
import java.util.List;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A choice of parts and the chosen one below it. A part that is not shown is in no window, and so asks for nothing. */
final class PoolView {
    private final VBox root;

    private final PoolModel model;
    private final List<Screen> parts;
    private final StackPane place = new StackPane();
    private final Kit kit;

    PoolView(PoolModel model, List<Screen> parts, Kit kit) {
        this.model = model;
        this.parts = parts;
        this.kit = kit;
        HBox bar = Nodes.row(Segments.of(List.of(Part.values()), Part::title, model.part));
        bar.getStyleClass().addAll("page-bar", "pool-parts");
        root = new VBox(bar, Nodes.grow(place));
        root.getStyleClass().add("pool-tab");
        root.getStylesheets().add(Objects.requireNonNull(PoolView.class.getResource("/css/pool.css")).toExternalForm());
        model.part.subscribe(p -> show());
    }

    void onShow(Subscriptions held) {
        held.add(kit.era().past().subscribe(p -> show()));
    }

    /** Of the past only the engine pool is recorded. */
    private void show() {
        Part part = model.part.get();
        boolean known = part == Part.ENGINE || !kit.era().past().get();
        place.getChildren().setAll(known ? parts.get(part.ordinal()).root()
                : Recorded.missing(part.title(), Text.of("pooltab.past.hint"), kit.era()));
    }

    Parent root() {
        return root;
    }
}
