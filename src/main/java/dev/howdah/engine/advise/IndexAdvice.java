package dev.howdah.engine.advise;

import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.WhatIf;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which indexes to make and to drop for a workload. Immutable.
 *
 * @param path the proposals in the order of what they earn for their size, each with what is won up to it
 * @param effects every planned statement, the most improved first
 * @param unplanned statements of which nothing is known, with the reason
 * @param notConsidered sentences on what this advice does not know
 */
public record IndexAdvice(
        WhatIf.Basis basis,
        List<Proposal> proposals,
        List<Drop> drops,
        List<Step> path,
        List<Effect> effects,
        List<Unplanned> unplanned,
        List<String> notConsidered,
        Figures figures) {

    /** With further sentences on what it does not know. */
    IndexAdvice also(List<String> sentences) {
        List<String> all = Stream.concat(notConsidered.stream(), sentences.stream()).toList();
        return new IndexAdvice(basis, proposals, drops, path, effects, unplanned, all, figures);
    }

    /** How far to trust a proposal. */
    public enum Confidence {
        HIGH,
        MEDIUM,
        LOW
    }

    /**
     * @param create the statement that makes it without blocking writers
     * @param undo the statement that takes it away again
     * @param bytes that it will have
     * @param gain what the workload would lose without it, in the unit of {@link Figures#unit}
     * @param writeCost what it costs inserts, updates and deletes, in the same unit; already taken off the gain of the whole
     * @param statements ids of those that use it
     * @param notes why the confidence is not higher, and what it costs besides
     */
    public record Proposal(
            IndexDef index,
            String create,
            String undo,
            long bytes,
            double gain,
            double writeCost,
            List<String> statements,
            Confidence confidence,
            List<String> notes) {}

    /**
     * @param recreate the statement that brings it back
     * @param instead the index that does its work; null when nothing does
     */
    public record Drop(String index, String drop, String recreate, long bytes, @Nullable String instead, String reason) {}

    /** After this many of the proposals: bytes and gain in sum. */
    public record Step(String index, long bytes, double gain) {}

    /**
     * @param before cost in the planner's unit as things are, {@code after} with all proposals
     * @param load ms a second that it takes now, NaN when it was not measured
     */
    public record Effect(String id, String text, double before, double after, double load) {
        /** More than a tenth dearer than now. */
        public boolean worse() {
            return after > before * 1.1;
        }
    }

    public record Unplanned(String id, String text, String reason, double load) {}

    /**
     * @param unit {@code ms/s} of database time where times were measured, else {@code cost} of the planner
     * @param before what the workload costs now, {@code after} with all proposals and their writes
     * @param whatIfs how often the planner was asked
     * @param firstAnswerSeconds until the first complete proposal stood
     * @param unanswered true when it was ended before there was any answer: then no proposal does not mean that none would help
     * @param unplannedShare part of the measured time that belongs to statements that could not be planned, 0 to 1
     */
    public record Figures(
            String unit,
            double before,
            double after,
            long bytes,
            int candidates,
            long whatIfs,
            double seconds,
            double firstAnswerSeconds,
            boolean unanswered,
            double unplannedShare) {
        /** Cost with the proposals as a part of the cost now. */
        public double relativeCost() {
            return before == 0 ? 1 : after / before;
        }
    }

    /** How the search stands. */
    public record Progress(double seconds, double relativeCost, int indexes, long bytes, long whatIfs) {}
}
