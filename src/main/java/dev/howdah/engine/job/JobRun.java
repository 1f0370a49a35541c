package dev.howdah.engine.job;

import java.time.Duration;
import java.util.UUID;

/** A run that somebody started here: what it does, and its switches. Thread-safe. */
public final class JobRun {
    private final UUID id;
    private final Tally tally;
    private final Control control;

    JobRun(UUID id, Tally tally, Control control) {
        this.id = id;
        this.tally = tally;
        this.control = control;
    }

    /** Under which it can be resumed. */
    public UUID id() {
        return id;
    }

    public JobStatus status() {
        return tally.status();
    }

    /** Stops after the chunk at hand; its work stays done. */
    public void pause() {
        control.want(Control.Want.PAUSE);
    }

    public void resume() {
        control.want(Control.Want.RUN);
    }

    /** Stops within a second; the chunk at hand is rolled back, what was committed stays. */
    public void cancel() {
        control.want(Control.Want.CANCEL);
    }

    /** Stops after the chunk at hand, to be resumed later, by any process. */
    public void leave() {
        control.want(Control.Want.LEAVE);
    }

    public Knobs knobs() {
        return tally.knobs();
    }

    /** Holds from the next chunk on. */
    public void knobs(Knobs other) {
        tally.knobs(other);
    }

    /** Waits for its end, and says where it stands: over, unless the time was over first. */
    public JobStatus await(Duration time) {
        control.awaitEnd(time);
        return status();
    }
}
