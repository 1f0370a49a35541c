package dev.howdah.engine.twin;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What-if by the extension HypoPG on the target itself: hypothetical indexes live in this session's memory and nobody else sees them.
 * HypoPG takes b-tree, hash, BRIN and bloom; existing indexes can be hidden from 1.4 on.
 */
public final class HypoPgWhatIf extends ConnectedWhatIf {
    private static final String FUNCTIONS = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.',
                   EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace = n.oid AND p.proname = 'hypopg_hide_index')
            FROM pg_catalog.pg_extension e
            JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'hypopg'""";

    private final List<Hypothetical> known = new ArrayList<>();
    private final List<String> ddls = new ArrayList<>();
    private final Map<Integer, Long> present = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private @Nullable Functions functions;

    /** @param connection to a database in which HypoPG is installed; closed by the caller */
    public HypoPgWhatIf(Connection connection, int major) {
        super(connection, major);
    }

    @Override
    public Basis basis() {
        return Basis.HYPOPG;
    }

    @Override
    public List<Hypothetical> add(List<IndexDef> indexes) {
        List<Hypothetical> result = new ArrayList<>();
        indexes.forEach(i -> result.add(add(i, i.ddl(null, false))));
        return result;
    }

    @Override
    public Hypothetical add(String ddl) {
        return add(new IndexDef(0, "", "", List.of(), List.of(), null), ddl);
    }

    private Hypothetical add(IndexDef index, String ddl) {
        int same = ddls.indexOf(ddl);
        if (same >= 0 && known.get(same).index().equals(index)) {
            return known.get(same);
        }
        int handle = known.size();
        Hypothetical h;
        try {
            Made made = make(ddl);
            h = new Hypothetical(index, handle, made.name(), made.bytes(), null);
            drop(made.oid());
        } catch (SQLException e) {
            Cancellation.goOn();
            h = new Hypothetical(index, handle, "", 0, Sending.firstLine(e));
        }
        ddls.add(ddl);
        known.add(h);
        return h;
    }

    private record Made(long oid, String name, long bytes) {}

    /**
     * Where the extension's functions are, which need not be on the search path.
     *
     * @param schema quoted, with its dot
     * @param hide whether this version can hide existing indexes
     */
    private record Functions(String schema, boolean hide) {}

    private Functions functions() throws SQLException {
        Functions known = functions;
        if (known == null) {
            try (Statement s = connection.createStatement(); ResultSet r = s.executeQuery(FUNCTIONS)) {
                known = r.next() ? new Functions(r.getString(1), r.getBoolean(2)) : new Functions("", false);
            }
            functions = known;
        }
        return known;
    }

    private Made make(String ddl) throws SQLException {
        String in = functions().schema();
        String sql = "SELECT i.indexrelid::bigint, i.indexname, " + in + "hypopg_relation_size(i.indexrelid) FROM " + in + "hypopg_create_index(?) i";
        try (PreparedStatement s = connection.prepareStatement(sql)) {
            s.setString(1, ddl);
            try (ResultSet r = s.executeQuery()) {
                if (!r.next()) {
                    throw new SQLException(Text.of("twin.no-index-made"));
                }
                return new Made(r.getLong(1), r.getString(2), r.getLong(3));
            }
        }
    }

    private void drop(long oid) throws SQLException {
        execute("SELECT " + functions().schema() + "hypopg_drop_index(" + oid + ")");
    }

    @Override
    void apply(Change change) throws SQLException {
        for (Map.Entry<Integer, Long> e : List.copyOf(present.entrySet())) {
            if (!change.added().contains(e.getKey())) {
                drop(e.getValue());
                present.remove(e.getKey());
                names.values().remove(e.getKey());
            }
        }
        for (Integer handle : change.added()) {
            if (!present.containsKey(handle) && known.get(handle).problem() == null) {
                Made made = make(ddls.get(handle));
                present.put(handle, made.oid());
                names.put(made.name(), handle);
            }
        }
        if (!hidden.equals(change.dropped())) {
            if (!functions().hide()) {
                throw new SQLException(Text.of("twin.hypopg-hides-not"));
            }
            execute("SELECT " + functions().schema() + "hypopg_unhide_all_indexes()");
            for (String name : change.dropped()) {
                execute("SELECT " + functions().schema() + "hypopg_hide_index(" + Identifiers.literal(name) + "::regclass)");
            }
            hidden.clear();
            hidden.addAll(change.dropped());
        }
    }

    @Override
    Map<String, Integer> handles() {
        return names;
    }

    @Override
    public void close() {
        try {
            execute("SELECT " + functions().schema() + "hypopg_reset()");
        } catch (SQLException e) {
            known.clear();
        }
    }
}
