package dev.howdah.engine.twin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys of documents and of texts, from the some hundred values that statistics hold. What occurs in several of them is about as common
 * in the table; of what occurs in one only, the number that there are follows from how many occur twice (Chao, 1984; of ANALYZE's own
 * estimator, Haas and Stokes, 1998, where none does).
 */
final class GinSample {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FEWEST = 20;
    private static final int LONGEST_KEY = 125;
    /** Longer values are not among those that ANALYZE keeps. */
    private static final double MUCH_WIDER = 2;
    private static final double MOST_MORE = 3;
    private static final double MOSTLY = 0.5;

    private final Map<String, Map<String, Seen>> families = new HashMap<>();
    private double values;
    private double length;

    /** A key: in what part of the rows it is by the most common values, in how many of the others, its width. */
    private static final class Seen {
        double common;
        int others;
        double width;
    }

    private GinSample() {}

    static @Nullable GinKeys keys(Capsule.Column c, Capsule.ColumnStats s, @Nullable String opclass, double rows, double wrong) {
        boolean json = c.type().equals("jsonb");
        boolean trigrams = opclass != null && opclass.endsWith("gin_trgm_ops");
        if (!json && !trigrams) {
            return null;
        }
        GinSample sample = new GinSample();
        List<String> common = s.mostCommonVals() == null ? List.of() : PgArray.elements(s.mostCommonVals());
        List<String> shares = s.mostCommonFreqs() == null ? List.of() : PgArray.elements(s.mostCommonFreqs());
        List<String> others = s.histogramBounds() == null ? List.of() : PgArray.elements(s.histogramBounds());
        double rest = 1 - s.nullFrac();
        boolean paths = json && "jsonb_path_ops".equals(opclass);
        if (shares.stream().mapToDouble(Double::parseDouble).sum() < MOSTLY * rest) {
            // the most common values are hardly more common than others: they are a sample like those
            others = Stream.concat(common.stream(), others.stream()).toList();
            common = List.of();
        }
        for (int i = 0; i < Math.min(common.size(), shares.size()); i++) {
            double share = Double.parseDouble(shares.get(i));
            rest -= share;
            sample.read(common.get(i), json, paths, share);
        }
        for (String other : others) {
            sample.read(other, json, paths, 0);
        }
        rest = others.isEmpty() ? 0 : Math.max(0, rest);
        double mean = sample.length / Math.max(1, sample.values);
        if (common.size() + others.size() < FEWEST || (json && s.avgWidth() > MUCH_WIDER * mean)) {
            return null;
        }
        double longer = json ? 1 : Math.max(1, s.avgWidth() / mean);
        List<GinKeys.Group> groups = new ArrayList<>();
        GinKeys.nulls(s, groups);
        boolean known = true;
        for (Map<String, Seen> family : sample.families.values()) {
            known &= groups(family.values(), others.size(), rest * longer, rows, wrong, groups);
        }
        return new GinKeys(known && others.isEmpty(), groups);
    }

    private void read(String value, boolean json, boolean paths, double share) {
        values++;
        length += value.getBytes(StandardCharsets.UTF_8).length;
        Map<String, Set<String>> found = new HashMap<>();
        if (json) {
            try {
                document(JSON.readTree(value), "", paths, (family, key) -> found.computeIfAbsent(family, f -> new TreeSet<>()).add(key));
            } catch (JacksonException e) {
                return;
            }
        } else {
            found.put("", trigrams(value));
        }
        found.forEach((family, keys) -> keys.forEach(k -> {
            Seen seen = families.computeIfAbsent(family, f -> new HashMap<>()).computeIfAbsent(k, x -> new Seen());
            seen.common += share;
            seen.others += share == 0 ? 1 : 0;
            seen.width = !json || paths ? 4 : 2 + Math.min(LONGEST_KEY, k.getBytes(StandardCharsets.UTF_8).length);
        }));
    }

    /** Of jsonb_ops the names and the values, of jsonb_path_ops each value with its way; values of one place are one family. */
    private static void document(JsonNode node, String way, boolean paths, BiConsumer<String, String> to) {
        if (node.isObject()) {
            node.properties().forEach(e -> {
                if (!paths) {
                    to.accept("names", e.getKey());
                }
                document(e.getValue(), way + "." + e.getKey(), paths, to);
            });
        } else if (node.isArray()) {
            node.forEach(e -> document(e, way + "[]", paths, to));
        } else {
            to.accept("value " + way, node.asString());
        }
    }

    /** As pg_trgm makes them: words of letters and digits in small letters, two blanks before and one after. */
    static Set<String> trigrams(String text) {
        Set<String> result = new TreeSet<>();
        StringBuilder word = new StringBuilder("  ");
        String lower = text.toLowerCase(Locale.ROOT) + " ";
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                word.append(c);
            } else if (word.length() > 2) {
                word.append(' ');
                for (int at = 0; at + 3 <= word.length(); at++) {
                    result.add(word.substring(at, at + 3));
                }
                word.setLength(2);
            }
        }
        return result;
    }

    /** True when all keys of a family were seen. */
    private static boolean groups(Iterable<Seen> family, int others, double rest, double rows, double wrong, List<GinKeys.Group> to) {
        double once = 0;
        double twice = 0;
        double width = 0;
        for (Seen s : family) {
            if (s.others == 1 && s.common == 0) {
                once++;
                width += s.width;
            } else {
                twice += s.others == 2 && s.common == 0 ? 1 : 0;
                to.add(new GinKeys.Group(1, s.common + (others == 0 ? 0 : rest * s.others / others), s.width));
            }
        }
        if (once > 0) {
            double mass = rest * once / others;
            double least = 1 / Math.max(1, rows);
            double rarely = Math.min(mass / once, Math.max(least, mass / keys(once, twice, wrong, mass / least)));
            to.add(new GinKeys.Group(mass / rarely, rarely, width / once));
        }
        return once == 0;
    }

    /** How many keys there are of which one occurrence each was seen. */
    private static double keys(double once, double twice, double wrong, double unique) {
        if (wrong < 1) {
            return once * Math.max(1, (once - 1) / (2 * (twice + 1)));
        }
        double likely = once * Math.max(1, once / (2 * twice));
        return twice == 0 ? unique : wrong > 1 ? MOST_MORE * likely : likely;
    }
}
