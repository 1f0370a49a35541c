package dev.howdah.engine.job.queue;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Hours in which no job runs. Immutable.
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
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean overnight = to.isBefore(from);
        boolean quiet = overnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return null;
        }
        ZonedDateTime end = here.with(to);
        return (end.isAfter(here) ? end : here.plusDays(1).with(to)).toInstant();
    }
}
