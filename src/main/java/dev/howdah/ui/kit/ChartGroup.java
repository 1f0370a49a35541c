package dev.howdah.ui.kit;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The charts of one tab: pointing at a moment in one points at it in all; zooming one zooms all. */
public final class ChartGroup {
    private final Fx fx;
    private final Era era;
    private final ReadOnlyDoubleWrapper moment = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyObjectWrapper<@Nullable Span> zoom = new ReadOnlyObjectWrapper<>();

    /** A stretch of time in epoch seconds. */
    public record Span(double from, double to) {}

    ChartGroup(Fx fx, Era era) {
        this.fx = fx;
        this.era = era;
    }

    /** Lines, for rates and times. */
    public LiveChart line(Unit unit) {
        return new LiveChart(fx, this, unit, false);
    }

    /** Areas on top of each other, for the parts of a whole. */
    public LiveChart stacked(Unit unit) {
        return new LiveChart(fx, this, unit, true);
    }

    Era era() {
        return era;
    }

    /** Where the mouse points, epoch seconds; NaN when it points at no chart. */
    public ReadOnlyDoubleProperty moment() {
        return moment.getReadOnlyProperty();
    }

    /** Null shows what each chart was given. */
    public ReadOnlyObjectProperty<@Nullable Span> zoom() {
        return zoom.getReadOnlyProperty();
    }

    public void point(double second) {
        moment.set(second);
    }

    public void zoom(@Nullable Span span) {
        zoom.set(span);
    }
}
