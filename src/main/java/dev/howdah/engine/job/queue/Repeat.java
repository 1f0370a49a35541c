package dev.howdah.engine.job.queue;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** When a job comes again. Stateless. */
final class Repeat {
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
                Duration every = Duration.parse(text.substring(6).strip());
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
}
