package dev.howdah.engine.log;

/** Figures in a server's messages. What no server writes, as a damaged line may hold it, counts as nothing. */
final class Figure {
    private static final int DIGITS = 15;

    private Figure() {}

    /** @param digits nothing else */
    static long count(String digits) {
        return digits.length() > DIGITS ? 0 : Long.parseLong(digits);
    }

    /** @param seconds digits with at most one point or comma; 0 for anything else */
    static long micros(String seconds) {
        try {
            return seconds.length() > DIGITS ? 0 : Math.round(Double.parseDouble(seconds.replace(',', '.')) * 1_000_000);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
