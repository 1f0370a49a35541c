package dev.howdah.engine.twin;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads from EXPLAIN's JSON no more than a search needs: the total cost and the names of the indexes. */
final class Explained {
    private static final String COST = "\"Total Cost\": ";
    private static final String INDEX = "\"Index Name\": \"";

    private Explained() {}

    /** @param handles of hypothetical indexes by name */
    static WhatIf.Estimate of(String json, Map<String, Integer> handles) {
        int at = json.indexOf(COST);
        if (at < 0) {
            throw new WhatIfException(json, null);
        }
        int end = at + COST.length();
        while (end < json.length() && "0123456789.eE+-".indexOf(json.charAt(end)) >= 0) {
            end++;
        }
        Set<String> used = new HashSet<>();
        Set<Integer> added = new HashSet<>();
        for (int i = json.indexOf(INDEX); i >= 0; i = json.indexOf(INDEX, i + 1)) {
            int stop = i + INDEX.length();
            while (json.charAt(stop) != '"') {
                stop += json.charAt(stop) == '\\' ? 2 : 1;
            }
            String name = json.substring(i + INDEX.length(), stop).replace("\\\"", "\"").replace("\\\\", "\\");
            Integer handle = handles.get(name);
            if (handle == null) {
                used.add(name);
            } else {
                added.add(handle);
            }
        }
        return new WhatIf.Estimate(Double.parseDouble(json.substring(at + COST.length(), end)), used, added);
    }
}
