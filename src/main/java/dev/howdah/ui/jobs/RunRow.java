package dev.howdah.ui.jobs;

import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.RunRecord;
import dev.howdah.engine.job.Signal;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run in the list.
 *
 * @param state the phase of a run that is under way here, else what the target remembers
 * @param share from 0 to 1, NaN when it cannot be told
 * @param secondsLeft NaN when it cannot be told, as while the run rests
 * @param live whether it is under way here and its switches work
 */
record RunRow(
        UUID id, String job, Map<String, String> arguments, String state, double share, long rows, double rate, double secondsLeft,
        int chunkSize, long chunks, List<Signal> signals, @Nullable String message, Instant startedAt, boolean live) {

    static RunRow of(RunRecord r, @Nullable JobStatus s) {
        if (s == null) {
            return new RunRow(r.id(), r.job(), r.arguments(), r.state(), r.state().equals("done") ? 1 : Double.NaN, r.rows(), Double.NaN,
                    Double.NaN, 0, r.chunks(), List.of(), r.failure(), r.startedAt(), false);
        }
        // What rests has no pace, and nobody knows when it ends.
        boolean moves = s.phase() == Phase.RUNNING;
        double left = s.left() == null || !moves ? Double.NaN : s.left().toMillis() / 1e3;
        return new RunRow(r.id(), r.job(), r.arguments(), s.phase().name().toLowerCase(java.util.Locale.ROOT),
                s.total() <= 0 ? Double.NaN : s.share(), s.rows(), moves ? s.rowsPerSecond() : Double.NaN, left, s.chunkSize(), s.chunks(), s.signals(),
                s.message(), r.startedAt(), true);
    }

    /** What is to be said beside the state; empty for nothing. */
    String words() {
        if (state.equals("throttled")) {
            return signals.stream().filter(Signal::holds).map(s -> s.kind().title()).collect(Collectors.joining(", "));
        }
        return message == null ? "" : message;
    }

    boolean isPaused() {
        return live && state.equals("paused");
    }

    boolean canResume() {
        return isPaused() || (!live && !state.equals("done"));
    }
}
