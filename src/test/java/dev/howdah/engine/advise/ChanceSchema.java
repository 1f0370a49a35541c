package dev.howdah.engine.advise;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.twin.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Tables with rows, indexes that exist and a workload, all by chance and the same for the same seed. */
final class ChanceSchema {
    private static final List<String> NAMES = List.of("t", "Order", "we.ird", "a b", "ünï", "select", "x\"y", "of_a_rather_long_name_that_goes_on_and_on_until_it_ends");
    private static final List<String> COLUMNS = List.of("a", "Mixed", "with space", "order", "ä", "c.d", "e", "f", "user", "g");
    private static final double PARTED = 0.2;
    private static final double MEASURED = 0.5;
    private static final double SENSELESS = 0.06;
    private static final int STATEMENTS = 14;

    /** What a column holds: its type, its value in row i, and what can be asked of it, {@code ?} being its name. */
    private enum Kind {
        FEW("int", "(i * 7) % 20", "? = 3", "? IN (3, 4)", "? <> 3", "? = $"),
        MANY("int", "(i * 7919) % 3000", "? = 77", "? BETWEEN 50 AND 90", "? > 2990", "? = $", "? < $"),
        SKEWED("int", "floor(400 * random() ^ 3)::int", "? = 399", "? = 0", "? >= 380"),
        WORD("text", "'Word ' || (i % 900)", "? = 'Word 7'", "lower(?) = 'word 7'", "? LIKE 'Word 77%'", "? ILIKE '%rd 77%'", "? LIKE $", "upper(?) = $"),
        STATE("varchar(20)", "CASE WHEN i % 100 = 0 THEN 'open' ELSE 'done' END", "? = 'open'", "? = 'done'", "? <> 'done'", "? = $"),
        CODE("char(8)", "lpad((i % 5000)::text, 8, '0')", "? = '00000077'", "? LIKE '000000%'"),
        GONE("timestamptz", "CASE WHEN i % 40 = 0 THEN '2026-03-01'::timestamptz END", "? IS NULL", "? IS NOT NULL", "? > '2026-01-01'"),
        LEFT("timestamptz", "CASE WHEN i % 40 > 0 THEN '2026-03-01'::timestamptz + i * interval '1 min' END", "? IS NULL", "? < '2026-03-01 05:00'"),
        AT("timestamptz", "'2026-01-01'::timestamptz + i * interval '1 minute'", "? > '2026-01-05'", "? BETWEEN '2026-01-02' AND '2026-01-03'", "? >= $"),
        FLAG("boolean", "i % 60 = 0", "?", "NOT ?", "? IS TRUE"),
        PRICE("numeric(10, 2)", "(i * 37) % 5000", "? = 77", "? > 4990", "round(?) = 12"),
        TOKEN("uuid", "md5(i::text)::uuid", "? = 'c4ca4238-a0b9-2382-0dcc-509a6f75849b'", "? = $"),
        TAGS("int[]", "ARRAY[i % 50, i % 700]", "? @> ARRAY[7]", "? && ARRAY[690, 691]"),
        DOC("jsonb", "jsonb_build_object('k', i % 600, 's', 'v' || i % 7)", "? @> '{\"k\": 7}'", "? ->> 'k' = '7'", "? ? 's'"),
        REF("bigint", "(i * 31) % 1000 + 1", "? = 77", "? = $");

        final String type;
        final String value;
        final List<String> conditions;

        Kind(String type, String value, String... conditions) {
            this.type = type;
            this.value = value;
            this.conditions = List.of(conditions);
        }

        boolean sorted() {
            return this != TAGS && this != DOC;
        }
    }

    private record Column(String name, Kind kind) {}

    private record Table(String name, List<Column> columns, boolean parted, int rows) {
        String sql() {
            return "public." + Identifiers.quote(name);
        }
    }

    private final SplittableRandom random;
    private final List<Table> tables = new ArrayList<>();
    private final List<String> script = new ArrayList<>();

    ChanceSchema(long seed) {
        this.random = new SplittableRandom(seed);
        int count = 2 + random.nextInt(3);
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            names.add(pick(NAMES));
        }
        script.add("CREATE EXTENSION pg_trgm");
        if (random.nextBoolean()) {
            script.set(0, "SELECT 1");
        }
        script.add("SELECT setseed(0.5)");
        names.forEach(this::table);
        script.add("ANALYZE");
    }

    /** What makes it, statement by statement; to be run on one connection. */
    List<String> script() {
        return script;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private void table(String name) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        int count = 4 + random.nextInt(5);
        while (names.size() < count) {
            names.add(pick(COLUMNS));
        }
        names.forEach(n -> columns.add(new Column(n, pick(List.of(Kind.values())))));
        Table t = new Table(name, columns, chance(PARTED), 400 + random.nextInt(6000));
        tables.add(t);
        StringBuilder create = new StringBuilder("CREATE TABLE " + t.sql() + " (id bigint NOT NULL");
        columns.forEach(c -> create.append(", ").append(Identifiers.quote(c.name())).append(' ').append(c.kind().type));
        script.add(create + ", pad text)" + (t.parted() ? " PARTITION BY RANGE (id)" : ""));
        for (int p = 0; p < 3 && t.parted(); p++) {
            script.add("CREATE TABLE public." + Identifiers.quote(name + " " + p) + " PARTITION OF " + t.sql() + " FOR VALUES FROM (" + (p == 0 ? "MINVALUE" : p * t.rows() / 3)
                    + ") TO (" + (p == 2 ? "MAXVALUE" : (p + 1) * t.rows() / 3) + ")");
        }
        StringBuilder values = new StringBuilder("INSERT INTO " + t.sql() + " SELECT i");
        columns.forEach(c -> values.append(", ").append(c.kind().value));
        script.add(values + ", repeat('p', 60) FROM generate_series(1, " + t.rows() + ") i");
        indexes(t);
    }

    private void indexes(Table t) {
        if (random.nextBoolean()) {
            script.add("ALTER TABLE " + t.sql() + " ADD PRIMARY KEY (id)");
        }
        for (int n = random.nextInt(4); n > 0; n--) {
            Column a = pick(t.columns());
            Column b = pick(t.columns());
            String key = Identifiers.quote(a.name());
            String second = b.kind().sorted() && b != a ? ", " + Identifiers.quote(b.name()) : "";
            script.add("CREATE INDEX ON " + t.sql() + switch (random.nextInt(5)) {
                case 0 -> a.kind().sorted() ? " (" + key + second + ")" : " USING gin (" + key + ")";
                case 1 -> a.kind().sorted() ? " (" + key + " DESC)" : " (id)";
                case 2 -> a.kind() == Kind.WORD ? " (lower(" + key + "))" : " (id, pad)";
                case 3 -> a.kind().sorted() ? " (" + key + ") WHERE " + Identifiers.quote(b.name()) + " IS NOT NULL" : " USING gin (" + key + ")";
                default -> " (id) INCLUDE (" + key + ")";
            });
        }
    }

    /** Statements, of which some make no sense; measured or not. */
    Workload workload() {
        boolean measured = chance(MEASURED);
        List<Workload.Item> items = new ArrayList<>();
        for (int i = 0; i < STATEMENTS; i++) {
            String text = numbered(chance(SENSELESS) ? "SELECT nonsense FROM nowhere" : statement());
            items.add(new Workload.Item("q" + i, Query.of(text), measured ? 0.01 + 20 * random.nextDouble() : 1 + random.nextInt(3),
                    measured ? 0.05 + 30 * random.nextDouble() : Double.NaN));
        }
        return new Workload(items, measured);
    }

    AdviceOptions options() {
        long budget = pick(List.of(100_000L, 400_000L, 1_000_000L, 1L << 40));
        return new AdviceOptions(budget, 1 + random.nextInt(8), 1 + random.nextInt(4), random.nextBoolean(), java.time.Duration.ofHours(1));
    }

    /** Rows a second that a table gets: inserted, updated, of those heap-only, deleted. */
    long[] traffic() {
        long updated = random.nextInt(20_000);
        return new long[] {random.nextInt(20_000), updated, (long) (updated * random.nextDouble()), random.nextInt(2_000)};
    }

    private static String numbered(String text) {
        StringBuilder result = new StringBuilder();
        int parameters = 0;
        for (String part : text.split("(?<=\\$)", -1)) {
            result.append(part);
            if (part.endsWith("$")) {
                result.append(++parameters);
            }
        }
        return result.toString();
    }

    private String statement() {
        Table t = pick(tables);
        Column c = pick(t.columns());
        String name = Identifiers.quote(c.name());
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> "SELECT " + (random.nextBoolean() ? "*" : "id, " + name) + " FROM " + t.sql() + " t WHERE " + conditions(t, "t") + order(t);
            case 3 -> join(t);
            case 4 -> "SELECT " + name + ", count(*) FROM " + t.sql() + " t WHERE " + conditions(t, "t") + " GROUP BY " + name;
            case 5 -> c.kind().sorted() && c.kind() != Kind.TOKEN && c.kind() != Kind.FLAG
                    ? "SELECT max(" + name + ") FROM " + t.sql() + " t" + (random.nextBoolean() ? "" : " WHERE " + conditions(t, "t"))
                    : "SELECT DISTINCT ON (id) id, " + name + " FROM " + t.sql() + " t WHERE " + conditions(t, "t") + " ORDER BY id";
            case 6 -> "UPDATE " + t.sql() + " t SET " + name + " = " + name + " WHERE " + conditions(t, "t");
            case 7 -> random.nextBoolean() ? "DELETE FROM " + t.sql() + " t WHERE " + conditions(t, "t") : "INSERT INTO " + t.sql() + " (id, pad) VALUES (7, $)";
            case 8 -> "SELECT id FROM " + t.sql() + " t WHERE " + (random.nextBoolean() ? "NOT " : "") + "EXISTS (SELECT FROM " + pick(tables).sql() + " u WHERE u.id = t.id AND u.id > 390)";
            default -> "WITH w AS (SELECT * FROM " + t.sql() + " t WHERE " + conditions(t, "t") + ") SELECT count(*) FROM w UNION ALL SELECT id FROM " + t.sql() + " WHERE id = $";
        };
    }

    private String join(Table t) {
        Table u = pick(tables);
        String by = t.columns().stream().filter(c -> c.kind() == Kind.REF).map(c -> Identifiers.quote(c.name())).findFirst().orElse("id");
        return "SELECT t.id, u.pad FROM " + t.sql() + " t " + (random.nextBoolean() ? "LEFT " : "") + "JOIN " + u.sql() + " u ON u.id = t." + by + " WHERE " + conditions(t, "t")
                + (random.nextBoolean() ? " AND " + condition(u, "u") : "");
    }

    private String conditions(Table t, String alias) {
        String one = condition(t, alias);
        return switch (random.nextInt(4)) {
            case 0 -> one + " AND " + condition(t, alias);
            case 1 -> "(" + one + " OR " + condition(t, alias) + ")";
            default -> one;
        };
    }

    private String condition(Table t, String alias) {
        if (chance(0.1)) {
            return alias + ".id = 77";
        }
        Column c = pick(t.columns());
        String text = pick(c.kind().conditions);
        String name = alias + "." + Identifiers.quote(c.name());
        return c.kind() == Kind.DOC && text.startsWith("? ?") ? name + text.substring(1) : text.replace("?", name);
    }

    private String order(Table t) {
        List<Column> sorted = t.columns().stream().filter(c -> c.kind().sorted()).toList();
        if (sorted.isEmpty() || random.nextBoolean()) {
            return "";
        }
        String by = " ORDER BY t." + Identifiers.quote(pick(sorted).name()) + (random.nextBoolean() ? " DESC" : "") + (random.nextInt(3) == 0 ? ", id" : "");
        return by + (random.nextBoolean() ? " LIMIT " + (1 + random.nextInt(30)) : "");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d tables: %s", tables.size(), String.join(";\n", script));
    }
}
