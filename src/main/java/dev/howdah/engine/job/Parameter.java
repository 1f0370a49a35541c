package dev.howdah.engine.job;

import dev.howdah.engine.text.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value that a job asks for. Immutable.
 *
 * @param name as it is given: {@code chronic-days}
 * @param preset used when none is given; null when one must be given
 * @param choices the only values allowed; empty for any of the type
 * @param least the smallest number or length allowed, null for none
 * @param most the largest, null for none
 */
public record Parameter(
        String name, Type type, @Nullable String preset, boolean secret, List<String> choices,
        @Nullable BigDecimal least, @Nullable BigDecimal most, String about) {

    /** What a value is read as. */
    public enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        /** ISO-8601 date. */
        DATE,
        /** {@code table} or {@code schema.table}. */
        TABLE
    }

    public Parameter {
        choices = List.copyOf(choices);
    }

    public static Parameter text(String name, @Nullable String preset, String about) {
        return new Parameter(name, Type.TEXT, preset, false, List.of(), null, null, about);
    }

    public static Parameter table(String name, String about) {
        return new Parameter(name, Type.TABLE, null, false, List.of(), null, null, about);
    }

    public static Parameter secret(String name, String about) {
        return new Parameter(name, Type.TEXT, null, true, List.of(), null, null, about);
    }

    public static Parameter whole(String name, @Nullable String preset, long least, long most, String about) {
        return new Parameter(name, Type.INTEGER, preset, false, List.of(), BigDecimal.valueOf(least), BigDecimal.valueOf(most), about);
    }

    public static Parameter decimal(String name, @Nullable String preset, double least, double most, String about) {
        return new Parameter(name, Type.DECIMAL, preset, false, List.of(), BigDecimal.valueOf(least), BigDecimal.valueOf(most), about);
    }

    public static Parameter flag(String name, boolean preset, String about) {
        return new Parameter(name, Type.BOOLEAN, String.valueOf(preset), false, List.of(), null, null, about);
    }

    public static Parameter choice(String name, String preset, List<String> of, String about) {
        return new Parameter(name, Type.TEXT, preset, false, of, null, null, about);
    }

    /** What is wrong with a value, in a sentence; null when nothing is. */
    public @Nullable String fault(String value) {
        // what no server can store comes back as something else, and would never be found again
        if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            return Text.of("job.no-characters", name);
        }
        if (!choices.isEmpty() && !choices.contains(value)) {
            return Text.of("job.bad-choice", name, String.join(", ", choices));
        }
        return switch (type) {
            case TEXT -> value.isEmpty() && preset == null ? Text.of("job.missing", name) : null;
            case INTEGER -> value.matches("[+-]?\\d{1,18}") ? range(value) : Text.of("job.bad-integer", name, shown(value));
            case DECIMAL -> value.matches("[+-]?\\d{1,30}(\\.\\d{1,30})?") ? range(value) : Text.of("job.bad-decimal", name, shown(value));
            case BOOLEAN -> value.matches("true|false") ? null : Text.of("job.bad-boolean", name, shown(value));
            case DATE -> isDate(value) ? null : Text.of("job.bad-date", name, shown(value));
            case TABLE -> TableName.isValid(value) ? null : Text.of("job.bad-table", name, shown(value));
        };
    }

    private String shown(String value) {
        return secret ? "•••" : value;
    }

    private @Nullable String range(String value) {
        BigDecimal n = new BigDecimal(value);
        if (least != null && n.compareTo(least) < 0) {
            return Text.of("job.too-small", name, least.toPlainString());
        }
        return most != null && n.compareTo(most) > 0 ? Text.of("job.too-large", name, most.toPlainString()) : null;
    }

    private static boolean isDate(String value) {
        try {
            java.time.LocalDate.parse(value);
            return true;
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }
}
