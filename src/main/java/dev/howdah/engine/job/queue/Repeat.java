package dev.howdah.engine.job.queue;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a job comes again. Stateless. */
final class Repeat {
    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,6})\\s*(s|min|m|h|d)");

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
                return new CronSchedule(text.substring(5).strip(), ZoneOffset.UTC);
            }
        } catch (RuntimeException e) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.bad-repeat", text));
        }
        throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.bad-repeat", text));
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
