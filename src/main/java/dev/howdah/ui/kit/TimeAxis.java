package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import io.fair_acc.chartfx.axes.spi.AxisRange;
import io.fair_acc.chartfx.axes.spi.DefaultNumericAxis;
import io.fair_acc.dataset.spi.fastutil.DoubleArrayList;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.util.StringConverter;

/** A time axis in epoch seconds with ticks at round local times. */
final class TimeAxis extends DefaultNumericAxis {
    private static final int[] STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800
    };
    private static final int PIXELS_PER_LABEL = 80;
    private static final long FIRST_DAY = 86_400;
    private static final double HALF_SECONDS = 26;
    private static final double HALF_OTHERS = 17;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAYS = DateTimeFormatter.ofPattern("d LLL", Locale.ROOT);

    TimeAxis() {
        setAutoRanging(false);
        setAnimated(false);
        getAxisLabel().setVisible(false);
        getAxisLabel().setManaged(false);
        setTickLabelFormatter(new StringConverter<>() {
            @Override
            public String toString(Number second) {
                return label(second.longValue());
            }

            @Override
            public Number fromString(String text) {
                return 0;
            }
        });
    }

    @Override
    public double computePreferredTickUnit(double length) {
        return step();
    }

    @Override
    protected void calculateMajorTickValues(AxisRange range, DoubleArrayList values) {
        if (getMax() <= FIRST_DAY) {
            // no window was told yet
            return;
        }
        int step = step();
        long offset = ZoneId.systemDefault().getRules().getOffset(Instant.ofEpochSecond((long) getMax())).getTotalSeconds();
        long first = (long) Math.ceil((getMin() + offset) / step) * step - offset;
        for (long t = first; t <= getMax(); t += step) {
            if (hasRoom(t, step)) {
                values.add(t);
            }
        }
    }

    /** A label that would be cut at the edge is left out. */
    private boolean hasRoom(long second, int step) {
        double place = (second - getMin()) / (getMax() - getMin()) * getLength();
        double half = step < 60 ? HALF_SECONDS : HALF_OTHERS;
        return place >= half && place <= getLength() - half;
    }

    private int step() {
        double span = getMax() - getMin();
        double labels = Math.max(2, getLength() / PIXELS_PER_LABEL);
        for (int step : STEPS) {
            if (span / step <= labels) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    private String label(long second) {
        int step = step();
        DateTimeFormatter format = step < 60 ? SECONDS : step < 86_400 ? MINUTES : DAYS;
        return format.withLocale(Text.names()).format(Instant.ofEpochSecond(second).atZone(ZoneId.systemDefault()));
    }
}
