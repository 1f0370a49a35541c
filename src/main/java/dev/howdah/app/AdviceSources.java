package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.pool.sources.ServerSessions;
import dev.howdah.engine.profile.NPlusOneFinder;
import dev.howdah.engine.profile.StatementInterval;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.rules.Repetition;
import dev.howdah.engine.rules.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rules look at, for one target. */
final class AdviceSources {
    private static final Logger LOG = LoggerFactory.getLogger(AdviceSources.class);
    private static final Duration WATCHED = Duration.ofHours(2);
    private static final int MOST_REPLICAS = 20;

    private final Wiring wiring;
    private final Engine engine;

    AdviceSources(Wiring wiring, Engine engine) {
        this.wiring = wiring;
        this.engine = engine;
    }

    /** The server, with those saved ones that may be its replicas. */
    Sources.Live live() {
        return new Sources.Live(engine.interactive(), wiring.checking().once(engine.target()), replicas());
    }

    /** What was watched of it since it was opened. */
    Sources.Heard heard(StatementWatch watch, PlanHistory plans) {
        List<Sources.Measured> measured = new ArrayList<>();
        plans.all().forEach((id, seen) -> seen.stream().filter(s -> s.newest().analyzed())
                .forEach(s -> measured.add(new Sources.Measured(Long.toString(id), s.newest()))));
        Instant now = wiring.clock().instant();
        List<StatementInterval> intervals = watch.history().intervals(now.minus(WATCHED), now);
        return new Sources.Heard(measured, repetitions(watch, intervals), PoolAdvice.of(engine.poolHistory().load(), engine.pool().spec(), budget()),
                !intervals.isEmpty());
    }

    /** Null where the server does not tell. */
    private PoolAdvice.@Nullable Budget budget() {
        try {
            ServerSessions.HeadRoom room = ServerSessions.HEAD_ROOM.read(engine.interactive());
            return new PoolAdvice.Budget(1, engine.pool().spec().max(), room.usable(), Math.max(0, room.used() - engine.pool().stats().total()));
        } catch (DbException e) {
            LOG.info("the server's head-room cannot be read", e);
            return null;
        }
    }

    private List<Repetition> repetitions(StatementWatch watch, List<StatementInterval> intervals) {
        Statements statements = wiring.statements(engine);
        try {
            return new NPlusOneFinder(watch.repeats()).find(intervals, statements::texts, wiring.mutes(engine.target()).ids()).stream()
                    .map(Repetition::of).toList();
        } catch (DbException e) {
            LOG.info("the statements' texts cannot be read", e);
            return List.of();
        }
    }

    /** Saved servers of which one may be a replica: whether it is, it says itself, for one without a slot that is away is known to nobody else. */
    private List<Db> replicas() {
        Target here = engine.target();
        return wiring.settings().profiles().stream().filter(p -> !p.name().equals(here.name())).map(p -> target(p.name())).filter(Objects::nonNull)
                .filter(t -> t.database().equals(here.database()) && !t.address().equals(here.address()))
                .sorted(Comparator.comparing(t -> t.environment() != here.environment()))
                .limit(MOST_REPLICAS)
                .map(AdviceSources::soon).map(Db::direct).toList();
    }

    /** Many may be away: none of them is waited for long. */
    private static Target soon(Target t) {
        Map<String, String> properties = new HashMap<>(t.properties());
        properties.put("connectTimeout", "3");
        properties.put("loginTimeout", "3");
        return new Target(t.name(), t.hosts(), t.database(), t.user(), t.password(), t.tls(), t.environment(), properties);
    }

    private @Nullable Target target(String profile) {
        try {
            return wiring.target(profile);
        } catch (RuntimeException e) {
            LOG.info("profile {} cannot be used", profile, e);
            return null;
        }
    }
}
