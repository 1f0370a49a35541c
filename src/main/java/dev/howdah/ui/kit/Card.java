package dev.howdah.ui.kit;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A bordered part of a tab: a title, tools at its right, and the content below. */
public final class Card extends VBox {
    private static final int LONG = 24;
    private static final double LEAST_TITLE = 120;

    private final Label title = Nodes.label("", "card-title");
    private final HBox tools = Nodes.row();

    /** An empty title leaves the header away until tools are added. */
    public Card(String title, Node... content) {
        getStyleClass().add("card");
        this.title.setText(title);
        // a word stays whole, a sentence may be cut
        this.title.textProperty().subscribe(t -> this.title.setMinWidth(t.length() > LONG ? LEAST_TITLE : USE_PREF_SIZE));
        HBox header = new HBox(8, this.title, Nodes.spring(), tools);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("card-header");
        header.setVisible(!title.isEmpty());
        header.setManaged(!title.isEmpty());
        getChildren().add(header);
        for (Node node : content) {
            VBox.setVgrow(node, Priority.ALWAYS);
            getChildren().add(node);
        }
    }

    /** Puts nodes at the right of the title. */
    public Card tools(Node... nodes) {
        tools.getChildren().addAll(nodes);
        tools.getParent().setVisible(true);
        tools.getParent().setManaged(true);
        return this;
    }

    /** A card around a table, with the table's filter, columns and export in the header. */
    public static <R> Card of(String title, Table<R> table) {
        return new Card(title, table.node()).tools(table.tools());
    }

    /** A card around a chart, with its legend in the header. */
    public static Card of(String title, LiveChart chart) {
        return new Card(title, chart.node()).tools(chart.legend());
    }

    /** The title of the nearest card around a node that has one; empty when there is none. */
    static String titleAbove(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (up instanceof Card card && !card.title.getText().isEmpty()) {
                return card.title.getText();
            }
        }
        return "";
    }

    public Label title() {
        return title;
    }
}
