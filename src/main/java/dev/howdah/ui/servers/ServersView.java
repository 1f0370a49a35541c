package dev.howdah.ui.servers;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.AskServer;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Tone;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One page, five parts, of which one is shown. */
final class ServersView {
    private final Page page;

    ServersView(ServersModel model, ServersController controller, Kit kit) {
        StackPane content = new StackPane();
        VBox.setVgrow(content, Priority.ALWAYS);
        page = new Page(content);
        FleetView fleet = new FleetView(model, controller, kit, page);
        Map<Part, Node> parts = new EnumMap<>(Part.class);
        parts.put(Part.FLEET, fleet.node());
        parts.put(Part.CARRIED, new CarriedView(model, kit).node());
        parts.put(Part.SETTINGS, FactsView.settings(model, kit));
        parts.put(Part.REPLICATION, FactsView.replication(model, kit));
        parts.put(Part.COST, new CostView(model, kit).node());
        Button add = Nodes.primary(Text.of("serverstab.add"), Icons.ADD, () -> page.root().fireEvent(AskServer.add()));
        add.setId("servers-add");
        page.bar(Nodes.label(Text.of("serverstab.title"), "page-title"), Segments.of(List.of(Part.values()), Part::title, model.part),
                Nodes.spring(), fleet.summary(), add);
        page.problem(model.problem, controller::onRefresh);
        VBox broken = Nodes.column();
        page.note(broken);
        model.broken.subscribe(b -> {
            broken.getChildren().setAll(b.stream().<Node>map(s -> Nodes.tag(s, Tone.LOOK)).toList());
            broken.setVisible(!b.isEmpty());
            broken.setManaged(!b.isEmpty());
        });
        model.part.subscribe(p -> {
            content.getChildren().setAll(List.of(Objects.requireNonNull(parts.get(p))));
            page.closeDetail();
            fleet.summary().setVisible(p == Part.FLEET);
            controller.onPart(p);
        });
    }

    Parent root() {
        return page.root();
    }
}
