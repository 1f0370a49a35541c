package dev.howdah.engine.pool.sources;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.Loan;
import dev.howdah.engine.pool.PoolStats;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * Follows connections from the pool through PgBouncer to the server process and to whoever blocks it, so that a pool that is too
 * small and a lock that is held look different. Thread-safe.
 */
public final class Path {
    private final EnginePool pool;
    private final Supplier<@Nullable Bouncer> bouncer;
    private final InstantSource clock;

    /** @param bouncer the newest reading of PgBouncer, null where there is none */
    public Path(EnginePool pool, Supplier<@Nullable Bouncer> bouncer, InstantSource clock) {
        this.pool = pool;
        this.bouncer = bouncer;
        this.clock = clock;
    }

    /** What a pool looked like when its path was followed. */
    record Lending(PoolStats stats, List<Loan> loans) {}

    /**
     * Looks once.
     *
     * @param db a connection outside the pool, so that looking works while the pool is exhausted
     * @throws dev.howdah.engine.db.DbException when the server refuses or is away
     */
    public PathView look(Db db) {
        Lending lending = new Lending(pool.stats(), pool.loans());
        Bouncer seen = bouncer.get();
        List<PathSession> sessions = sessions(db, lending.loans(), seen);
        return new PathFinder(lending, seen, sessions).view(clock.instant());
    }

    private static List<PathSession> sessions(Db db, List<Loan> loans, @Nullable Bouncer seen) {
        Set<Integer> pids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Loan loan : loans) {
            if (loan.backendPid() == null) {
                names.add(loan.applicationName());
            } else {
                pids.add(loan.backendPid());
            }
        }
        if (seen != null) {
            seen.servers().forEach(s -> {
                if (s.link() != null && s.backendPid() != null) {
                    pids.add(s.backendPid());
                }
            });
        }
        List<Integer> wanted = new ArrayList<>(pids);
        String text = db.sql("pool/path").text();
        return db.call(h -> h.createQuery(text)
                .bindArray("pids", Integer.class, wanted)
                .bindArray("names", String.class, new ArrayList<>(names))
                .map(ConstructorMapper.of(PathSession.class))
                .list());
    }

    /** Sessions by pid. */
    static Map<Integer, PathSession> byPid(List<PathSession> sessions) {
        Map<Integer, PathSession> map = new java.util.HashMap<>();
        sessions.forEach(s -> map.put(s.pid(), s));
        return map;
    }
}
