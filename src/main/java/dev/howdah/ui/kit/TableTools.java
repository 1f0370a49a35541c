package dev.howdah.ui.kit;

import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.text.Text;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The row of small tools above a table. */
final class TableTools {
    private TableTools() {}

    static <R> HBox of(Table<R> table, TextField filter, Label count) {
        filter.setPromptText(Text.of("kit.table.filter"));
        filter.setAccessibleText(Text.of("kit.table.filter"));
        filter.getStyleClass().addAll("small", "filter");
        filter.setPrefColumnCount(14);
        filter.setMinWidth(64);
        count.setMinWidth(Region.USE_PREF_SIZE);
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == javafx.scene.input.KeyCode.ESCAPE && !filter.getText().isEmpty()) {
                filter.clear();
                e.consume();
            }
        });
        return Nodes.row(count, filter, columnsButton(table), exportButton(table));
    }

    private static <R> javafx.scene.Node columnsButton(Table<R> table) {
        return menuButton(Text.of("kit.table.columns"), Icons.COLUMNS, () -> {
            ContextMenu menu = new ContextMenu();
            for (TableColumn<R, ?> column : table.view().getColumns()) {
                CheckMenuItem item = new CheckMenuItem(((Label) column.getGraphic()).getText());
                item.setSelected(column.isVisible());
                item.setOnAction(e -> column.setVisible(item.isSelected()));
                menu.getItems().add(item);
            }
            return menu;
        });
    }

    private static <R> javafx.scene.Node exportButton(Table<R> table) {
        return menuButton(Text.of("kit.table.export"), Icons.EXPORT, () -> new ContextMenu(
                item(Text.of("kit.table.copy-all"), () -> {
                    Clipboards.copy(TableExport.tabbed(table.visibleColumns(), table.shownRows()));
                    table.kit().notices().info(Text.of("kit.table.copied", Format.count(table.shownRows().size())));
                }),
                item(Text.of("kit.table.save-csv"), () -> save(table, "csv", TableExport::csv)),
                item(Text.of("kit.table.save-json"), () -> save(table, "json", TableExport::json))));
    }

    private static <R> void save(Table<R> table, String kind, BiFunction<List<Column<R>>, List<R>, String> writer) {
        Path file = table.kit().files().save(table.view().getScene().getWindow(), table.id() + "." + kind);
        if (file == null) {
            return;
        }
        List<Column<R>> columns = table.visibleColumns();
        List<R> rows = table.shownRows();
        table.kit()
                .fx()
                .work(() -> {
                    PrivateFiles.replaceOpenly(file, out -> out.write(writer.apply(columns, rows).getBytes(StandardCharsets.UTF_8)));
                    return file;
                })
                .done(f -> table.kit().notices().good(Text.of("kit.table.saved", Format.count(rows.size()), f)))
                .failed(table.kit().notices()::problem);
    }

    private static javafx.scene.Node menuButton(String name, Icons icon, java.util.function.Supplier<ContextMenu> menu) {
        javafx.scene.control.Button[] button = new javafx.scene.control.Button[1];
        button[0] = Nodes.iconButton(name, icon, () -> menu.get().show(button[0], javafx.geometry.Side.BOTTOM, 0, 0));
        return button[0];
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(e -> action.run());
        return item;
    }
}
