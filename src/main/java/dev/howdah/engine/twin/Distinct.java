package dev.howdah.engine.twin;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many different keys columns have: one by pg_stats, several together by extended statistics, by the keys that foreign keys point
 * to, and else as if none told anything of another. Immutable.
 */
final class Distinct {
    /** Rows that lie beside each other are sampled together, and their number of different values is then guessed far too low. */
    private static final double IN_ORDER = 0.95;

    private static final int HEADER = 12;

    private final Map<Long, Map<String, Capsule.Column>> columns = new HashMap<>();
    private final Map<Long, Map<Integer, Capsule.ColumnStats>> statistics = new HashMap<>();
    private final Map<Long, List<Group>> groups = new HashMap<>();
    private final Set<String> unique = new HashSet<>();
    private final ToDoubleFunction<Long> rows;

    /** Columns of which it is known how many different values they have together: so many, or at most so many. */
    private record Group(Set<Integer> columns, double keys, boolean most) {}

    /** @param rows of a table by its id */
    Distinct(Capsule capsule, ToDoubleFunction<Long> rows) {
        this.rows = rows;
        capsule.columns().forEach(c -> columns.computeIfAbsent(c.tableId(), t -> new HashMap<>()).put(c.name(), c));
        capsule.statistics().forEach(s -> statistics.computeIfAbsent(s.relationId(), t -> new HashMap<>()).putIfAbsent(s.number(), s));
        for (Capsule.Constraint k : capsule.constraints()) {
            String key = k.columns();
            if (key != null && (k.kind().equals("p") || k.kind().equals("u")) && !key.contains(" ")) {
                unique.add(k.tableId() + " " + key);
            }
            Long parent = k.referencedId();
            double keys = parent == null || !k.kind().equals("f") ? 0 : rows.applyAsDouble(parent);
            if (key != null && keys > 0) {
                group(k.tableId(), new Group(numbers(key), keys, true));
            }
        }
        extended(capsule);
    }

    private void group(long table, Group group) {
        groups.computeIfAbsent(table, t -> new ArrayList<>()).add(group);
    }

    private static Set<Integer> numbers(String columns) {
        Set<Integer> numbers = new HashSet<>();
        for (String n : columns.strip().split("[ ,]+", -1)) {
            numbers.add(Integer.valueOf(n));
        }
        return numbers;
    }

    private void extended(Capsule capsule) {
        Map<Long, Long> tables = new HashMap<>();
        capsule.extended().forEach(e -> tables.put(e.id(), e.tableId()));
        for (Capsule.ExtendedData d : capsule.extendedData()) {
            Long table = tables.get(d.id());
            String hex = d.nDistinct();
            if (table != null && hex != null) {
                read(table, ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    /** The form in which PostgreSQL keeps pg_ndistinct (mvdistinct.c). */
    private void read(long table, ByteBuffer b) {
        try {
            int items = b.getInt(HEADER - 4);
            b.position(HEADER);
            for (int i = 0; i < items; i++) {
                double keys = b.getDouble();
                Set<Integer> of = new HashSet<>();
                for (int n = b.getInt(); n > 0; n--) {
                    of.add((int) b.getShort());
                }
                group(table, new Group(of, keys < 0 ? -keys * rows.applyAsDouble(table) : keys, false));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // another form than this Howdah knows: the columns are taken one by one
            groups.getOrDefault(table, List.of()).removeIf(g -> !g.most());
        }
    }

    /** Different values of a column, all nulls being one; half the rows where nothing is known. */
    double of(long table, @Nullable String column, double inIndex) {
        return of(table, column, inIndex, 1);
    }

    private double of(long table, @Nullable String column, double inIndex, double wrong) {
        Capsule.Column c = column == null ? null : columns.getOrDefault(table, Map.of()).get(column);
        if (c == null) {
            return Math.max(1, inIndex / 2);
        }
        Capsule.ColumnStats s = statistics.getOrDefault(table, Map.of()).get(c.number());
        if (unique.contains(table + " " + c.number()) && (s == null || s.nullFrac() == 0)) {
            return Math.max(1, inIndex);
        }
        if (s == null || s.nDistinct() == 0) {
            return Math.max(1, inIndex / 2);
        }
        double values = s.nDistinct() > 0 ? s.nDistinct() * wrong : -s.nDistinct() * inIndex;
        values = values + (s.nullFrac() > 0 ? 1 : 0);
        for (Group g : groups.getOrDefault(table, List.of())) {
            if (g.most() && g.columns().equals(Set.of(c.number()))) {
                boolean sampledTogether = s.nDistinct() > 0 && s.correlation() != null && Math.abs(s.correlation()) > IN_ORDER;
                values = sampledTogether ? Math.max(values, g.keys()) : Math.min(values, g.keys() + 1);
            }
        }
        return Math.max(1, Math.min(inIndex, values));
    }

    /**
     * Different keys of some columns together.
     *
     * @param names null stands for an expression
     * @param wrong by how much the numbers in pg_stats may be wrong; 1 as they are
     */
    double of(long table, List<@Nullable String> names, double inIndex, double wrong) {
        Map<Integer, Double> single = new HashMap<>();
        double product = 1;
        for (String name : names) {
            double one = of(table, name, inIndex, wrong);
            Capsule.Column c = name == null ? null : columns.getOrDefault(table, Map.of()).get(name);
            if (c != null) {
                single.put(c.number(), one);
            }
            product *= one;
        }
        double least = product;
        for (Group g : groups.getOrDefault(table, List.of())) {
            if (g.columns().size() > 1 && single.keySet().containsAll(g.columns())) {
                double apart = g.columns().stream().mapToDouble(single::get).reduce(1, (a, b) -> a * b);
                least = Math.min(least, product / apart * Math.min(apart, g.keys()));
            }
        }
        return Math.max(1, Math.min(inIndex, least));
    }
}
