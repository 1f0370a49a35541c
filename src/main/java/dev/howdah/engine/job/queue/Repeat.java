package dev.howdah.engine.job.queue;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a job comes again. Stateless. */
final class Repeat {
    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,6})\\s*(s|min|m|h|d)");

    private static final int FIELDS = 6;

    private Repeat() {}

    /**
     * Null for {@code once}.
     *
     * @throws JobException when it cannot be read
     */
    static @Nullable Schedule of(String text) {
        try {
            if (text.equals("once")) {
                return null;
            }
            if (text.startsWith("every ")) {
                Duration every = duration(text.substring(6).strip());
                if (every.compareTo(Duration.ofSeconds(1)) >= 0) {
                    return FixedDelay.of(every);
                }
            }
            if (text.startsWith("cron ")) {
                return cron(text.substring(5).strip());
            }
        } catch (RuntimeException e) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.bad-repeat", text));
        }
        throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.bad-repeat", text));
    }

    /** The same with the zone named that it is meant in; repetitions without hours stay as they are. */
    static String in(ZoneId zone, String text) {
        boolean cron = text.startsWith("cron ") && text.substring(5).strip().split("\\s+").length == FIELDS;
        return cron ? text.strip() + " " + zone.getId() : text;
    }

    /** Six fields, seconds first, and a time zone; without one UTC. */
    private static Schedule cron(String text) {
        String[] fields = text.split("\\s+");
        ZoneId zone = fields.length > FIELDS ? ZoneId.of(fields[FIELDS]) : ZoneOffset.UTC;
        if (fields.length > FIELDS + 1) {
            throw new IllegalArgumentException(text);
        }
        String pattern = String.join(" ", Arrays.asList(fields).subList(0, Math.min(FIELDS, fields.length)));
        boolean everyHour = fields.length >= FIELDS && fields[2].matches("\\*(/.*)?");
        return everyHour ? new CronSchedule(pattern, zone) : new LocalCron(pattern, zone);
    }

    /** {@code PT1H}, or for people {@code 90 s}, {@code 30 min}, {@code 2 h}, {@code 1 d}. */
    private static Duration duration(String text) {
        Matcher m = SIMPLE.matcher(text);
        if (!m.matches()) {
            return Duration.parse(text);
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "s" -> Duration.ofSeconds(n);
            case "min", "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }
}
