package dev.howdah.engine.replay;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.HealthProbe;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.store.Moment;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a probe would have brought at a recorded moment. Stateless. */
final class Recorded {
    private static final Duration OLD = Duration.ofSeconds(10);

    private Recorded() {}

    /** What was not recorded is skipped: it is never an empty list and never zero. */
    static <T> Reading<T> reading(Probe<T> probe, Scene scene) {
        @SuppressWarnings("unchecked") // probes of equal name are the same probe
        Reading<T> reading = (Reading<T>) of(probe.name(), scene);
        return reading;
    }

    private static Reading<?> of(String probe, Scene scene) {
        DbProblem problem = scene.problem();
        Moment moment = scene.moment();
        if (problem != null || moment == null) {
            String why = problem == null ? "" : problem.title();
            return new Reading.Skipped<>(scene.at(), new Lack(Text.of("replay.unread", why), null));
        }
        if (probe.equals(Session.PROBE.name())) {
            return sessions(scene.at(), moment);
        }
        if (probe.equals(Blocking.PROBE.name())) {
            Instant at = moment.activityAt();
            return at == null ? missing(scene.at()) : new Reading.Value<>(at, moment.waits(), Duration.ZERO, List.of());
        }
        if (probe.equals(HealthProbe.NAME)) {
            return health(scene);
        }
        return probe.equals(Statements.PROBE.name()) ? statements(scene, moment) : missing(scene.at());
    }

    /** For a probe that is not recorded at all, or not at that moment. */
    static <T> Reading<T> missing(Instant at) {
        return new Reading.Skipped<>(at, new Lack(Text.of("replay.missing"), null));
    }

    private static Reading<List<Session>> sessions(Instant asked, Moment moment) {
        Instant at = moment.activityAt();
        if (at == null) {
            return missing(asked);
        }
        List<Lack> lacks = new java.util.ArrayList<>(List.of(new Lack(Text.of("replay.no-idle"), null)));
        Duration before = Duration.between(at, asked);
        if (before.compareTo(OLD) > 0) {
            lacks.add(new Lack(Text.of("replay.seen-before", before.toSeconds()), null));
        }
        return new Reading.Value<>(at, moment.sessions().stream().map(Recorded::nameless).toList(), Duration.ZERO, lacks);
    }

    private static Reading<HealthReport> health(Scene scene) {
        HealthReport told = scene.health();
        if (told == null) {
            return missing(scene.at());
        }
        long before = Duration.between(told.at(), scene.at()).toSeconds();
        List<Lack> lacks = before > OLD.toSeconds() ? List.of(new Lack(Text.of("replay.told-before", before), null)) : List.of();
        return new Reading.Value<>(told.at(), told, Duration.ZERO, lacks);
    }

    /** Without its name for ever: whatever is asked for by hand, no signal can be sent to a session of the past. */
    private static Session nameless(Session s) {
        return new Session(s.pid(), s.leaderPid(), s.backendType(), s.database(), s.user(), s.application(), s.clientAddress(), s.clientPort(),
                null, s.state(), s.waitEventType(), s.waitEvent(), s.connectedSeconds(), s.transactionSeconds(), s.statementSeconds(),
                s.stateSeconds(), s.xidAge(), s.xminAge(), s.queryId(), s.query());
    }

    /** Without entries: totals since a reset are not recorded, what happened is asked of the recorded past. */
    private static Reading<StatementSnapshot> statements(Scene scene, Moment moment) {
        Instant to = moment.statementsTo();
        if (to == null) {
            return missing(scene.at());
        }
        StatementSnapshot.Setup setup = new StatementSnapshot.Setup("", "", Instant.EPOCH, null, null,
                scene.on("pg_stat_statements.track_planning"), scene.on("track_io_timing"), null, null);
        return new Reading.Value<>(scene.at(), new StatementSnapshot(scene.at(), setup, Map.of(), 0), Duration.ZERO,
                List.of(new Lack(Text.of("replay.greatest"), null)));
    }
}
