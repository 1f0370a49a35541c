package dev.howdah.engine.advise;

import dev.howdah.engine.text.Text;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Searches within text that an extension would serve which is not there. */
final class TextSearches {
    private static final double FEW_ROWS = 1000;
    private static final int NAMED = 4;

    private TextSearches() {}

    /** A statement's load, NaN where it was not measured, and what it does with its tables. */
    record Asked(double load, Collection<ScanUse> uses) {}

    /**
     * One sentence, or none.
     *
     * @param whole the workload's load, 0 where it was not measured
     */
    static List<String> sentences(List<Asked> statements, Catalog catalog, double whole) {
        Set<String> columns = new LinkedHashSet<>();
        int count = 0;
        double load = 0;
        for (Asked a : statements) {
            int before = count;
            for (ScanUse use : a.uses()) {
                if (!use.searched.isEmpty() && catalog.rows(use.tableId) >= FEW_ROWS) {
                    use.searched.forEach(c -> columns.add(use.table + " (" + c + ")"));
                    count = before + 1;
                }
            }
            load += count > before ? a.load() : 0;
        }
        if (count == 0) {
            return List.of();
        }
        String named = String.join(", ", columns.stream().limit(NAMED).toList()) + (columns.size() > NAMED ? ", …" : "");
        String share = whole > 0 ? Text.of("advise.trigram-share", Math.round(1000 * load / whole) / 10.0) : "";
        return List.of(Text.of("advise.trigram", count, named, share));
    }
}
