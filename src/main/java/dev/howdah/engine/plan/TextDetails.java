package dev.howdah.engine.plan;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads the lines under a node of EXPLAIN's text form into the keys that its JSON form has. */
final class TextDetails {
    private static final Pattern KEY = Pattern.compile("^([A-Z][A-Za-z0-9 /-]*?): +(.*)$", Pattern.DOTALL);
    private static final Pattern PAIR = Pattern.compile("([A-Z][A-Za-z ]*?): +(\\S+)(?: \\(originally (\\d+)\\))?(?=\\s|$)");
    private static final Pattern COUNT = Pattern.compile("(hit|read|dirtied|written|write|exact|lossy)=([\\d.]+)");
    private static final Pattern SORT = Pattern.compile("^(.*?)  (Memory|Disk): (\\d+)kB$");
    private static final Pattern WORKER = Pattern.compile("Worker \\d+");
    private static final Map<String, String> MEMOIZE = Map.of(
            "Hits", "Cache Hits", "Misses", "Cache Misses", "Evictions", "Cache Evictions", "Overflows", "Cache Overflows",
            "Memory Usage", "Peak Memory Usage");

    private TextDetails() {}

    static void read(String line, ObjectNode node) {
        Matcher m = KEY.matcher(line);
        if (!m.matches()) {
            more(line, node);
            return;
        }
        String key = m.group(1);
        String value = m.group(2);
        switch (key) {
            case "Buffers" -> buffers(value, node);
            case "I/O Timings" -> timings(value, node);
            case "Workers Planned", "Workers Launched" -> node.put(key, Integer.parseInt(value.strip()));
            case "Sort Method" -> sort(value, node);
            case "Heap Blocks" -> heapBlocks(value, node);
            case "Buckets", "Batches", "Hits", "Storage", "Planned Partitions" -> pairs(line, node);
            case "Cache Key", "Cache Mode", "WAL" -> node.put(key, value);
            default -> {
                if (!WORKER.matcher(key).matches()) {
                    node.put(key, value);
                }
            }
        }
    }

    /** A value that went on over a line break. */
    private static void more(String line, ObjectNode node) {
        String last = null;
        for (Map.Entry<String, ?> e : node.properties()) {
            last = e.getKey();
        }
        if (last != null && node.get(last).isString() && !last.equals("Node Type")) {
            node.put(last, node.get(last).asString() + "\n" + line);
        }
    }

    static void buffers(String value, ObjectNode node) {
        if (!node.has("Shared Hit Blocks")) {
            for (String area : new String[] {"Shared", "Local"}) {
                for (String what : new String[] {"Hit", "Read", "Dirtied", "Written"}) {
                    node.put(area + " " + what + " Blocks", 0L);
                }
            }
            node.put("Temp Read Blocks", 0L).put("Temp Written Blocks", 0L);
        }
        for (String part : value.split(", ", -1)) {
            Matcher m = COUNT.matcher(part);
            while (m.find()) {
                node.put(capital(part.split(" ", 2)[0]) + " " + capital(m.group(1)) + " Blocks", Long.parseLong(m.group(2)));
            }
        }
    }

    private static void timings(String value, ObjectNode node) {
        for (String part : value.split(", ", -1)) {
            String area = part.split(" ", 2)[0];
            String prefix = area.contains("=") ? "" : capital(area) + " ";
            Matcher m = COUNT.matcher(part);
            while (m.find()) {
                node.put(prefix + "I/O " + capital(m.group(1)) + " Time", Double.parseDouble(m.group(2)));
            }
        }
    }

    private static void sort(String value, ObjectNode node) {
        Matcher m = SORT.matcher(value);
        if (m.matches()) {
            node.put("Sort Method", m.group(1)).put("Sort Space Used", Long.parseLong(m.group(3))).put("Sort Space Type", m.group(2));
        } else {
            node.put("Sort Method", value);
        }
    }

    private static void heapBlocks(String value, ObjectNode node) {
        node.put("Exact Heap Blocks", 0L).put("Lossy Heap Blocks", 0L);
        Matcher m = COUNT.matcher(value);
        while (m.find()) {
            node.put(capital(m.group(1)) + " Heap Blocks", Long.parseLong(m.group(2)));
        }
    }

    private static void pairs(String line, ObjectNode node) {
        String type = node.get("Node Type").asString();
        Matcher m = PAIR.matcher(line);
        while (m.find()) {
            String key = key(type, m.group(1));
            String number = m.group(2).replaceAll("[^0-9]", "");
            if (number.isEmpty()) {
                node.put(key, m.group(2));
            } else {
                node.put(key, Long.parseLong(number));
            }
            if (m.group(3) != null) {
                node.put("Original " + key, Long.parseLong(m.group(3)));
            }
        }
    }

    private static String key(String type, String word) {
        return switch (type) {
            case "Hash" -> switch (word) {
                case "Buckets", "Batches" -> "Hash " + word;
                case "Memory Usage" -> "Peak Memory Usage";
                default -> word;
            };
            case "Aggregate" -> word.equals("Batches") ? "HashAgg Batches" : word.equals("Memory Usage") ? "Peak Memory Usage" : word;
            case "Memoize" -> MEMOIZE.getOrDefault(word, word);
            default -> word;
        };
    }

    private static String capital(String word) {
        return word.equals("write") ? "Write" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
