package dev.howdah.ui.jobs;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** When it is due, and again. */
record Due(Instant at, String repeat, String words) {
    /**
     * @param zone in which moments and hours are meant, unless a cron line names its own
     * @throws JobException when the detail cannot be read
     */
    static Due of(JobsModel.When when, String detail, Instant now, ZoneId zone) {
        return switch (when) {
            case NOW -> new Due(now, "once", Text.of("jobstab.due-now"));
            case AT -> at(detail, zone);
            case EVERY -> new Due(now, JobQueue.checked("every " + detail, zone), Text.of("jobstab.due-again", "every " + detail));
            case CRON -> cron(JobQueue.checked("cron " + detail, zone), now, zone);
        };
    }

    private static Due at(String detail, ZoneId zone) {
        try {
            Instant at = LocalDateTime.parse(detail.replace(' ', 'T')).atZone(zone).toInstant();
            return new Due(at, "once", Text.of("jobstab.due-at", detail, zone.getId()));
        } catch (DateTimeParseException e) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobstab.bad-moment", detail));
        }
    }

    private static Due cron(String repeat, Instant now, ZoneId zone) {
        Instant first = JobQueue.next(repeat, now);
        return new Due(first, repeat, Text.of("jobstab.due-cron", repeat, Format.dateTime(first), zone.getId()));
    }
}
