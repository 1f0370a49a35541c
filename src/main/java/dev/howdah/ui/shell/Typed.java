package dev.howdah.ui.shell;

import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a past moment as people write it. */
final class Typed {
    private static final Pattern AGO = Pattern.compile("-\\s*(\\d{1,6})\\s*([smhd])");

    private Typed() {}

    /**
     * A time of day is its last occurrence, a day without a year the last one with that name, {@code -10m} ten minutes ago.
     *
     * @return null when it cannot be read, or is not over yet
     */
    static @Nullable Instant moment(String text, Instant now, ZoneId zone) {
        String plain = text.strip().replaceAll("\\s+", " ");
        Matcher ago = AGO.matcher(plain);
        if (ago.matches()) {
            long n = Long.parseLong(ago.group(1));
            return now.minus(switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            });
        }
        ZonedDateTime here = now.atZone(zone);
        LocalDateTime at = read(plain, here);
        if (at == null) {
            return null;
        }
        Instant found = at.atZone(zone).toInstant();
        return found.isBefore(now) ? found : null;
    }

    private static @Nullable LocalDateTime read(String text, ZonedDateTime now) {
        LocalDateTime here = now.toLocalDateTime();
        for (String pattern : new String[] {"H:mm:ss", "H:mm"}) {
            LocalTime time = parsed(text, pattern, now, LocalTime::from);
            if (time != null) {
                LocalDateTime today = here.toLocalDate().atTime(time);
                return today.isBefore(here) ? today : today.minusDays(1);
            }
        }
        for (String day : new String[] {"uuuu-MM-dd", "d LLL uuuu", "d LLL", "d.M.uuuu"}) {
            for (String time : new String[] {" H:mm:ss", " H:mm", "'T'H:mm:ss"}) {
                LocalDateTime at = parsed(text, day + time, now, LocalDateTime::from);
                if (at != null) {
                    return day.equals("d LLL") && !at.isBefore(here) ? at.minusYears(1) : at;
                }
            }
            LocalDate date = parsed(text, day, now, LocalDate::from);
            if (date != null) {
                return date.atStartOfDay();
            }
        }
        return null;
    }

    private static <T> @Nullable T parsed(String text, String pattern, ZonedDateTime now, java.time.temporal.TemporalQuery<T> query) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (!pattern.contains("uuuu") && pattern.contains("d")) {
            builder.parseDefaulting(ChronoField.YEAR, now.getYear());
        }
        // Months are understood as they are shown, and in English too.
        for (Locale locale : new Locale[] {Text.names(), Locale.ENGLISH}) {
            try {
                return builder.toFormatter(locale).withResolverStyle(ResolverStyle.STRICT).parse(text, query);
            } catch (DateTimeParseException e) {
                continue;
            }
        }
        return null;
    }
}
