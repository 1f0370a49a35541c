package dev.howdah.engine.log;

import java.util.Set;

/** How strange numbers would be as values of an escape. */
final class NumberColumns {
    private static final long GREATEST_PROCESS = 4_194_304;

    private NumberColumns() {}

    /** What one value costs. */
    static double strange(char escape, String value) {
        if ("plxQP".indexOf(escape) < 0) {
            return 0;
        }
        boolean empty = value.isEmpty();
        if (value.length() > 20 || (empty && escape != 'P')) {
            return 12;
        }
        boolean zero = value.chars().allMatch(c -> c == '0');
        if (value.length() > 1 && value.startsWith("0")) {
            return 12;
        }
        boolean huge = value.length() > 10;
        boolean negative = value.startsWith("-");
        return switch (escape) {
            case 'p' -> zero || negative || huge ? 12 : Long.parseLong(value) > GREATEST_PROCESS ? 3 : 0.1;
            case 'l' -> zero || negative || huge ? 12 : 0.15;
            case 'x' -> negative || huge ? 12 : zero ? 0.1 : 0.3;
            case 'Q' -> huge ? 0 : zero ? 0.12 : 4;
            default -> empty ? 0.1 : negative || huge ? 12 : 0.5;
        };
    }

    /** What a whole column costs besides. */
    static double strange(char escape, Set<String> values, int lines) {
        boolean constant = values.size() == 1 && lines > 3;
        return switch (escape) {
            case 'p' -> constant ? 3 : 0;
            case 'l' -> constant ? 20 : values.contains("1") ? 0 : 2;
            case 'e' -> values.contains("00000") ? 0 : 10;
            default -> 0;
        };
    }
}
