package dev.howdah.ui.slow;

import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.slow.SlowModel.Planned;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

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
        VBox left = Nodes.column(first, second,
                Nodes.row(Nodes.primary(Text.of("slow.paste.read"), Icons.RUN, () -> controller.onPaste(first.getText(), second.getText()))));
        Card input = new Card(Text.of("slow.paste.title"), left);
        input.setPrefWidth(420);
        input.setMinWidth(320);
        Card output = new Card(Text.of("slow.paste.plan"), Nodes.grow(result));
        HBox.setHgrow(output, Priority.ALWAYS);
        node = new HBox(8, input, output);
        model.pasted.subscribe(p -> show());
        model.difference.subscribe(d -> show());
    }

    Node node() {
        return node;
    }

    private static TextArea area(String key) {
        TextArea area = new TextArea();
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
        PlanDiff d = model.difference.get();
        if (d != null) {
            nodes.add(difference(d));
        }
        if (p.plan() != null) {
            nodes.add(Nodes.grow(new PlanView(p.plan(), p.generic(), kit).node()));
        }
        if (nodes.isEmpty()) {
            nodes.add(Nodes.grow(Nodes.empty(Text.of("slow.paste.empty"), Text.of("slow.paste.empty-hint"))));
        }
        result.getChildren().setAll(nodes);
    }

    private Node difference(PlanDiff d) {
        Table<PlanDiff.Change> table = kit.<PlanDiff.Change>table("slow.difference")
                .tag("slow.diff.kind", c -> Text.of("slow.diff." + SlowView.key(c.kind())), c -> c.kind() == PlanDiff.Kind.SAME ? Tone.NEUTRAL : Tone.LOOK)
                .text("slow.diff.before", c -> name(c.before())).width(260).grows()
                .text("slow.diff.after", c -> name(c.after())).width(260)
                .build();
        table.rows(d.changes());
        Region view = (Region) table.node();
        view.setPrefHeight(220);
        view.setMinHeight(140);
        String words = d.sameShape() ? Text.of("slow.diff.same-shape") : Text.of("slow.diff.changed");
        double factor = Double.isNaN(d.timeFactor()) ? d.costFactor() : d.timeFactor();
        String key = Double.isNaN(d.timeFactor()) ? "slow.diff.cost" : "slow.diff.time";
        return Nodes.column(Nodes.paragraph(words + " " + Text.of(key, Unit.COUNT.text(factor))), view);
    }

    private static String name(@Nullable PlanNode n) {
        return n == null ? "" : (n.label() + "  " + n.target()).strip();
    }
}
