package dev.howdah.ui.overview;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Place;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Tone;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The alerts of one server that stand and that nobody muted, the worst in a line each; it takes no room while there is none. */
final class AlertStrip {
    private static final int LINES = 2;

    /** Those of the present, of whatever server. */
    final ObjectProperty<List<Alert>> alerts = new SimpleObjectProperty<>(List.of());
    /** Those of the past moment that is shown; null in the present. */
    final ObjectProperty<@Nullable List<AlertStore.Stored>> past = new SimpleObjectProperty<>();
    private final String server;
    private final VBox root = new VBox(4);

    /** An alert in a line. */
    private record Loud(boolean bad, String sentence, Instant since, Place place) {
        static Loud of(Alert a) {
            return new Loud(a.severity() == Severity.CRITICAL, a.sentence(), a.moment(), a.rule().place(a.object()));
        }

        static Loud of(AlertStore.Stored a) {
            String sentence = a.sentence().isEmpty() ? a.title() : a.sentence();
            return new Loud(a.severity().equals(Severity.CRITICAL.name()), sentence, a.openedAt(), Place.parse(a.tab()));
        }
    }

    AlertStrip(String server) {
        this.server = server;
        root.setId("alert-strip");
        alerts.subscribe(a -> show());
        past.subscribe(a -> show());
    }

    Node node() {
        return root;
    }

    private void show() {
        List<AlertStore.Stored> then = past.get();
        List<Loud> loud = then != null ? then.stream().map(Loud::of).toList()
                : alerts.get().stream().filter(a -> a.target().equals(server) && a.open() && a.hush() == null).map(Loud::of).toList();
        root.getChildren().setAll(loud.stream().limit(LINES).map(a -> line(a, loud.size() - LINES)).toList());
        for (int i = 0; i + 1 < root.getChildren().size(); i++) {
            ((HBox) root.getChildren().get(i)).getChildren().getLast().setVisible(false);
        }
        root.setVisible(!loud.isEmpty());
        root.setManaged(!loud.isEmpty());
    }

    /** @param more how many do not fit; said in the last line */
    private Node line(Loud a, int more) {
        boolean bad = a.bad();
        Label sentence = Nodes.label(a.sentence());
        sentence.setMinWidth(0);
        sentence.setMaxWidth(Double.MAX_VALUE);
        sentence.setTooltip(Nodes.tip(a.sentence()));
        HBox.setHgrow(sentence, Priority.ALWAYS);
        Node show = Nodes.button(Text.of("overview.alerts.show"), Icons.SEARCH, () -> root.fireEvent(new OpenTab(a.place().tab(), a.place().row(), a.since())));
        HBox line = Nodes.row(Nodes.tag(Text.of(bad ? "overview.alerts.critical" : "overview.alerts.warning"), bad ? Tone.BAD : Tone.LOOK), sentence,
                Nodes.label(Text.of("overview.alerts.since", Format.moment(a.since())), "text-muted"), show,
                Nodes.label(more > 0 ? Text.of("overview.alerts.more", more) : "", "text-muted"));
        line.getStyleClass().addAll("alert-line", bad ? "tone-bad" : "tone-look");
        return line;
    }
}
