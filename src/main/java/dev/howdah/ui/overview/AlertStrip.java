package dev.howdah.ui.overview;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Tone;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The alerts of one server that stand and that nobody muted, the worst in a line each; it takes no room while there is none. */
final class AlertStrip {
    private static final int LINES = 2;

    private final String server;
    private final VBox root = new VBox(4);

    AlertStrip(String server) {
        this.server = server;
        root.setId("alert-strip");
        show(List.of());
    }

    Node node() {
        return root;
    }

    /** @param all of whatever server */
    void show(List<Alert> all) {
        List<Alert> loud = all.stream().filter(a -> a.target().equals(server) && a.open() && a.hush() == null).toList();
        root.getChildren().setAll(loud.stream().limit(LINES).map(a -> line(a, loud.size() - LINES)).toList());
        for (int i = 0; i + 1 < root.getChildren().size(); i++) {
            ((HBox) root.getChildren().get(i)).getChildren().getLast().setVisible(false);
        }
        root.setVisible(!loud.isEmpty());
        root.setManaged(!loud.isEmpty());
    }

    /** @param more how many do not fit; said in the last line */
    private Node line(Alert a, int more) {
        boolean bad = a.severity() == Severity.CRITICAL;
        Label sentence = Nodes.label(a.sentence());
        sentence.setMinWidth(0);
        sentence.setMaxWidth(Double.MAX_VALUE);
        sentence.setTooltip(Nodes.tip(a.sentence()));
        HBox.setHgrow(sentence, Priority.ALWAYS);
        Node show = Nodes.button(Text.of("overview.alerts.show"), Icons.SEARCH, () -> root.fireEvent(new OpenTab(a.rule().manner().tab(), a.moment())));
        HBox line = Nodes.row(Nodes.tag(Text.of(bad ? "overview.alerts.critical" : "overview.alerts.warning"), bad ? Tone.BAD : Tone.LOOK), sentence,
                Nodes.label(Text.of("overview.alerts.since", Format.moment(a.moment())), "text-muted"), show,
                Nodes.label(more > 0 ? Text.of("overview.alerts.more", more) : "", "text-muted"));
        line.getStyleClass().addAll("alert-line", bad ? "tone-bad" : "tone-look");
        return line;
    }
}
