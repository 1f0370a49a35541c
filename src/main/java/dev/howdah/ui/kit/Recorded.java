package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import java.time.Instant;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/** What stands where nothing was recorded: what is live must not be taken for the past. */
public final class Recorded {
    private Recorded() {}

    /**
     * @param what the part that is not known
     * @param hint what is known in its place
     */
    public static Node missing(String what, String hint, Era era) {
        return Nodes.empty(Text.of("kit.past.missing", what), hint, Nodes.button(Text.of("kit.past.live"), Icons.RUN, () -> era.go(Instant.MAX)));
    }

    /** A sentence that stands in the place of a part, which is of the present only, while the past is shown. */
    public static Node instead(Node part, String sentence, Era era) {
        Node word = Nodes.paragraph(sentence, "text-muted");
        Nodes.when(era.past().not(), part);
        Nodes.when(era.past(), word);
        return word;
    }

    /** A part that is covered while what it shows is not known. */
    public static Parent over(Parent part, ObservableValue<Boolean> missing, Node cover) {
        part.visibleProperty().bind(missing.map(m -> !m));
        cover.visibleProperty().bind(missing);
        return new StackPane(part, cover);
    }
}
