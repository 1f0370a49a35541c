package dev.howdah.engine.serve;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.profile.LiveStatement;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.sample.OwnProbe;
import dev.howdah.engine.sqltext.Literals;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Statements of clients that have run for longer than the slow limit, constants masked. As the limits are then. Stateless. */
final class Running extends OwnProbe<List<Running.Statement>> {
    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** @param text with every constant as ? */
    record Statement(
            int pid, String user, String database, String application, double seconds, boolean critical, String waits, List<Integer> blockers,
            @Nullable String text) {}

    private final Supplier<ProfilerLimits> limits;

    Running(Supplier<ProfilerLimits> limits) {
        super("serve/running", INTERVAL, Session.PROBE, Blocking.PROBE);
        this.limits = limits;
    }

    @Override
    public List<Statement> read(Db db) {
        return LiveStatement.over(limits.get(), Session.PROBE.read(db), Blocking.PROBE.read(db)).stream().map(Running::of).toList();
    }

    private static Statement of(LiveStatement l) {
        Session s = l.session();
        return new Statement(s.pid(), s.user(), s.database(), s.application(), l.seconds(), l.critical(), l.waits().label(), l.blockers(),
                s.query() == null ? null : Literals.mask(s.query()));
    }
}
