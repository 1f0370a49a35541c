package dev.howdah.engine.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text format 0.0.4, written from its description
 * (https://prometheus.io/docs/instrumenting/exposition_formats/): rejects what a scraper would reject or misread.
 */
final class Exposition {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: (-?\\d+))?");
    private static final Pattern LABEL = Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");

    /** One value. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    private Exposition() {}

    static Exposition parse(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        Exposition e = new Exposition();
        Set<String> over = new HashSet<>();
        Set<String> seen = new HashSet<>();
        String family = "";
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            String its = line.startsWith("# ") ? e.comment(line) : e.sample(line, seen);
            if (!its.isEmpty() && !its.equals(family)) {
                if (!over.add(its)) {
                    throw new AssertionError("lines of " + its + " stand apart");
                }
                family = its;
            }
        }
        return e;
    }

    List<Sample> of(String name) {
        return samples.stream().filter(s -> s.name().equals(name)).toList();
    }

    double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        List<Sample> found = of(name).stream().filter(s -> s.labels().entrySet().containsAll(wanted.entrySet())).toList();
        if (found.size() != 1) {
            throw new AssertionError(name + wanted + ": " + found.size() + " samples");
        }
        return found.getFirst().value();
    }

    Set<String> families() {
        return types.keySet();
    }

    private String comment(String line) {
        String[] words = line.split(" ", 4);
        if (words.length < 4 && !(words.length == 3 && words[1].equals("HELP"))) {
            throw new AssertionError("malformed comment: " + line);
        }
        Map<String, String> into = words[1].equals("TYPE") ? types : words[1].equals("HELP") ? helps : null;
        if (into == null) {
            return "";
        }
        if (into == types && !Set.of("counter", "gauge", "histogram", "summary", "untyped").contains(words[3])) {
            throw new AssertionError("unknown type: " + line);
        }
        if (into.put(words[2], words.length < 4 ? "" : words[3]) != null) {
            throw new AssertionError("twice: " + line);
        }
        return words[2];
    }

    private String sample(String line, Set<String> seen) {
        Matcher m = SAMPLE.matcher(line);
        if (!m.matches()) {
            throw new AssertionError("malformed sample: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        String inner = m.group(2) == null ? "" : m.group(2);
        int end = 0;
        for (Matcher l = LABEL.matcher(inner); l.find(); end = l.end()) {
            if (labels.put(l.group(1), l.group(2)) != null) {
                throw new AssertionError("label twice: " + line);
            }
        }
        if (end != inner.length()) {
            throw new AssertionError("malformed labels: " + line);
        }
        if (!seen.add(m.group(1) + labels)) {
            throw new AssertionError("series twice: " + line);
        }
        samples.add(new Sample(m.group(1), labels, number(m.group(3))));
        String family = family(m.group(1));
        if (types.getOrDefault(family, "").equals("counter") && !m.group(1).endsWith("_total")) {
            throw new AssertionError("counter without _total: " + line);
        }
        return family;
    }

    private String family(String name) {
        for (String suffix : List.of("", "_sum", "_count", "_bucket")) {
            if (name.endsWith(suffix) && types.containsKey(name.substring(0, name.length() - suffix.length()))) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        throw new AssertionError("no TYPE before " + name);
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
