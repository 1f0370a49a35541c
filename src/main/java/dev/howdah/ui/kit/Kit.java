package dev.howdah.ui.kit;

import java.time.InstantSource;

/** What every tab gets besides its engine parts. */
public record Kit(Fx fx, Memory memory, Files files, Notices notices, InstantSource clock) {
    /** A kit that stands alone: everything at once on the caller's thread, nothing remembered. */
    public static Kit direct(InstantSource clock) {
        return new Kit(Fx.direct(), Memory.brief(), Files.dialogs(), Notices.silent(), clock);
    }

    /** A table's builder; the id names its remembered columns. */
    public <R> TableBuilder<R> table(String id) {
        return new TableBuilder<>(this, id);
    }

    /** Charts of one tab that share zoom and crosshair. */
    public ChartGroup charts() {
        return new ChartGroup(fx);
    }
}
