package dev.howdah.ui.kit;

import dev.howdah.engine.db.Environment;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** A cell that holds no listener: it draws what its row says, again at each update. */
final class Cell<R> extends TableCell<R, R> {
    /** A blank as wide as a capital letter: a padding of its own would have every cell's style looked up again. */
    private static final String INDENT = "\u2003";
    private static final double PAD = 8;
    private static final double SPARK_HEIGHT = 20;

    private final Column<R> column;
    private final ToDoubleFunction<Column<R>> greatest;
    private final @Nullable Region bar;
    private @Nullable Tone tone;
    private double share = Double.NaN;

    Cell(Column<R> column, ToDoubleFunction<Column<R>> greatest) {
        this.column = column;
        this.greatest = greatest;
        getStyleClass().add("cell-" + column.kind.name().toLowerCase(Locale.ROOT));
        if (column.bar) {
            bar = new Region();
            bar.getStyleClass().add("share-bar");
            bar.setManaged(false);
            bar.setMouseTransparent(true);
        } else {
            bar = null;
        }
        setOnMouseEntered(e -> showTip());
    }

    @Override
    @SuppressWarnings("NullAway") // an empty cell's item is null
    protected void updateItem(R row, boolean empty) {
        super.updateItem(row, empty);
        setTooltip(null);
        if (empty || row == null) {
            setText("");
            share = Double.NaN;
            tone(Tone.NEUTRAL);
            setGraphic(null);
            return;
        }
        draw(row);
        String text = column.kind == Column.Kind.FIGURE ? column.figure.apply(row).text() : Format.oneLine(column.text.apply(row));
        setText(INDENT.repeat(column.depth.apply(row)) + text);
        tone(column.tone.apply(row));
        if (bar != null) {
            share = column.number.apply(row) / greatest.applyAsDouble(column);
            requestLayout();
        }
    }

    /** A small line, or a dot in the colour of an environment. */
    private void draw(R row) {
        if (column.kind == Column.Kind.SPARK) {
            Sparkline line = getGraphic() instanceof Sparkline s ? s : new Sparkline();
            line.setPrefSize(Math.max(24, getWidth() - 2 * PAD), SPARK_HEIGHT);
            line.values(column.spark.apply(row));
            setGraphic(line);
            return;
        }
        Environment environment = column.dot.apply(row);
        if (environment != null) {
            Circle dot = getGraphic() instanceof Circle c ? c : new Circle(4);
            dot.getStyleClass().setAll("environment-dot", environment.name().toLowerCase(Locale.ROOT));
            setGraphic(dot);
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (bar == null) {
            return;
        }
        if (!getChildren().contains(bar)) {
            getChildren().addFirst(bar);
        }
        boolean known = share > 0 && share <= 1;
        bar.setVisible(known);
        double width = known ? Math.max(2, Math.round(share * (getWidth() - 2 * PAD))) : 0;
        bar.resizeRelocate(getWidth() - PAD - width, getHeight() - 5, width, 2);
    }

    private void tone(Tone now) {
        if (now != tone) {
            if (tone != null) {
                getStyleClass().remove(tone.style());
            }
            getStyleClass().add(now.style());
            tone = now;
        }
    }

    /** Tooltips are made when the mouse asks for one, not for each cell. */
    private void showTip() {
        R row = getItem();
        String text = row == null ? null : column.cellTip.apply(row);
        if (text == null || text.isEmpty()) {
            setTooltip(null);
        } else if (getTooltip() == null) {
            Tooltip tip = Nodes.tip(text);
            setTooltip(tip);
        }
    }
}
