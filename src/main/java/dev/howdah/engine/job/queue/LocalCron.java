package dev.howdah.engine.job.queue;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Fixed hours of a time zone. An hour that summer time leaves out comes as much later as the clock was put forward, and an hour that
 * it repeats comes once: a nightly job runs every night, and never twice. Immutable.
 */
final class LocalCron implements Schedule {
    private final CronSchedule local;
    private final ZoneId zone;

    /** @param pattern six fields, seconds first */
    LocalCron(String pattern, ZoneId zone) {
        // As if the zone's clock had no offset: a pattern is about what the clock on the wall shows.
        this.local = new CronSchedule(pattern, ZoneOffset.UTC);
        this.zone = zone;
    }

    @Override
    public Instant getNextExecutionTime(ExecutionComplete done) {
        return after(done.getTimeDone());
    }

    @Override
    public Instant getInitialExecutionTime(Instant now) {
        return after(now);
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }

    private Instant after(Instant now) {
        LocalDateTime wall = now.atZone(zone).toLocalDateTime();
        // What was left out by putting the clock forward lies before the wall's time and is still to come.
        LocalDateTime from = now.atZone(zone).getOffset().equals(zone.getRules().getOffset(now.minusSeconds(86_400))) ? wall : wall.minusHours(3);
        Instant next = now;
        while (!next.isAfter(now)) {
            from = LocalDateTime.ofInstant(local.getInitialExecutionTime(from.toInstant(ZoneOffset.UTC)), ZoneOffset.UTC);
            next = ZonedDateTime.ofLocal(from, zone, null).toInstant();
        }
        return next;
    }
}
