package dev.howdah.ui.slow;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.PlanDiffView;
import dev.howdah.ui.kit.PlanView;
import dev.howdah.ui.slow.SlowModel.Planned;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Reads plans that somebody pastes, and compares two. Nothing leaves the machine. */
final class PasteView {
    private final SlowModel model;
    private final Kit kit;
    private final HBox node;
    private final VBox result = new VBox(8);

    PasteView(SlowModel model, SlowController controller, Kit kit) {
        this.model = model;
        this.kit = kit;
        TextArea first = area("slow.paste.first");
        TextArea second = area("slow.paste.second");
        VBox.setVgrow(first, Priority.ALWAYS);
        Button read = Nodes.primary(Text.of("slow.paste.read"), Icons.RUN, () -> controller.onPaste(first.getText(), second.getText()));
        read.disableProperty().bind(first.textProperty().isEmpty());
        VBox left = Nodes.column(first, second, Nodes.row(read));
        Card input = new Card(Text.of("slow.paste.title"), left);
        input.setPrefWidth(420);
        input.setMinWidth(320);
        Card output = new Card(Text.of("slow.paste.plan"), Nodes.grow(result));
        HBox.setHgrow(output, Priority.ALWAYS);
        node = new HBox(8, input, output);
        model.pasted.subscribe(p -> show());
    }

    Node node() {
        return node;
    }

    private static TextArea area(String key) {
        TextArea area = Nodes.leaving(new TextArea());
        area.setPromptText(Text.of(key));
        area.setAccessibleText(Text.of(key));
        area.getStyleClass().addAll("plan-paste", "mono");
        area.setPrefRowCount(8);
        return area;
    }

    private void show() {
        Planned p = model.pasted.get();
        List<Node> nodes = new ArrayList<>();
        if (p.refused() != null) {
            nodes.add(Nodes.paragraph(p.refused()));
        }
        if (p.difference() != null) {
            nodes.add(PlanDiffView.of(p.difference(), kit));
        }
        if (p.sheet() != null) {
            nodes.add(Nodes.grow(new PlanView(p.sheet(), kit).node()));
        }
        if (nodes.isEmpty()) {
            nodes.add(Nodes.grow(Nodes.empty(Text.of("slow.paste.empty"), Text.of("slow.paste.empty-hint"))));
        }
        result.getChildren().setAll(nodes);
    }
}
