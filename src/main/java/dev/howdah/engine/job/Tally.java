package dev.howdah.engine.job;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run's figures, written by its threads and read by anybody. Thread-safe. */
final class Tally {
    private final UUID run;
    private final String job;
    private final Control control;
    private Knobs knobs;
    private @Nullable String turned;
    private Phase phase = Phase.STARTING;
    private long rows;
    private long chunks;
    private long total = -1;
    private double pace;
    private int size;
    private Duration lastChunk = Duration.ZERO;
    private int retries;
    private List<Signal> signals = List.of();
    private @Nullable String message;

    Tally(UUID run, String job, Control control, Knobs knobs) {
        this.run = run;
        this.job = job;
        this.control = control;
        this.knobs = knobs;
    }

    synchronized JobStatus status() {
        Duration left = pace > 0 && total >= rows && !phase.isOver()
                ? Duration.ofMillis((long) ((total - rows) / pace * 1000))
                : null;
        return new JobStatus(run, job, phase, rows, total, pace, left, size, lastChunk, chunks, retries, signals, message);
    }

    synchronized Knobs knobs() {
        return knobs;
    }

    synchronized void knobs(Knobs other) {
        knobs = other;
    }

    /** What somebody turned through the database; it holds until somebody turns otherwise, there or here. */
    synchronized void turned(@Nullable String json) {
        if (json != null && !json.equals(turned)) {
            turned = json;
            knobs = Knob.turned(knobs, Checkpoints.knobs(json));
        }
    }

    synchronized void phase(Phase other, @Nullable String why) {
        phase = other;
        message = why;
    }

    /** It works: what it waited for is over, the step at hand is not. */
    synchronized void running() {
        message = phase == Phase.RUNNING || phase == Phase.STARTING ? message : null;
        phase = Phase.RUNNING;
    }

    synchronized void at(Checkpoints.At at) {
        rows = at.rows();
        chunks = at.chunks();
        turned(at.knobs());
    }

    synchronized void total(long estimate) {
        total = estimate;
    }

    synchronized void step(String title) {
        message = title;
    }

    synchronized void size(int rowsAChunk) {
        size = rowsAChunk;
    }

    synchronized void chunk(Duration took, long changed) {
        rows += changed;
        chunks++;
        lastChunk = took;
        double now = changed * 1e9 / Math.max(1, took.toNanos());
        pace = pace == 0 ? now : 0.7 * pace + 0.3 * now;
    }

    synchronized void retry() {
        retries++;
    }

    synchronized void signals(List<Signal> read) {
        signals = read;
    }

    synchronized boolean othersWait() {
        return signals.stream().anyMatch(s -> s.kind() == Signal.Kind.WAITERS && s.holds());
    }

    synchronized List<Signal> holding() {
        return signals.stream().filter(Signal::holds).toList();
    }

    /** Another process asked for it, through the database. */
    void wanted(String word) {
        control.want(word.equals("cancel") ? Control.Want.CANCEL : Control.Want.PAUSE);
    }
}
