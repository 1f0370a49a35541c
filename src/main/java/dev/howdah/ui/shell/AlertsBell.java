package dev.howdah.ui.shell;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Tone;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** How many alerts stand, in the header. Grey with a stroke through it while nothing is watched. */
final class AlertsBell {
    private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");

    private final AlertsModel model;
    private final Button button;
    private final Label badge = Nodes.label("", "badge");
    private final StackPane root;
    private boolean lit;

    AlertsBell(AlertsModel model, Runnable open) {
        this.model = model;
        button = Nodes.iconButton(Text.of("alerts.title"), Icons.BELL, open);
        button.setId("alerts");
        badge.setMouseTransparent(true);
        badge.setId("alerts-count");
        root = new StackPane(button, badge);
        root.getStyleClass().add("bell");
        // Else it is as high as the header, and the count stands above it.
        root.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(badge, Pos.TOP_RIGHT);
        model.all.subscribe(a -> show());
        model.tick.subscribe(t -> tick());
    }

    Node node() {
        return root;
    }

    /** Once a second: a critical one that nobody has looked at blinks, and nothing else ever does. */
    private void tick() {
        lit = model.unseen.get() && !lit;
        root.pseudoClassStateChanged(LIT, lit);
    }

    private void show() {
        List<Alert> loud = model.open().stream().filter(a -> a.hush() == null).toList();
        boolean watched = model.all.get() != null;
        boolean bad = loud.stream().anyMatch(a -> a.severity() == Severity.CRITICAL);
        button.setGraphic((watched ? Icons.BELL : Icons.BELL_OFF).node());
        badge.setVisible(!loud.isEmpty());
        badge.setText(loud.size() > 99 ? "99+" : String.valueOf(loud.size()));
        badge.getStyleClass().setAll("badge", (bad ? Tone.BAD : Tone.LOOK).style());
        String said = !watched ? Text.of("alerts.off") : loud.isEmpty() ? Text.of("alerts.none-short") : Text.of("alerts.stand", loud.size());
        button.setTooltip(Nodes.tip(said));
        button.setAccessibleText(Text.of("alerts.title") + ": " + said);
    }
}
