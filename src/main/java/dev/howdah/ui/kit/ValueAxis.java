package dev.howdah.ui.kit;

import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;
import javafx.util.StringConverter;

/** A value axis from zero with a few round ticks, written in its unit. */
final class ValueAxis extends DefaultNumericAxis {
    /** Room above the highest tick, so that its label is not cut. */
    private static final double HALF_LABEL = 7;

    private double step = 1;
    private boolean blank = true;

    ValueAxis(Unit unit) {
        setAutoRanging(false);
        setAnimated(false);
        getAxisLabel().setVisible(false);
        getAxisLabel().setManaged(false);
        setSide(Side.LEFT);
        setTickLabelFormatter(new StringConverter<>() {
            @Override
            public String toString(Number value) {
                return value.doubleValue() == 0 ? "0" : unit.text(value.doubleValue());
            }

            @Override
            public Number fromString(String text) {
                return 0;
            }
        });
    }

    /** @param blank without ticks, for a chart that has nothing to show */
    void show(double top, double tick, boolean blank) {
        boolean other = tick != step || blank != this.blank;
        step = tick;
        this.blank = blank;
        double room = getLength() > 2 * HALF_LABEL ? top * HALF_LABEL / (getLength() - HALF_LABEL) : 0;
        // its ticks are made anew for another range only
        set(0, blank ? 2 * (top + room) : top + room);
        setTickUnit(tick);
        if (other) {
            // the range may be the same as before, and the ticks would stay too
            forceRedraw();
        }
    }

    @Override
    public double computePreferredTickUnit(double length) {
        return step;
    }

    @Override
    protected void calculateMajorTickValues(AxisRange range, DoubleArrayList values) {
        for (int i = 0; !blank && i * step <= getMax() * 1.0001 && i < 20; i++) {
            values.add(i * step);
        }
    }
}
