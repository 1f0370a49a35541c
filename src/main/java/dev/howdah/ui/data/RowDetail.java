package dev.howdah.ui.data;

import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.CellValue;
import dev.howdah.engine.page.Column;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Unit;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.VBox;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One row from top to bottom, json as a tree, long values on demand. */
final class RowDetail {
    private static final int MOST_NODES = 5_000;

    private final DataController controller;

    RowDetail(DataController controller) {
        this.controller = controller;
    }

    Node of(Browser.Source source, DataModel.Opened row) {
        VBox all = Nodes.column();
        for (int i = 0; i < Math.min(source.columns().size(), row.cells().size()); i++) {
            all.getChildren().add(field(source.columns().get(i), row.cells().get(i), row.number()));
        }
        return all;
    }

    private Node field(Column column, CellValue value, long row) {
        VBox box = new VBox(2);
        Label name = Nodes.label(column.name(), "card-title");
        box.getChildren().add(Nodes.row(name, Nodes.label(column.type(), "text-muted")));
        VBox place = new VBox(4);
        if (value.absent()) {
            place.getChildren().add(Nodes.label("NULL", "null-value", "text-muted"));
        } else if (value.cut()) {
            String beginning = value.text() == null ? "" : value.text();
            place.getChildren().add(text(beginning + (beginning.isEmpty() ? "" : " …")));
            place.getChildren().add(Nodes.button(Text.of("datatab.load-whole", Unit.BYTES.text(value.bytes())), Icons.DOWN,
                    () -> controller.onWhole(row, column.name(), whole -> place.getChildren().setAll(shown(column, whole)))));
        } else {
            place.getChildren().add(shown(column, value.text() == null ? "" : value.text()));
        }
        box.getChildren().add(place);
        return box;
    }

    private static Node shown(Column column, String text) {
        if (column.kind() == Column.Kind.JSON) {
            try {
                int[] left = {MOST_NODES};
                TreeItem<String> root = tree(column.name(), new JsonMapper().readTree(text), left);
                root.setExpanded(true);
                TreeView<String> view = new TreeView<>(root);
                view.setPrefHeight(Math.min(320, 28 * (2 + root.getChildren().size())));
                return view;
            } catch (JacksonException e) {
                return text(text);
            }
        }
        return text.isEmpty() ? Nodes.label(Text.of("datatab.empty-text"), "text-muted") : text(text);
    }

    private static TreeItem<String> tree(String name, JsonNode node, int[] left) {
        boolean leaf = !node.isObject() && !node.isArray();
        TreeItem<String> item = new TreeItem<>(leaf ? name + ": " + node : name + (node.isArray() ? " [" + node.size() + "]" : " {" + node.size() + "}"));
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> e : node.properties()) {
                if (left[0]-- > 0) {
                    item.getChildren().add(tree(e.getKey(), e.getValue(), left));
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size() && left[0]-- > 0; i++) {
                item.getChildren().add(tree(String.valueOf(i), node.get(i), left));
            }
        }
        return item;
    }

    private static Node text(String value) {
        if (value.length() < 80 && value.indexOf('\n') < 0) {
            return Nodes.paragraph(value, "mono");
        }
        TextArea area = Nodes.leaving(new TextArea(value));
        area.setEditable(false);
        area.setWrapText(true);
        area.setPrefRowCount(Math.min(12, 2 + value.length() / 60));
        area.getStyleClass().add("mono");
        return area;
    }
}
