package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import io.fair_acc.chartfx.axes.Axis;
import io.fair_acc.chartfx.plugins.ChartPlugin;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** The crosshair and the dragged window of one chart. */
final class ChartPointer extends ChartPlugin {
    private static final double LEAST_DRAG = 5;
    /** So near to a mark it is meant. */
    private static final double NEAR = 6;
    private static final int MOST_TOLD = 5;

    private final ChartGroup group;
    private final Axis time;
    private final Line line = new Line();
    private final Label label = new Label();
    private final Rectangle dragged = new Rectangle();
    private final Label told = new Label();
    private Consumer<ChartGroup.Span> onDragged;
    private double pressedAt = Double.NaN;
    private List<Mark> marks = List.of();
    private @Nullable Mark meant;

    ChartPointer(ChartGroup group, Axis time) {
        this.group = group;
        this.time = time;
        this.onDragged = group::zoom;
        line.getStyleClass().add("crosshair");
        label.getStyleClass().add("crosshair-label");
        dragged.getStyleClass().add("drag-window");
        told.getStyleClass().add("mark-label");
        getChartChildren().addAll(dragged, line, label, told);
        getChartChildren().forEach(n -> {
            n.setManaged(false);
            n.setVisible(false);
            n.setMouseTransparent(true);
        });
        registerInputEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e));
        registerInputEventHandler(MouseEvent.MOUSE_EXITED, e -> {
            group.point(Double.NaN);
            meant(Double.NaN);
        });
        registerInputEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        registerInputEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        registerInputEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        registerInputEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    }

    /** What a dragged window does instead of zooming. */
    void onDragged(Consumer<ChartGroup.Span> action) {
        onDragged = action;
    }

    /** What can be pointed at: its words are shown then, and a click goes to its moment. */
    void marks(List<Mark> now) {
        marks = now;
        if (meant != null && !now.contains(meant)) {
            // The time that is shown went on, and the mark with it: its words would stand at another moment.
            meant(Double.NaN);
        }
    }

    /** Draws the crosshair at the group's moment; call it again when the axis moved. */
    void show(double second) {
        boolean seen = second >= time.getMin() && second <= time.getMax();
        line.setVisible(seen);
        label.setVisible(seen);
        if (!seen) {
            return;
        }
        double x = Math.rint(time.getDisplayPosition(second)) + 0.5;
        line.setStartX(x);
        line.setEndX(x);
        line.setStartY(0);
        line.setEndY(height());
        label.setText(Format.clock(Instant.ofEpochSecond((long) second)));
        label.autosize();
        double room = time.getLength();
        label.relocate(Math.max(0, Math.min(x + 4, room - label.getWidth())), 0);
    }

    @Override
    public void layoutChildren() {
        show(group.moment().get());
    }

    private double height() {
        return getChart().getCanvas().getHeight();
    }

    private double secondAt(MouseEvent e) {
        return time.getValueForDisplay(Math.max(0, Math.min(getLocationInPlotArea(e).getX(), time.getLength())));
    }

    private void point(MouseEvent e) {
        boolean within = isMouseEventWithinCanvas(e);
        group.point(within ? secondAt(e) : Double.NaN);
        meant(within ? getLocationInPlotArea(e).getX() : Double.NaN);
    }

    /** Tells all marks that are near, the nearest is meant. */
    private void meant(double x) {
        List<Mark> near = Double.isNaN(x) ? List.of() : marks.stream()
                .filter(m -> distance(m, x) <= NEAR)
                .sorted(Comparator.comparingDouble(m -> distance(m, x))).toList();
        meant = near.isEmpty() ? null : near.getFirst();
        told.setVisible(meant != null);
        getChart().setCursor(meant == null ? Cursor.DEFAULT : Cursor.HAND);
        if (meant != null) {
            told.setText(near.stream().limit(MOST_TOLD).map(m -> Format.moment(m.at()) + "  " + m.text()).collect(Collectors.joining("\n"))
                    + (near.size() > MOST_TOLD ? "\n" + Text.of("kit.chart.more-marks", near.size() - MOST_TOLD) : ""));
            told.autosize();
            told.relocate(Math.max(0, Math.min(x + 8, time.getLength() - told.getWidth())), 20);
        }
    }

    private double distance(Mark m, double x) {
        return Math.abs(time.getDisplayPosition(m.second()) - x);
    }

    private void pressed(MouseEvent e) {
        if (e.getButton() == MouseButton.PRIMARY && isMouseEventWithinCanvas(e)) {
            pressedAt = getLocationInPlotArea(e).getX();
        }
    }

    private void dragged(MouseEvent e) {
        if (Double.isNaN(pressedAt)) {
            return;
        }
        point(e);
        double x = Math.max(0, Math.min(getLocationInPlotArea(e).getX(), time.getLength()));
        dragged.setX(Math.min(pressedAt, x));
        dragged.setWidth(Math.abs(x - pressedAt));
        dragged.setHeight(height());
        dragged.setVisible(dragged.getWidth() >= LEAST_DRAG);
    }

    private void released(MouseEvent e) {
        if (dragged.isVisible()) {
            double from = time.getValueForDisplay(dragged.getX());
            double to = time.getValueForDisplay(dragged.getX() + dragged.getWidth());
            onDragged.accept(new ChartGroup.Span(from, Math.max(to, from + 2)));
        }
        dragged.setVisible(false);
        pressedAt = Double.NaN;
    }

    private void clicked(MouseEvent e) {
        if (meant != null && e.isStillSincePress() && e.getClickCount() == 1 && e.getButton() == MouseButton.PRIMARY) {
            group.era().go(meant.at());
        } else if (e.getClickCount() == 2 && e.getButton() == MouseButton.PRIMARY) {
            group.zoom(null);
        }
    }
}
