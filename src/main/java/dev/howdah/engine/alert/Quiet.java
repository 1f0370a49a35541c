package dev.howdah.engine.alert;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.job.queue.QuietHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hours in which alerts are kept but not told. Immutable.
 *
 * @param hours null for whole days
 * @param days on which they begin
 * @param zone whose hours and days they are
 * @param through the severity that is told all the same; null when nothing is
 */
public record Quiet(@Nullable QuietHours hours, Set<DayOfWeek> days, ZoneId zone, @Nullable Severity through) {
    private static final Quiet NEVER = new Quiet(null, Set.of(), java.time.ZoneOffset.UTC, null);

    public Quiet {
        days = Set.copyOf(days);
    }

    public static Quiet never() {
        return NEVER;
    }

    /**
     * @param hours {@code 22:00-07:00}, or "" for whole days
     * @param days {@code sat sun}, or "" for every day; with neither it is never quiet
     * @throws RuntimeException when one of them cannot be read
     */
    public static Quiet of(String hours, String days, ZoneId zone, @Nullable Severity through) {
        if (hours.isBlank() && days.isBlank()) {
            return never();
        }
        Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
        for (String word : days.isBlank() ? new String[0] : days.strip().toUpperCase(Locale.ROOT).split("[\\s,]+")) {
            on.add(java.util.Arrays.stream(DayOfWeek.values()).filter(d -> word.length() >= 3 && d.name().startsWith(word)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word)));
        }
        return new Quiet(hours.isBlank() ? null : QuietHours.parse(hours.strip(), zone), on.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : on, zone, through);
    }

    /** When an alert of this severity may be told again; null when it may be told now. */
    public @Nullable Instant until(Instant now, Severity severity) {
        if (through != null && severity.compareTo(through) >= 0) {
            return null;
        }
        Instant end = end(now);
        Instant last = end;
        // One stretch may follow on another: nights before whole days.
        for (int i = 0; i < 8 && end != null; i++) {
            last = end;
            end = end(end);
        }
        return last;
    }

    private @Nullable Instant end(Instant now) {
        if (hours != null) {
            LocalDate began = hours.day(now);
            return began != null && days.contains(began.getDayOfWeek()) ? hours.until(now) : null;
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        return days.contains(today.getDayOfWeek()) ? today.plusDays(1).atStartOfDay(zone).toInstant() : null;
    }
}
