package dev.howdah.engine.twin;

import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Without twin and without HypoPG: the target's planner tells how things are, settings can be tried, and what an index would change
 * stays unknown. Sizes come from the statistics.
 */
public final class StructuralWhatIf extends ConnectedWhatIf {
    private final SizeModel sizes;
    private final List<Hypothetical> known = new ArrayList<>();
    private final Map<IndexDef, Hypothetical> byIndex = new HashMap<>();

    /** @param connection to the target; closed by the caller */
    public StructuralWhatIf(Connection connection, int major, SizeModel sizes) {
        super(connection, major);
        this.sizes = sizes;
    }

    @Override
    public Basis basis() {
        return Basis.STRUCTURE;
    }

    @Override
    public List<Hypothetical> add(List<IndexDef> indexes) {
        return indexes.stream().map(i -> byIndex.computeIfAbsent(i, k -> remember(new Hypothetical(k, known.size(), "", sizes.of(k, Double.NaN).bytes(), null))))
                .toList();
    }

    @Override
    public Hypothetical add(String ddl) {
        return remember(new Hypothetical(new IndexDef(0, "", "", List.of(), List.of(), null), known.size(), "", 0, Text.of("twin.no-what-if")));
    }

    private Hypothetical remember(Hypothetical h) {
        known.add(h);
        return h;
    }

    @Override
    void apply(Change change) throws SQLException {
        if (!change.dropped().isEmpty()) {
            throw new SQLException(Text.of("twin.no-what-if"));
        }
    }

    @Override
    Map<String, Integer> handles() {
        return Map.of();
    }

    @Override
    public void close() {
        known.clear();
        byIndex.clear();
    }
}
