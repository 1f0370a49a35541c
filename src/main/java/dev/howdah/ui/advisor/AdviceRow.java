package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.db.PartedIndex;
import java.util.List;

/**
 * One proposal as the list shows it.
 *
 * @param drop true when an index is to go, false when one is to be made
 * @param subject the index: what it is on, or its name
 * @param act the statement that does it, {@code undo} the one that takes it back
 * @param share part of the workload's present cost that it saves, 0 to 1; NaN when that is not known
 * @param gain the same in the workload's unit; NaN when not known
 * @param writeCost in the workload's unit; NaN when not known
 * @param bytes that it takes, or that its dropping frees
 * @param statements ids of those that use it
 * @param remedy the same as it is applied
 */
record AdviceRow(
        boolean drop,
        String subject,
        String act,
        String undo,
        double share,
        double gain,
        double writeCost,
        long bytes,
        List<String> statements,
        IndexAdvice.Confidence confidence,
        List<String> notes,
        Remedy remedy) {

    static AdviceRow of(IndexAdvice advice, IndexAdvice.Proposal p) {
        IndexAdvice.Figures figures = advice.figures();
        double share = figures.before() > 0 ? p.gain() / figures.before() : Double.NaN;
        return new AdviceRow(false, subject(p.create()), p.create(), p.undo(), share, p.gain(), p.writeCost(), p.bytes(), p.statements(),
                p.confidence(), p.notes(), Remedy.of(advice, p));
    }

    static AdviceRow of(IndexAdvice advice, IndexAdvice.Drop d) {
        return new AdviceRow(true, d.index(), d.drop(), d.recreate(), Double.NaN, Double.NaN, Double.NaN, d.bytes(), List.of(),
                d.instead() == null ? IndexAdvice.Confidence.MEDIUM : IndexAdvice.Confidence.HIGH, List.of(d.reason()),
                Remedy.of(advice, d));
    }

    /** Table and columns of a CREATE INDEX statement: what a person reads first. */
    private static String subject(String statements) {
        String create = PartedIndex.whole(statements).getFirst();
        int on = create.indexOf(" ON ");
        return on < 0 ? create : create.substring(on + 4).replace(" USING btree", "").replaceFirst(";$", "");
    }
}
