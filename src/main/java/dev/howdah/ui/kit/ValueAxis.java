package dev.howdah.ui.kit;

import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.chartfx.ui.geometry.Side;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;
import javafx.util.StringConverter;

/** A value axis from zero with a few round ticks, written in its unit. */
final class ValueAxis extends DefaultNumericAxis {
    private double step = 1;

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

    void show(double top, double tick) {
        step = tick;
        set(0, top);
        setTickUnit(tick);
    }

    @Override
    public double computePreferredTickUnit(double length) {
        return step;
    }

    @Override
    protected void calculateMajorTickValues(AxisRange range, DoubleArrayList values) {
        for (int i = 0; i * step <= getMax() * 1.0001 && i < 20; i++) {
            values.add(i * step);
        }
    }
}
