package dev.howdah.engine.apply;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where one remedy stands. Immutable; every change of it makes a new one.
 *
 * @param target address and database, whatever name they had
 * @param run id of the job run that applies it; the same at every resumption
 * @param undo the statements that take it back, known before it is done; null when nothing does
 * @param before null until it was measured, {@code after} and {@code verdict} too
 * @param message why it stopped; null otherwise
 * @param pid of the process that works on it, 0 when none does
 */
public record Applied(
        UUID id, String target, Remedy remedy, Measuring measuring, Stage stage, Instant begunAt, Instant changedAt, UUID run,
        @Nullable String undo, @Nullable Measurement before, @Nullable Measurement after, @Nullable Verdict verdict,
        @Nullable String message, long pid) {

    /** What happens to it. */
    public enum Stage {
        PLANNED,
        MEASURING_BEFORE,
        RUNNING,
        /** Done, and without effect until somebody restarts the server. */
        AWAITING_RESTART,
        MEASURING_AFTER,
        /** Applied and judged. */
        DECIDED,
        UNDOING,
        UNDONE,
        /** Not applied: failed or cancelled, and cleaned up. */
        STOPPED,
        /** Its process ended in the middle: it can go on or be cleaned up. */
        INTERRUPTED;

        boolean underWay() {
            return this == MEASURING_BEFORE || this == RUNNING || this == MEASURING_AFTER || this == UNDOING;
        }
    }

    /** Whether it should be taken back: it stands, did not help, and there is a way. */
    public boolean undoProposed() {
        return stage == Stage.DECIDED && verdict != null && verdict.kind() == Verdict.Kind.DID_NOT_HELP && undo != null;
    }

    /** Whether it can be taken back. */
    public boolean canUndo() {
        return undo != null && (stage == Stage.DECIDED || stage == Stage.AWAITING_RESTART || (stage == Stage.INTERRUPTED && before != null));
    }

    Applied at(Stage other, Instant now) {
        return new Applied(id, target, remedy, measuring, other, begunAt, now, run, undo, before, after, verdict, message, pid);
    }

    Applied with(@Nullable Measurement b, @Nullable Measurement a, @Nullable Verdict v) {
        return new Applied(id, target, remedy, measuring, stage, begunAt, changedAt, run, undo, b, a, v, message, pid);
    }

    Applied saying(@Nullable String words, long process) {
        return new Applied(id, target, remedy, measuring, stage, begunAt, changedAt, run, undo, before, after, verdict, words, process);
    }
}
