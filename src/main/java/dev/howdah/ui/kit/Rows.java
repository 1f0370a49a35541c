package dev.howdah.ui.kit;

import java.util.function.Consumer;
import javafx.scene.control.TableRow;

/** Table rows that answer a double click. */
final class Rows {
    private Rows() {}

    static <R> TableRow<R> opening(Consumer<R> open) {
        TableRow<R> row = new TableRow<>();
        row.setOnMouseClicked(e -> {
            if (e.getClickCount() == 2 && !row.isEmpty()) {
                open.accept(row.getItem());
            }
        });
        return row;
    }
}
