package dev.howdah.engine.advise;

import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Advice where no planner can be asked what an index would change: one index for each table and first column that conditions ask for. */
final class Structure {
    private static final double SMALL_TABLE = 1_000;

    private Structure() {}

    static IndexAdvice advice(
            Catalog catalog,
            Workload workload,
            List<WhatIf.Hypothetical> candidates,
            AdviceOptions options,
            List<IndexAdvice.Unplanned> unplanned,
            double seconds) {
        List<IndexAdvice.Proposal> proposals = new ArrayList<>();
        IndexNames names = new IndexNames(catalog);
        Set<String> seen = new HashSet<>();
        long bytes = 0;
        for (WhatIf.Hypothetical h : candidates) {
            IndexDef i = h.index();
            String lead = i.tableId() + ":" + i.keys().getFirst().sql();
            boolean plain = i.include().isEmpty() && i.predicate() == null;
            if (plain && catalog.rows(i.tableId()) > SMALL_TABLE && !leads(catalog, i) && bytes + h.bytes() <= options.budget()
                    && proposals.size() < options.maxIndexes() && seen.add(lead)) {
                bytes += h.bytes();
                String name = names.of(i);
                proposals.add(new IndexAdvice.Proposal(
                        i, catalog.pasted(i.ddl(name, true)), catalog.undo(i.tableId(), name), h.bytes(), Double.NaN, Double.NaN, List.of(),
                        IndexAdvice.Confidence.LOW, notes(catalog, i)));
            }
        }
        IndexAdvice.Figures figures = new IndexAdvice.Figures(
                "cost", Double.NaN, Double.NaN, bytes, candidates.size(), workload.items().size(), seconds, seconds, false, 0);
        return new IndexAdvice(
                WhatIf.Basis.STRUCTURE, proposals, List.of(), List.of(), List.of(), List.copyOf(unplanned),
                List.of(Text.of("advise.structure-only")), figures);
    }

    private static List<String> notes(Catalog catalog, IndexDef index) {
        Capsule.Relation table = catalog.table(index.tableId());
        boolean parted = table != null && table.kind().equals("p");
        return parted ? List.of(Text.of("advise.structural"), Text.of("advise.partitioned")) : List.of(Text.of("advise.structural"));
    }

    /** True when an existing index begins with the same column. */
    private static boolean leads(Catalog catalog, IndexDef index) {
        for (Capsule.Index i : catalog.capsule().indexes()) {
            if (i.tableId() == index.tableId() && i.isValid() && i.predicate() == null
                    && String.valueOf(catalog.indexColumns(i).getFirst()).equals(index.keys().getFirst().column())) {
                return true;
            }
        }
        return false;
    }
}
