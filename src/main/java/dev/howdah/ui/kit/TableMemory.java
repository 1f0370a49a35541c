package dev.howdah.ui.kit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Remembers a table's columns: order, width, visibility. One line: {@code id:width:shown,...}. */
final class TableMemory<R> {
    private final Memory memory;
    private final String key;
    private final Map<TableColumn<R, ?>, Column<R>> columns;

    TableMemory(Memory memory, String id, Map<TableColumn<R, ?>, Column<R>> columns) {
        this.memory = memory;
        this.key = "table." + id;
        this.columns = columns;
    }

    /** Restores what is remembered, then writes down every change. */
    void attach(TableView<R> view) {
        restore(view);
        view.getColumns().forEach(c -> {
            c.widthProperty().addListener((p, a, b) -> write(view));
            c.visibleProperty().addListener((p, a, b) -> write(view));
        });
        view.getColumns().subscribe(() -> write(view));
    }

    private void restore(TableView<R> view) {
        List<String> saved = List.of(memory.get(key, "").split(",", -1));
        List<TableColumn<R, ?>> order = List.copyOf(view.getColumns());
        for (TableColumn<R, ?> column : order) {
            String prefix = id(column) + ":";
            saved.stream().filter(s -> s.startsWith(prefix)).findFirst().ifPresent(s -> apply(column, s));
        }
        Comparator<TableColumn<R, ?>> place = Comparator.comparingInt(c -> place(saved, c, order));
        view.getColumns().setAll(order.stream().sorted(place).toList());
    }

    private int place(List<String> saved, TableColumn<R, ?> column, List<TableColumn<R, ?>> order) {
        for (int i = 0; i < saved.size(); i++) {
            if (saved.get(i).startsWith(id(column) + ":")) {
                return i;
            }
        }
        return saved.size() + order.indexOf(column);
    }

    private static void apply(TableColumn<?, ?> column, String saved) {
        String[] parts = saved.split(":", -1);
        if (parts.length == 3 && parts[1].matches("\\d{2,4}")) {
            column.setPrefWidth(Table.decided(Integer.parseInt(parts[1])));
            column.setVisible(parts[2].equals("1"));
        }
    }

    private void write(TableView<R> view) {
        memory.put(
                key,
                view.getColumns().stream()
                        .map(c -> id(c) + ":" + Math.round(c.getWidth()) + ":" + (c.isVisible() ? "1" : "0"))
                        .collect(Collectors.joining(",")));
    }

    private String id(TableColumn<R, ?> column) {
        return Objects.requireNonNull(columns.get(column)).id;
    }
}
