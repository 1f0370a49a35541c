package dev.howdah.engine.plan;

import java.util.List;

/** Takes off what clients put around a plan: psql's frame and continuation marks, quotes round each line, tabs of a log. */
final class PlanText {
    private PlanText() {}

    static String unframe(String text) {
        List<String> lines = text.lines().map(PlanText::untab).toList();
        boolean framed = most(lines, l -> l.strip().startsWith("|") && l.strip().endsWith("|"));
        boolean quoted = most(lines, l -> l.strip().length() > 1 && l.strip().startsWith("\"") && l.strip().endsWith("\"")
                && !l.strip().startsWith("\"Plan"));
        boolean continued = lines.size() > 2 && most(lines, l -> l.stripTrailing().endsWith("+"));
        StringBuilder out = new StringBuilder(text.length());
        for (String line : lines) {
            String l = line;
            if (framed) {
                l = inside(l, '|');
            }
            if (quoted) {
                l = inside(l, '"').replace("\"\"", "\"");
            }
            if (continued && l.stripTrailing().endsWith("+")) {
                l = l.stripTrailing();
                l = l.substring(0, l.length() - 1).stripTrailing();
            }
            if (!frame(l)) {
                out.append(l).append('\n');
            }
        }
        return out.toString();
    }

    private static String untab(String line) {
        String l = line.startsWith("\t") ? line.substring(1) : line;
        return l.replace("\t", "        ");
    }

    private static boolean most(List<String> lines, java.util.function.Predicate<String> test) {
        long full = lines.stream().filter(l -> !l.isBlank() && !frame(l)).count();
        return full > 0 && lines.stream().filter(l -> !l.isBlank() && !frame(l)).filter(test).count() * 10 >= full * 7;
    }

    private static boolean frame(String line) {
        String l = line.strip();
        return l.equals("QUERY PLAN") || l.equals("\"QUERY PLAN\"") || (l.length() > 2 && l.matches("[-+=]+"))
                || l.matches("\\(\\d+ (rows?|lines?)\\)");
    }

    private static String inside(String line, char mark) {
        int from = line.indexOf(mark);
        int to = line.lastIndexOf(mark);
        return from >= 0 && to > from ? line.substring(from + 1, to) : line;
    }
}
