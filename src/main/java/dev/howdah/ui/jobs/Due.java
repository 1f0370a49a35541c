package dev.howdah.ui.jobs;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** When it is due, and again. */
record Due(Instant at, String repeat, String words) {
    /** @throws JobException when the detail cannot be read */
    static Due of(JobsModel.When when, String detail, Instant now) {
        return switch (when) {
            case NOW -> new Due(now, "once", Text.of("jobstab.due-now"));
            case AT -> at(detail);
            case EVERY -> new Due(now, JobQueue.checked("every " + detail), Text.of("jobstab.due-again", "every " + detail));
            case CRON -> cron(JobQueue.checked("cron " + detail), now);
        };
    }

    private static Due at(String detail) {
        try {
            Instant at = LocalDateTime.parse(detail.replace(' ', 'T')).atZone(ZoneId.systemDefault()).toInstant();
            return new Due(at, "once", Text.of("jobstab.due-at", detail));
        } catch (DateTimeParseException e) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobstab.bad-moment", detail));
        }
    }

    private static Due cron(String repeat, Instant now) {
        return new Due(JobQueue.next(repeat, now), repeat, Text.of("jobstab.due-again", repeat));
    }
}
