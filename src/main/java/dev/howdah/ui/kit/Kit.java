package dev.howdah.ui.kit;

import java.time.InstantSource;

/** What every tab gets besides its engine parts. */
public record Kit(Fx fx, Memory memory, Files files, Notices notices, InstantSource clock, Era era) {
    /** Of a window of its own, which begins with the present. */
    public Kit(Fx fx, Memory memory, Files files, Notices notices, InstantSource clock) {
        this(fx, memory, files, notices, clock, new Era());
    }

    /** A kit that stands alone: everything at once on the caller's thread, nothing remembered. */
    public static Kit direct(InstantSource clock) {
        return new Kit(Fx.direct(), Memory.brief(), Files.dialogs(), Notices.silent(), clock);
    }

    /** The same with another clock: for tabs that can show the past, whose now is the moment that is shown. */
    public Kit with(InstantSource other) {
        return new Kit(fx, memory, files, notices, other, era);
    }

    /** A table's builder; the id names its remembered columns. */
    public <R> TableBuilder<R> table(String id) {
        return new TableBuilder<>(this, id);
    }

    /** Charts of one tab that share zoom and crosshair. */
    public ChartGroup charts() {
        return new ChartGroup(fx, era);
    }
}
