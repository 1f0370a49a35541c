package dev.howdah.ui.data;

import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.CellValue;
import dev.howdah.engine.page.Column;
import dev.howdah.engine.page.PageQuery;
import dev.howdah.engine.page.SortKey;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Unit;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The rows of what is browsed. Columns come and go with the source; order is the server's business. */
final class Grid {
    private static final double ROW_HEIGHT = 28;

    private final TableView<GridRow> view = new TableView<>();
    private String empty = "";

    Grid(DataModel model, DataController controller) {
        view.setFixedCellSize(ROW_HEIGHT);
        view.getStyleClass().addAll("howdah-table", "dense", "data-grid");
        view.setItems(model.rows);
        model.source.subscribe(s -> placeholder(model));
        model.problem.subscribe(p -> placeholder(model));
        model.busy.subscribe(b -> placeholder(model));
        model.filters.subscribe(f -> placeholder(model));
        view.setId("data-grid");
        view.setAccessibleText(Text.of("datatab.rows"));
        view.setPrefWidth(1);
        view.setRowFactory(v -> {
            TableRow<GridRow> row = new TableRow<>();
            row.setOnMouseClicked(e -> {
                if (e.getClickCount() == 2 && !row.isEmpty()) {
                    controller.onOpen(row.getItem());
                }
            });
            return row;
        });
        view.setOnKeyPressed(e -> {
            GridRow row = view.getSelectionModel().getSelectedItem();
            if (e.getCode() == KeyCode.ENTER && row != null) {
                controller.onOpen(row);
                e.consume();
            }
        });
        view.setSortPolicy(v -> {
            controller.onSort(order());
            return true;
        });
        model.source.subscribe(this::columns);
    }

    /** Why there is no row: nothing was chosen, it is being read, it could not be read, or there is none. */
    private void placeholder(DataModel model) {
        String why = model.problem.get() != null ? "failed" : model.busy.get() ? "reading" : model.source.get() == null ? "nothing"
                : model.filters.get().isEmpty() ? "none" : "filtered";
        if (why.equals(empty)) {
            return;
        }
        empty = why;
        view.setPlaceholder(Nodes.empty(Text.of("datatab." + why), why.equals("nothing") || why.equals("filtered") ? Text.of("datatab." + why + "-hint") : ""));
    }

    Node node() {
        return view;
    }

    void scrollTo(int row) {
        view.scrollTo(row);
        view.getSelectionModel().clearAndSelect(row);
    }

    private List<SortKey> order() {
        List<SortKey> keys = new ArrayList<>();
        for (TableColumn<GridRow, ?> c : view.getSortOrder()) {
            String name = PageQuery.column(String.valueOf(c.getUserData()));
            keys.add(c.getSortType() == TableColumn.SortType.DESCENDING ? SortKey.desc(name) : SortKey.asc(name));
        }
        return keys;
    }

    private void columns(Browser.@Nullable Source source) {
        view.getSortOrder().clear();
        view.getColumns().clear();
        if (source == null) {
            return;
        }
        TableColumn<GridRow, GridRow> number = new TableColumn<>();
        number.setGraphic(Nodes.label("#", "column-title"));
        number.setSortable(false);
        number.setPrefWidth(84);
        number.getStyleClass().add("column-figure");
        number.setCellValueFactory(f -> new SimpleObjectProperty<>(f.getValue()));
        number.setCellFactory(c -> new NumberCell());
        view.getColumns().add(number);
        for (int i = 0; i < source.columns().size(); i++) {
            view.getColumns().add(column(source.columns().get(i), i));
        }
    }

    private static TableColumn<GridRow, GridRow> column(Column c, int place) {
        TableColumn<GridRow, GridRow> column = new TableColumn<>();
        Label type = Nodes.label(c.type(), "text-muted", "column-type");
        VBox title = new VBox(Nodes.label(c.name(), "column-title"), type);
        title.setAlignment(c.kind() == Column.Kind.NUMBER ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        column.setGraphic(title);
        column.setUserData(c.name());
        // json, xml and points have no order.
        column.setSortable(c.kind() != Column.Kind.GEOMETRY && !c.type().equals("json") && !c.type().equals("xml"));
        boolean right = c.kind() == Column.Kind.NUMBER;
        column.getStyleClass().add(right ? "column-figure" : "column-text");
        column.setPrefWidth(switch (c.kind()) {
            case NUMBER, BOOLEAN -> 96;
            case TIME -> 250;
            case TEXT, RANGE, ARRAY -> 180;
            default -> 220;
        });
        column.setCellValueFactory(f -> new SimpleObjectProperty<>(f.getValue()));
        column.setCellFactory(f -> new ValueCell(place, right));
        return column;
    }

    private static final class NumberCell extends TableCell<GridRow, GridRow> {
        NumberCell() {
            getStyleClass().addAll("cell-figure", "text-muted");
        }

        @Override
        @SuppressWarnings("NullAway") // an empty cell's item is null
        protected void updateItem(GridRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? "" : Format.count(row.number() + 1));
        }
    }

    /** NULL, empty and blank look different; what is cut says how much there is. */
    private static final class ValueCell extends TableCell<GridRow, GridRow> {
        private final int place;

        ValueCell(int place, boolean right) {
            this.place = place;
            getStyleClass().add(right ? "cell-figure" : "cell-text");
        }

        @Override
        @SuppressWarnings("NullAway") // an empty cell's item is null
        protected void updateItem(GridRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll("null-value", "text-muted");
            if (empty || row == null) {
                setText("");
                return;
            }
            List<CellValue> cells = row.cells();
            if (cells == null || place >= cells.size()) {
                setText(cells == null ? "…" : "–");
                getStyleClass().add("text-muted");
                return;
            }
            CellValue v = cells.get(place);
            if (v.absent()) {
                setText("NULL");
                getStyleClass().addAll("null-value", "text-muted");
            } else if (v.cut()) {
                setText(Format.oneLine(v.text()) + " … " + Unit.BYTES.text(v.bytes()));
            } else {
                String text = Format.oneLine(v.text());
                setText(text.isEmpty() && v.text() != null && !v.text().isEmpty() ? "␣" : text);
            }
        }
    }
}
