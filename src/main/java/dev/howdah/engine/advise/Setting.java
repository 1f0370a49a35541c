package dev.howdah.engine.advise;

import dev.howdah.engine.db.Db;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A setting of a server as {@code pg_settings} tells it. Immutable.
 *
 * @param setting the value in {@code unit}
 * @param unit {@code kB}, {@code 8kB}, {@code MB}, {@code s}, {@code ms} or empty
 * @param context {@code postmaster} when a change needs a restart, {@code sighup} or {@code user} when a reload is enough
 * @param kind {@code bool}, {@code integer}, {@code real}, {@code string} or {@code enum}
 * @param builtIn the value without any configuration
 * @param byAlterSystem whether its present value stands in postgresql.auto.conf
 */
public record Setting(
        String name, String setting, String unit, String context, String kind, String builtIn, String source, boolean byAlterSystem) {
    private static final double KIB = 1024;

    /** The settings of a server on which there are rules, by name. */
    public static Map<String, Setting> read(Db db) {
        List<Setting> all = db.list("advise/settings", Setting.class);
        return all.stream().collect(Collectors.toMap(Setting::name, Function.identity()));
    }

    /** Memory and sizes in bytes, all others as they are; NaN when it is no number. */
    public double value() {
        try {
            return Double.parseDouble(setting) * factor(unit);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double factor(String unit) {
        return switch (unit) {
            case "B" -> 1;
            case "kB" -> KIB;
            case "8kB" -> 8 * KIB;
            case "MB" -> KIB * KIB;
            case "GB" -> KIB * KIB * KIB;
            default -> 1;
        };
    }

    /** The value with its unit, as it can be set. */
    public String text() {
        return text(setting, unit);
    }

    /** A value of pg_settings with its unit, as it can be set: 16384 of 8kB is 128MB; what is no amount, like -1, stays as it is. */
    public static String text(String setting, String unit) {
        return switch (unit) {
            case "B", "kB", "8kB", "MB", "GB" -> setting.matches("[1-9]\\d{0,15}") ? size((long) (Double.parseDouble(setting) * factor(unit))) : setting;
            default -> setting.matches("[1-9]\\d*") ? setting + unit : setting;
        };
    }

    /** Bytes as PostgreSQL writes them, in the largest unit that is exact. */
    static String size(long bytes) {
        long kb = Math.max(1, bytes / 1024);
        if (kb % (1024 * 1024) == 0) {
            return kb / 1024 / 1024 + "GB";
        }
        return kb % 1024 == 0 ? kb / 1024 + "MB" : kb + "kB";
    }

    boolean needsRestart() {
        return context.equals("postmaster");
    }
}
