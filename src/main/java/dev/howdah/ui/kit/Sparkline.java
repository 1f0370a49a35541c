package dev.howdah.ui.kit;

import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/** A line without axes, from zero to its own greatest value. Gaps stay gaps. */
public final class Sparkline extends Region {
    private final Path line = new Path();
    private double[] values = {};

    public Sparkline() {
        getStyleClass().add("sparkline");
        line.getStyleClass().add("sparkline-line");
        line.setManaged(false);
        getChildren().add(line);
        setMinSize(24, 16);
        setPrefHeight(24);
    }

    public void values(double[] now) {
        values = now.clone();
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double[] shown = Decimate.peaks(values, Math.max(2, (int) getWidth()));
        double top = 0;
        for (double v : shown) {
            top = Double.isNaN(v) ? top : Math.max(top, v);
        }
        PathElement[] path = new PathElement[shown.length];
        int n = 0;
        boolean gap = true;
        for (int i = 0; i < shown.length; i++) {
            if (Double.isNaN(shown[i])) {
                gap = true;
                continue;
            }
            double x = shown.length == 1 ? getWidth() : i * (getWidth() - 2) / (shown.length - 1) + 1;
            double y = getHeight() - 1 - (top == 0 ? 0 : shown[i] / top * (getHeight() - 3));
            path[n++] = gap ? new MoveTo(x, y) : new LineTo(x, y);
            gap = false;
        }
        line.getElements().setAll(java.util.Arrays.copyOf(path, n));
    }
}
