package dev.howdah.engine.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads what stands under the tree in EXPLAIN's text form: times, triggers, JIT, settings. */
final class TextSummary {
    private static final Pattern MS = Pattern.compile("^(Planning|Execution) Time: ([\\d.]+) ms$");
    private static final Pattern TRIGGER =
            Pattern.compile("^Trigger (?:for constraint )?(.*?)(?: on (.*?))?: (?:time=([\\d.]+) )?calls=([\\d.]+)$");
    private static final Pattern TIMING = Pattern.compile("(Generation|Deform|Inlining|Optimization|Emission|Total) ([\\d.]+) ms");
    private static final Pattern SETTING = Pattern.compile("(\\w[\\w.]*) = '((?:[^']|'')*)'");

    private final ObjectNode top;
    private boolean jit;

    TextSummary(ObjectNode top) {
        this.top = top;
    }

    void line(String line) {
        Matcher ms = MS.matcher(line);
        Matcher trigger = TRIGGER.matcher(line);
        if (ms.matches()) {
            jit = false;
            top.put(ms.group(1) + " Time", Double.parseDouble(ms.group(2)));
        } else if (trigger.matches()) {
            trigger(trigger);
        } else if (line.startsWith("Query Identifier: ")) {
            top.put("Query Identifier", Long.parseLong(line.substring("Query Identifier: ".length())));
        } else if (line.startsWith("Settings: ")) {
            settings(line);
        } else if (line.equals("JIT:")) {
            jit = true;
            top.putObject("JIT");
        } else if (jit) {
            jit(line);
        }
    }

    private void trigger(Matcher m) {
        if (!top.has("Triggers")) {
            top.putArray("Triggers");
        }
        ObjectNode t = top.withArray("Triggers").addObject();
        t.put("Trigger Name", m.group(1));
        if (m.group(2) != null) {
            t.put("Relation", m.group(2));
        }
        if (m.group(3) != null) {
            t.put("Time", Double.parseDouble(m.group(3)));
        }
        t.put("Calls", Double.parseDouble(m.group(4)));
    }

    private void settings(String line) {
        ObjectNode settings = top.putObject("Settings");
        Matcher m = SETTING.matcher(line);
        while (m.find()) {
            settings.put(m.group(1), m.group(2).replace("''", "'"));
        }
    }

    private void jit(String line) {
        ObjectNode j = (ObjectNode) top.get("JIT");
        if (line.startsWith("Functions: ")) {
            j.put("Functions", Integer.parseInt(line.substring("Functions: ".length()).strip()));
        } else if (line.startsWith("Timing: ")) {
            ObjectNode timing = j.putObject("Timing");
            Matcher m = TIMING.matcher(line);
            while (m.find()) {
                timing.put(m.group(1), Double.parseDouble(m.group(2)));
            }
        }
    }
}
