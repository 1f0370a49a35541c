package dev.howdah.engine.rules;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.PgArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values for a statement's parameters, from the statistics of the columns that they are compared with. */
final class Values {
    private static final Pattern COMPARED =
            Pattern.compile("(?:(?:\\w+|\"[^\"]+\")\\.)?(\\w+|\"[^\"]+\")\\)?(?:::[\\w ]+)?\\s*(=|<=|>=|<|>)\\s*\\(?\\$(\\d+)");
    private static final Pattern PAGE = Pattern.compile("(?i)\\b(limit|offset)\\s+\\$(\\d+)");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private static final int USUAL_PAGE = 20;

    /** How many times more common the first value must be than the rare one. */
    private static final double SKEW = 20;

    private final Map<String, Capsule.Relation> relations = new HashMap<>();
    private final Map<Long, List<Capsule.Column>> columns;
    private final Map<String, Capsule.ColumnStats> statistics = new HashMap<>();

    Values(Capsule capsule) {
        capsule.relations().forEach(r -> relations.put(r.schema() + "\0" + r.name(), r));
        columns = capsule.columnsByTable();
        capsule.statistics().forEach(s -> statistics.put(s.relationId() + " " + s.number(), s));
    }

    /**
     * One choice of values.
     *
     * @param statement with the values in place of its parameters
     * @param shown the value that matters, with its column
     */
    record Set(String statement, String shown) {}

    /** @param skewed whether its most common value is far more common than {@code rare} */
    private record Known(String column, String common, String rare, boolean skewed) {}

    /** The statement with a usual page in place of the parameters of LIMIT and OFFSET, which most are constants, the others numbered anew. */
    static String paged(String statement) {
        String page = PAGE.matcher(statement).replaceAll(m -> m.group(1) + (m.group(1).equalsIgnoreCase("limit") ? " " + USUAL_PAGE : " 0"));
        Map<String, Integer> numbers = new HashMap<>();
        return PARAMETER.matcher(page).replaceAll(m -> "\\$" + numbers.computeIfAbsent(m.group(1), n -> numbers.size() + 1));
    }

    /**
     * The most common and a rare value of each column with skew, the other parameters at common values.
     *
     * @param statement as {@link #paged} gives it, {@code generic} its plan
     * @return empty when a parameter is compared with nothing that is known
     */
    List<Set> of(String statement, Plan generic) {
        Map<Integer, Known> known = new TreeMap<>();
        generic.nodes().forEach(n -> compared(n, known));
        Map<Integer, String> usual = new HashMap<>();
        known.forEach((p, k) -> usual.put(p, k.common()));
        List<Set> sets = new ArrayList<>();
        known.forEach((p, k) -> {
            if (k.skewed()) {
                for (String value : List.of(k.common(), k.rare())) {
                    Map<Integer, String> all = new HashMap<>(usual);
                    all.put(p, value);
                    String text = filled(statement, all);
                    if (text != null) {
                        sets.add(new Set(text, k.column() + " = " + value));
                    }
                }
            }
        });
        return sets;
    }

    private void compared(PlanNode n, Map<Integer, Known> known) {
        Capsule.Relation r = relations.get(n.object().schema() + "\0" + n.object().relation());
        if (r == null) {
            return;
        }
        n.details().forEach((name, text) -> {
            boolean condition = name.endsWith("Cond") || name.equals("Filter");
            Matcher m = COMPARED.matcher(condition ? text : "");
            while (m.find()) {
                Known k = known(r, m.group(1).replace("\"", ""), m.group(2).equals("="));
                if (k != null) {
                    known.putIfAbsent(Integer.valueOf(m.group(3)), k);
                }
            }
        });
    }

    private @Nullable Known known(Capsule.Relation r, String column, boolean equality) {
        Capsule.Column c = columns.getOrDefault(r.id(), List.of()).stream().filter(x -> x.name().equals(column)).findFirst().orElse(null);
        Capsule.ColumnStats s = c == null ? null : statistics.get(r.id() + " " + c.number());
        if (s == null) {
            return null;
        }
        List<String> bounds = s.histogramBounds() == null ? List.of() : PgArray.elements(s.histogramBounds());
        List<String> values = s.mostCommonVals() == null ? List.of() : PgArray.elements(s.mostCommonVals());
        List<String> shares = s.mostCommonFreqs() == null ? List.of() : PgArray.elements(s.mostCommonFreqs());
        if (values.isEmpty()) {
            return bounds.isEmpty() ? null : new Known(column, bounds.get(bounds.size() / 2), bounds.getLast(), false);
        }
        double top = Double.parseDouble(shares.getFirst());
        double least = Double.parseDouble(shares.getLast());
        // A value that is no common one is rarer than the least common of them.
        boolean beyond = !bounds.isEmpty();
        String rare = beyond ? bounds.get(bounds.size() / 2) : values.getLast();
        return new Known(column, values.getFirst(), rare, equality && (beyond ? top * 100 >= SKEW : top >= SKEW * least));
    }

    private static @Nullable String filled(String statement, Map<Integer, String> values) {
        Matcher m = PARAMETER.matcher(statement);
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            String value = values.get(Integer.valueOf(m.group(1)));
            if (value == null) {
                return null;
            }
            m.appendReplacement(out, Matcher.quoteReplacement(Identifiers.literal(value)));
        }
        return m.appendTail(out).toString();
    }
}
