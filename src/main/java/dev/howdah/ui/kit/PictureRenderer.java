package dev.howdah.ui.kit;

import io.fair_acc.chartfx.renderer.spi.AbstractRendererXY;
import io.fair_acc.chartfx.ui.css.DataSetNode;
import io.fair_acc.dataset.DataSet;
import java.util.function.Function;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineJoin;

/**
 * Draws a {@link Picture} on the chart's canvas. It holds no data sets of the library, so that no lock is ever shared between a
 * writer and the FX thread.
 */
final class PictureRenderer extends AbstractRendererXY<PictureRenderer> {
    private static final double AREA_OPACITY = 0.55;

    private final boolean stacked;
    private final Function<Line, Paint> colour;
    private Picture picture = Picture.EMPTY;
    private Paint markPaint = Color.GRAY;

    PictureRenderer(boolean stacked, Function<Line, Paint> colour) {
        this.stacked = stacked;
        this.colour = colour;
    }

    void show(Picture now, Paint marks) {
        picture = now;
        markPaint = marks;
        invalidateCanvas();
    }

    @Override
    public void render() {
        GraphicsContext gc = getChart().getCanvas().getGraphicsContext2D();
        updateCachedVariables();
        gc.save();
        gc.setLineJoin(StrokeLineJoin.ROUND);
        for (Picture.Trace trace : picture.traces()) {
            draw(gc, trace);
        }
        gc.setStroke(markPaint);
        gc.setFill(markPaint);
        gc.setLineWidth(1);
        gc.setLineDashes(3, 3);
        for (Mark mark : picture.marks()) {
            double x = Math.rint(xAxis.getDisplayPosition(mark.second())) + 0.5;
            gc.strokeLine(x, 0, x, gc.getCanvas().getHeight());
            gc.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {0, 0, 6}, 3);
        }
        gc.restore();
    }

    private void draw(GraphicsContext gc, Picture.Trace trace) {
        if (stacked && isFlat(trace)) {
            return;
        }
        double[] px = new double[trace.x().length];
        double[] py = new double[trace.x().length];
        int n = 0;
        int start = 0;
        for (int i = 0; i < trace.x().length; i++) {
            if (Double.isNaN(trace.y()[i])) {
                stroke(gc, trace, px, py, start, n);
                n = 0;
                start = i + 1;
            } else {
                px[n] = xAxis.getDisplayPosition(trace.x()[i]);
                py[n++] = yAxis.getDisplayPosition(trace.y()[i]);
            }
        }
        stroke(gc, trace, px, py, start, n);
    }

    /** A part that is nowhere more than nothing would only draw its edge over the part below. */
    private static boolean isFlat(Picture.Trace trace) {
        for (int i = 0; i < trace.y().length; i++) {
            double base = Double.isNaN(trace.base()[i]) ? 0 : trace.base()[i];
            if (trace.y()[i] > base) {
                return false;
            }
        }
        return true;
    }

    /** One unbroken stretch of n points beginning at point {@code start} of the trace. */
    private void stroke(GraphicsContext gc, Picture.Trace trace, double[] px, double[] py, int start, int n) {
        if (n == 0) {
            return;
        }
        Paint paint = colour.apply(trace.line());
        if (stacked) {
            double[] ax = new double[2 * n];
            double[] ay = new double[2 * n];
            for (int i = 0; i < n; i++) {
                ax[i] = px[i];
                ay[i] = py[i];
                double base = trace.base()[start + i];
                ax[2 * n - 1 - i] = px[i];
                ay[2 * n - 1 - i] = yAxis.getDisplayPosition(Double.isNaN(base) ? 0 : base);
            }
            gc.setGlobalAlpha(AREA_OPACITY);
            gc.setFill(paint);
            gc.fillPolygon(ax, ay, 2 * n);
            gc.setGlobalAlpha(1);
        }
        gc.setStroke(paint);
        gc.setLineWidth(stacked ? 1 : 1.5);
        if (n == 1) {
            gc.strokeLine(px[0] - 1, py[0], px[0] + 1, py[0]);
        } else {
            gc.strokePolyline(px, py, n);
        }
    }

    @Override
    protected void render(GraphicsContext gc, DataSet dataSet, DataSetNode style) {
        // there are no data sets: render() draws the picture
    }

    @Override
    protected PictureRenderer getThis() {
        return this;
    }
}
