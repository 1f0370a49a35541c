package dev.howdah.engine.plan;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Takes off what clients put around a plan: psql's frame and continuation marks, quotes round each line, tabs of a log. */
final class PlanText {
    private static final Pattern RULE = Pattern.compile("[-+=]{3,}");
    private static final Pattern COUNT = Pattern.compile("\\(\\d+ (rows?|lines?)\\)");

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

    private static boolean most(List<String> lines, Predicate<String> test) {
        long full = lines.stream().filter(l -> !l.isBlank() && !frame(l)).count();
        return full > 0 && lines.stream().filter(l -> !l.isBlank() && !frame(l)).filter(test).count() * 10 >= full * 7;
    }

    private static boolean frame(String line) {
        String l = line.strip();
        if (l.isEmpty() || l.length() > 2_000) {
            return false;
        }
        return switch (l.charAt(0)) {
            case 'Q', '"' -> l.equals("QUERY PLAN") || l.equals("\"QUERY PLAN\"");
            case '-', '+', '=' -> RULE.matcher(l).matches();
            case '(' -> COUNT.matcher(l).matches();
            default -> false;
        };
    }

    private static String inside(String line, char mark) {
        int from = line.indexOf(mark);
        int to = line.lastIndexOf(mark);
        return from >= 0 && to > from ? line.substring(from + 1, to) : line;
    }
}
