package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import java.time.Instant;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Greys content whose data are old, and says how old. */
public final class Stale {
    private Stale() {}

    /** {@code since}: when the data were read that can no longer be refreshed; null while they are fresh. */
    public static Node over(Node content, ObservableValue<? extends @Nullable Instant> since) {
        Label mark = Nodes.label("", "stale-mark");
        mark.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        mark.setGraphic(Icons.STALE.node(14));
        StackPane.setAlignment(mark, Pos.TOP_CENTER);
        StackPane.setMargin(mark, new Insets(8));
        content.getStyleClass().add("stale-content");
        StackPane pane = new StackPane(content, mark);
        since.subscribe(at -> {
            mark.setVisible(at != null);
            pane.getStyleClass().remove("stale");
            if (at != null) {
                mark.setText(Text.of("kit.stale", Format.clock(at)));
                mark.setTooltip(Nodes.tip(Format.dateTime(at) + "\n" + Format.utc(at)));
                pane.getStyleClass().add("stale");
            }
        });
        return pane;
    }
}
