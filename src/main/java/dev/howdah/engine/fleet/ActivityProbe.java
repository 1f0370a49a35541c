package dev.howdah.engine.fleet;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.sample.OwnProbe;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Sessions that do something and, when one of them waits for a lock, who waits for whom; every 5 s. */
final class ActivityProbe extends OwnProbe<ActivityProbe.Activity> {
    /** Who did what, and who waited. */
    record Activity(List<Session> sessions, List<Blocking> waits) {}

    ActivityProbe() {
        super("fleet/activity", Duration.ofSeconds(5), Session.PROBE);
    }

    @Override
    public Activity read(Db db) {
        String all = db.sql(Session.PROBE.name()).text();
        List<Session> sessions = db.call(h -> h.createQuery("SELECT * FROM (" + all + ") s WHERE s.state <> 'idle'"
                + " AND (s.backend_type IN ('client backend', 'autovacuum worker', 'parallel worker') OR s.wait_event_type = 'Lock')")
                .map(ConstructorMapper.of(Session.class)).list());
        boolean waiting = sessions.stream().anyMatch(s -> "Lock".equals(s.waitEventType()));
        return new Activity(sessions, waiting ? waits(db) : List.of());
    }

    private static List<Blocking> waits(Db db) {
        try {
            return Blocking.PROBE.read(db);
        } catch (DbException e) {
            // A lock table under pressure gives no answer in time; the sessions are still worth keeping.
            if (e.problem().lostConnection()) {
                throw e;
            }
            return List.of();
        }
    }
}
