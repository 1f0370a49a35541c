package dev.howdah.engine.twin;

import dev.howdah.engine.db.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes sizes and column statistics into a twin's catalogue. They are written directly, the same way for every version: what ANALYZE
 * would have left, with the operators and collations that ANALYZE would have chosen. Not thread-safe.
 */
final class StatisticsLoader {
    /** So that a stop need not wait for all of them. */
    private static final int RELATIONS_A_STATEMENT = 2_000;

    private final Building building;

    StatisticsLoader(Building building) {
        this.building = building;
    }

    record Size(long oid, long pages, double tuples, long allVisible) {}

    void sizes(List<Size> sizes) throws SQLException {
        execute(sql("stage_sizes"));
        CopyRows copy = new CopyRows(building.connection(), "howdah_size");
        for (Size s : sizes) {
            copy.row(s.oid(), s.pages(), (float) s.tuples(), s.allVisible());
        }
        copy.end();
        execute(sql("load_sizes"));
        execute("DROP TABLE howdah_size");
    }

    /** The tables through which they come: once before {@link #columns}. */
    void stage() throws SQLException {
        execute(sql("stage_statistics"));
    }

    /**
     * @param oids the twin's number of each relation of the capsule
     * @return ids of relations whose statistics this server does not take
     */
    List<Long> columns(List<Capsule.ColumnStats> statistics, Map<Long, Long> oids) throws SQLException {
        CopyRows copy = new CopyRows(building.connection(), "howdah_stats");
        Map<Long, Long> back = new java.util.HashMap<>();
        for (Capsule.ColumnStats s : statistics) {
            Long oid = oids.get(s.relationId());
            if (oid != null) {
                back.put(oid, s.relationId());
                copy.row(oid, s.number(), s.inherited() ? "t" : "f", s.nullFrac(), s.avgWidth(), s.nDistinct(), s.mostCommonVals(),
                        s.mostCommonFreqs(), s.histogramBounds(), s.correlation(), s.mostCommonElems(), s.mostCommonElemFreqs(),
                        s.elemCountHistogram(), s.rangeLengthHistogram(), s.rangeEmptyFrac(), s.rangeBoundsHistogram());
            }
        }
        copy.end();
        execute("SET datestyle = 'ISO, YMD'; ANALYZE howdah_stats");
        execute(sql("load_types"));
        List<Long> refused = new ArrayList<>();
        List<Long> sorted = List.copyOf(new TreeSet<>(back.keySet()));
        for (int i = 0; i < sorted.size(); i += RELATIONS_A_STATEMENT) {
            insert(sorted.subList(i, Math.min(i + RELATIONS_A_STATEMENT, sorted.size())), refused);
        }
        execute("RESET datestyle; DROP TABLE howdah_stats, howdah_type");
        return refused.stream().map(o -> back.getOrDefault(o, 0L)).toList();
    }

    /** All at once, by halves where a value is refused. */
    private void insert(List<Long> oids, List<Long> refused) throws SQLException {
        if (oids.isEmpty()) {
            return;
        }
        try {
            execute(sql("load_statistics").replace(":from", oids.getFirst().toString()).replace(":to", oids.getLast().toString()));
        } catch (SQLException e) {
            if (building.connection().isClosed()) {
                throw e;
            }
            if (oids.size() == 1) {
                refused.add(oids.getFirst());
                return;
            }
            insert(oids.subList(0, oids.size() / 2), refused);
            insert(oids.subList(oids.size() / 2, oids.size()), refused);
        }
    }

    private String sql(String name) {
        return Sql.load("twin/" + name, building.major()).text();
    }

    private void execute(String sql) throws SQLException {
        building.execute(sql);
    }
}
