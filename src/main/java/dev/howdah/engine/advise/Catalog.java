package dev.howdah.engine.advise;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.PartedIndex;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.PgArray;
import dev.howdah.engine.twin.SizeModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A capsule's tables, columns and indexes at hand. Immutable. */
final class Catalog {
    private static final int FEW_VALUES = 50;
    private static final double UNKNOWN_WIDTH = 32;
    private static final Set<String> UNLIMITED = Set.of("text", "character varying", "bytea", "json", "jsonb", "xml", "tsvector");
    private static final Pattern DOMAIN = Pattern.compile("^ AS (.+?)(?: NOT NULL| CONSTRAINT .*)*$", Pattern.DOTALL);

    private final Capsule capsule;
    private final SizeModel sizes;
    private final Map<String, Capsule.Relation> byName = new HashMap<>();
    private final Map<Long, Capsule.Relation> byId;
    private final Map<Long, Map<String, Capsule.Column>> columns = new HashMap<>();
    private final Map<Long, Map<Integer, Capsule.ColumnStats>> statistics = new HashMap<>();
    private final Set<String> extensions;
    private final Map<Long, List<Long>> partitions = new HashMap<>();
    private final Map<String, String> domains = new HashMap<>();

    Catalog(Capsule capsule, SizeModel sizes) {
        this.capsule = capsule;
        this.sizes = sizes;
        this.byId = capsule.relationsById();
        capsule.relations().forEach(r -> byName.put(r.schema() + "\0" + r.name(), r));
        capsule.relations().stream().filter(r -> r.partitionBound() != null && r.parents() != null).forEach(r ->
                partitions.computeIfAbsent(Long.parseLong(r.parents().split(",", -1)[0]), p -> new ArrayList<>()).add(r.id()));
        capsule.columns().stream()
                .filter(c -> !c.dropped())
                .forEach(c -> columns.computeIfAbsent(c.tableId(), t -> new HashMap<>()).put(c.name(), c));
        capsule.statistics().forEach(s -> statistics.computeIfAbsent(s.relationId(), t -> new HashMap<>()).put(s.number(), s));
        capsule.items().stream().filter(i -> i.kind().equals("domain") && i.ddl() != null).forEach(i -> {
            Matcher made = DOMAIN.matcher(String.valueOf(i.ddl()).substring("CREATE DOMAIN ".length() + i.name().length()));
            if (made.find()) {
                domains.put(i.name(), made.group(1));
            }
        });
        this.extensions = capsule.extensions().stream().map(Capsule.Extension::name).collect(Collectors.toSet());
    }

    Capsule capsule() {
        return capsule;
    }

    /** The table of a plan's scan; for a partition the partitioned table that stands at the top. */
    Capsule.@Nullable Relation table(@Nullable String schema, @Nullable String name) {
        Capsule.Relation r = byName.get(schema + "\0" + name);
        while (r != null && r.partitionBound() != null && r.parents() != null) {
            Capsule.Relation parent = byId.get(Long.parseLong(r.parents().split(",", -1)[0]));
            if (parent == null) {
                break;
            }
            r = parent;
        }
        return r;
    }

    Capsule.@Nullable Relation table(long id) {
        return byId.get(id);
    }

    Capsule.@Nullable Column column(long table, String name) {
        return columns.getOrDefault(table, Map.of()).get(name);
    }

    /** A column's type; of a domain the one that it is made of, by which it is compared and indexed. */
    String type(Capsule.Column column) {
        String type = column.type();
        while (domains.containsKey(type)) {
            type = domains.get(type);
        }
        return type;
    }

    /** Bytes of an average value, guessed where nothing is known. */
    double width(long table, String column) {
        Capsule.Column c = column(table, column);
        Capsule.ColumnStats s = statistics(table, column);
        if (c != null && c.length() != null && c.length() > 0) {
            return c.length();
        }
        return s == null ? UNKNOWN_WIDTH : s.avgWidth();
    }

    /** Whether a value may be of any length. */
    boolean unlimited(long table, String column) {
        Capsule.Column c = column(table, column);
        String type = c == null ? "" : type(c);
        return UNLIMITED.contains(type) || type.endsWith("[]");
    }

    Capsule.@Nullable ColumnStats statistics(long table, String column) {
        Capsule.Column c = column(table, column);
        return c == null ? null : statistics.getOrDefault(table, Map.of()).get(c.number());
    }

    /** What an index would occupy; a partial one is taken for a whole. */
    long bytes(dev.howdah.engine.twin.IndexDef index) {
        return sizes.of(index, 1).bytes();
    }

    /** The same if the numbers of different values in the statistics are wrong by so many times. */
    long bytes(dev.howdah.engine.twin.IndexDef index, double wrong) {
        return sizes.bytes(index, wrong);
    }

    SizeModel.Basis sizeBasis(dev.howdah.engine.twin.IndexDef index) {
        return sizes.basis(index);
    }

    double distinct(long table, String column) {
        return sizes.distinct(table, column, Math.max(1, rows(table)));
    }

    /** What part of a table's rows has this value, when it is among the most common ones of few; else 1, as a value to make no rule of. */
    double share(long table, String column, String value) {
        Capsule.ColumnStats s = statistics(table, column);
        if (s == null || s.mostCommonVals() == null || s.mostCommonFreqs() == null || distinct(table, column) > FEW_VALUES) {
            return 1;
        }
        List<String> values = PgArray.elements(s.mostCommonVals());
        List<String> shares = PgArray.elements(s.mostCommonFreqs());
        for (int i = 0; i < Math.min(values.size(), shares.size()); i++) {
            if (values.get(i).strip().equals(value.strip())) {
                return Double.parseDouble(shares.get(i));
            }
        }
        return 1;
    }

    /** Tables that hold its rows: itself, or its partitions. */
    int parts(long table) {
        List<Long> below = partitions.get(table);
        return below == null ? 1 : below.stream().mapToInt(this::parts).sum();
    }

    /** A statement that makes an index as people can paste it, with its semicolon: of a partitioned table one partition after another. */
    String pasted(String create) {
        PartedIndex index = PartedIndex.of(create);
        Capsule.Relation table = index == null ? null
                : capsule.relations().stream().filter(r -> r.kind().equals("p") && r.qualified().equals(index.table())).findFirst().orElse(null);
        if (index == null || table == null) {
            return create + ";";
        }
        List<PartedIndex.Part> tree = new ArrayList<>();
        tree(table, null, tree);
        return index.script(tree);
    }

    /** What takes a new index back. A partitioned table's goes with those of its partitions, which PostgreSQL does in one step only. */
    String undo(long tableId, String name) {
        Capsule.Relation table = table(tableId);
        String schema = table == null ? "" : Identifiers.quote(table.schema()) + ".";
        return "DROP INDEX " + (table != null && table.kind().equals("p") ? "" : "CONCURRENTLY ") + "IF EXISTS " + schema + Identifiers.quote(name) + ";";
    }

    private void tree(Capsule.Relation r, @Nullable String parent, List<PartedIndex.Part> to) {
        to.add(new PartedIndex.Part(r.kind(), r.schema(), r.name(), parent));
        partitions.getOrDefault(r.id(), List.of()).stream().map(byId::get).forEach(p -> tree(p, r.qualified(), to));
    }

    /** Rows of a table, of a partitioned one those of its partitions. */
    double rows(long table) {
        Capsule.Relation r = byId.get(table);
        return r != null && r.kind().equals("p") ? partitions.getOrDefault(table, List.of()).stream().mapToDouble(this::rows).sum() : sizes.rows(table);
    }

    /** Rows written since the counters began; of a partitioned table those of its partitions. */
    Traffic.Rates written(long table) {
        Capsule.Relation r = byId.get(table);
        double[] sum = new double[4];
        if (r != null) {
            add(r, sum);
        }
        return new Traffic.Rates(sum[0], sum[1], sum[2], sum[3]);
    }

    private void add(Capsule.Relation r, double[] sum) {
        sum[0] += r.inserted();
        sum[1] += r.updated();
        sum[2] += r.hotUpdated();
        sum[3] += r.deleted();
        partitions.getOrDefault(r.id(), List.of()).stream().map(byId::get).filter(Objects::nonNull).forEach(p -> add(p, sum));
    }

    /** Size of all tables on disk. */
    double tableBytes() {
        return capsule.relations().stream().mapToDouble(Capsule.Relation::bytes).sum();
    }

    /** Size of a table on disk, of a partitioned one that of its partitions. */
    double tableBytes(long table) {
        Capsule.Relation r = byId.get(table);
        double own = r == null ? 0 : r.bytes();
        return own + partitions.getOrDefault(table, List.of()).stream().mapToDouble(this::tableBytes).sum();
    }

    /** The table of this name where there is only one; null when there is none or several. */
    Capsule.@Nullable Relation only(String name) {
        List<Capsule.Relation> all = capsule.relations().stream().filter(r -> r.name().equals(name)).toList();
        return all.size() == 1 ? table(all.getFirst().schema(), name) : null;
    }

    boolean has(String extension) {
        return extensions.contains(extension);
    }

    /** Text sorts by byte, so that an ordinary b-tree serves prefixes. */
    boolean sortsByByte() {
        String collate = capsule.source().collate();
        return capsule.source().provider().equals("c") && (collate.equals("C") || collate.equals("POSIX"));
    }

    /** Names of the columns of an existing index in their order, null for an expression. */
    List<@Nullable String> indexColumns(Capsule.Index index) {
        Map<Integer, String> names = new HashMap<>();
        columns.getOrDefault(index.tableId(), Map.of()).values().forEach(c -> names.put(c.number(), c.name()));
        List<@Nullable String> result = new ArrayList<>();
        for (String number : index.columns().split(" ", -1)) {
            result.add(names.get(Integer.parseInt(number)));
        }
        return result;
    }

    /** A column as it stands in an SQL expression. */
    static String sql(String column) {
        return Identifiers.quote(column);
    }
}
