package dev.howdah.engine.twin;

import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Without twin and without HypoPG: the target's planner tells how things are, settings can be tried, and what an index would change
 * stays unknown. Sizes come from the statistics.
 */
public final class StructuralWhatIf extends ConnectedWhatIf {
    private final SizeModel sizes;
    private final List<Hypothetical> known = new ArrayList<>();

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
        List<Hypothetical> result = new ArrayList<>();
        for (IndexDef i : indexes) {
            result.add(new Hypothetical(i, known.size() + result.size(), "", sizes.of(i, Double.NaN).bytes(), null));
        }
        known.addAll(result);
        return result;
    }

    @Override
    public Hypothetical add(String ddl) {
        Hypothetical none = new Hypothetical(new IndexDef(0, "", "", List.of(), List.of(), null), known.size(), "", 0, Text.of("twin.no-what-if"));
        known.add(none);
        return none;
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
    }
}
