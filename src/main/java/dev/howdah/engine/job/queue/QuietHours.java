package dev.howdah.engine.job.queue;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hours of every day in which something rests: jobs, say. Each begins once and ends once, on days on which the clocks change too. Immutable.
 *
 * @param from inclusive
 * @param to exclusive; before {@code from} when they pass midnight; equal for no quiet hours
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    public static QuietHours none() {
        return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, java.time.ZoneOffset.UTC);
    }

    /** Reads {@code 08:00-18:00}. */
    public static QuietHours parse(String text, ZoneId zone) {
        if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d")) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.bad-quiet", text));
        }
        return new QuietHours(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)), zone);
    }

    /** When it is allowed again; null when it is allowed now. */
    public @Nullable Instant until(Instant now) {
        LocalDate day = day(now);
        return day == null ? null : end(day);
    }

    /** The day on which the quiet hours began that hold now; null when none do. */
    public @Nullable LocalDate day(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        for (LocalDate day : List.of(today.minusDays(1), today)) {
            if (!from.equals(to) && !now.isBefore(instant(day, from, false)) && now.isBefore(end(day))) {
                return day;
            }
        }
        return null;
    }

    private Instant end(LocalDate day) {
        return instant(to.isAfter(from) ? day : day.plusDays(1), to, true);
    }

    /** A time of day that the clocks skip is the moment at which they do; of one that comes twice the begin is the first, the end the second. */
    private Instant instant(LocalDate day, LocalTime time, boolean later) {
        LocalDateTime local = day.atTime(time);
        ZoneOffsetTransition jump = zone.getRules().getTransition(local);
        if (jump != null && jump.isGap()) {
            return jump.getInstant();
        }
        ZonedDateTime here = local.atZone(zone);
        return (later ? here.withLaterOffsetAtOverlap() : here.withEarlierOffsetAtOverlap()).toInstant();
    }
}
