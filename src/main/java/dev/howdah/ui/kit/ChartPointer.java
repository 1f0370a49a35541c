package dev.howdah.ui.kit;

import io.fair_acc.chartfx.axes.Axis;
import io.fair_acc.chartfx.plugins.ChartPlugin;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/** The crosshair and the dragged window of one chart. */
final class ChartPointer extends ChartPlugin {
    private static final double LEAST_DRAG = 5;

    private final ChartGroup group;
    private final Axis time;
    private final Line line = new Line();
    private final Label label = new Label();
    private final Rectangle dragged = new Rectangle();
    private Consumer<ChartGroup.Span> onDragged;
    private double pressedAt = Double.NaN;

    ChartPointer(ChartGroup group, Axis time) {
        this.group = group;
        this.time = time;
        this.onDragged = group::zoom;
        line.getStyleClass().add("crosshair");
        label.getStyleClass().add("crosshair-label");
        dragged.getStyleClass().add("drag-window");
        getChartChildren().addAll(dragged, line, label);
        getChartChildren().forEach(n -> {
            n.setManaged(false);
            n.setVisible(false);
            n.setMouseTransparent(true);
        });
        registerInputEventHandler(MouseEvent.MOUSE_MOVED, e -> point(e));
        registerInputEventHandler(MouseEvent.MOUSE_EXITED, e -> group.point(Double.NaN));
        registerInputEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        registerInputEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        registerInputEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        registerInputEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    }

    /** What a dragged window does instead of zooming. */
    void onDragged(Consumer<ChartGroup.Span> action) {
        onDragged = action;
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
        group.point(isMouseEventWithinCanvas(e) ? secondAt(e) : Double.NaN);
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
        if (e.getClickCount() == 2 && e.getButton() == MouseButton.PRIMARY) {
            group.zoom(null);
        }
    }
}
