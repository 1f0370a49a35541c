package dev.howdah.engine.pool.sources;

import dev.howdah.engine.pool.Loan;
import dev.howdah.engine.pool.sources.PathRow.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins what pool, PgBouncer and server told of one moment into paths. */
final class PathFinder {
    private static final double SECONDS_AT_REST = 0.5;

    private final Path.Lending lending;
    private final List<Bouncer.Client> clients;
    private final Map<String, Bouncer.ServerLink> links = new HashMap<>();
    private final Map<Integer, PathSession> sessions;
    private final List<PathSession> all;
    private final Set<Integer> shown = new HashSet<>();

    PathFinder(Path.Lending lending, @Nullable Bouncer bouncer, List<PathSession> sessions) {
        this.lending = lending;
        this.clients = bouncer == null ? List.of() : bouncer.clients();
        if (bouncer != null) {
            bouncer.servers().forEach(s -> links.put(s.id(), s));
        }
        this.all = sessions;
        this.sessions = Path.byPid(sessions);
    }

    PathView view(Instant at) {
        List<PathRow> rows = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (Loan loan : lending.loans()) {
            Bouncer.Client client = loan.backendPid() != null ? null : client(loan.applicationName());
            if (client != null) {
                own.add(client.id());
            }
            rows.add(ownRow(loan, client));
        }
        for (Bouncer.Client client : clients) {
            boolean busy = client.link() != null || "waiting".equals(client.state());
            if (busy && !own.contains(client.id()) && !"pgbouncer".equals(client.database())) {
                rows.add(foreignRow(client));
            }
        }
        for (PathSession s : all) {
            if (!s.blockers().isEmpty() && !shown.contains(s.pid())) {
                rows.add(row(new PathRow.Caller(s.application(), null, Duration.ZERO, 0), null, s));
            }
        }
        Cause culprit = settleWaiting(rows);
        rows.sort(Comparator.comparing(PathRow::cause).thenComparing(PathFinder::held, Comparator.reverseOrder()));
        return new PathView(at, List.copyOf(rows), culprit, PathWords.sentence(lending.stats(), rows, culprit));
    }

    private PathRow ownRow(Loan loan, Bouncer.@Nullable Client client) {
        PathRow.Caller caller = new PathRow.Caller(lending.stats().pool(), loan.thread(), loan.held(), 0);
        if (loan.backendPid() != null) {
            return row(caller, null, sessions.get(loan.backendPid()));
        }
        PathSession session = client == null ? named(loan.applicationName()) : behind(client);
        return row(caller, client, session);
    }

    private PathRow foreignRow(Bouncer.Client client) {
        String name = client.applicationName().isEmpty() ? client.user() : client.applicationName();
        return row(new PathRow.Caller(name, null, client.waited(), 0), client, behind(client));
    }

    private PathRow row(PathRow.Caller caller, Bouncer.@Nullable Client client, @Nullable PathSession session) {
        PathRow.Hop hop = client == null
                ? null
                : new PathRow.Hop(
                        client.database(), client.address() + ":" + client.port(), client.state(), client.waited());
        if (session == null) {
            boolean waits = client != null && client.link() == null && "waiting".equals(client.state());
            return new PathRow(caller, hop, null, null, waits ? Cause.BOUNCER : client == null ? Cause.UNKNOWN
                    : Cause.APPLICATION);
        }
        shown.add(session.pid());
        return new PathRow(caller, hop, backend(session), blocker(session), cause(session));
    }

    private static Cause cause(PathSession s) {
        if (!s.blockers().isEmpty()) {
            return Cause.LOCK;
        }
        if (s.idleInTransaction()) {
            return Cause.IDLE_IN_TRANSACTION;
        }
        if (s.state() == null) {
            return Cause.UNKNOWN;
        }
        return "active".equals(s.state()) ? Cause.STATEMENT : Cause.APPLICATION;
    }

    private static PathRow.Backend backend(PathSession s) {
        String waits = s.waitEventType() == null ? null : s.waitEventType() + ": " + s.waitEvent();
        return new PathRow.Backend(
                s.pid(), s.backendStart(), s.application(), s.user(), s.state(), waits, s.stateSeconds(), s.query());
    }

    /** Goes up the queue to the session that waits for nobody; a circle, which the server will break, ends where it began. */
    private PathRow.@Nullable Blocker blocker(PathSession waiter) {
        PathSession at = waiter;
        PathSession direct = waiter;
        Set<Integer> seen = new HashSet<>();
        int depth = 0;
        while (!at.blockers().isEmpty() && seen.add(at.pid())) {
            int next = at.blockers().getFirst();
            depth++;
            direct = at;
            PathSession blocker = sessions.get(next);
            if (blocker == null) {
                return new PathRow.Blocker(
                        next, null, "", "", null, direct.relation(), direct.rowLock(), direct.lockMode(), null, depth, null);
            }
            at = blocker;
        }
        if (depth == 0) {
            return null;
        }
        String relation = waiter.relation() != null ? waiter.relation() : direct.relation();
        return new PathRow.Blocker(
                at.pid(), at.backendStart(), at.application(), at.user(), at.state(), relation, waiter.rowLock(),
                waiter.lockMode(), at.transactionSeconds(), depth, at.query());
    }

    /** Callers that wait for a connection wait, in truth, for what holds up most of those that have one. */
    private @Nullable Cause settleWaiting(List<PathRow> rows) {
        Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
        PathRow worst = null;
        for (PathRow r : rows) {
            counts.merge(r.cause(), 1, Integer::sum);
            worst = r.cause() == Cause.LOCK && worst == null ? r : worst;
        }
        int pending = lending.stats().pending();
        int lent = lending.loans().size();
        int locked = counts.getOrDefault(Cause.LOCK, 0);
        long idle = rows.stream().filter(PathFinder::restsLong).count();
        Cause culprit = locked > 0
                ? Cause.LOCK
                : counts.containsKey(Cause.BOUNCER) ? Cause.BOUNCER : pending == 0 ? null : 2 * idle > lent
                        ? Cause.APPLICATION : Cause.POOL;
        if (pending > 0) {
            PathRow.Caller waiting = new PathRow.Caller(lending.stats().pool(), null, Duration.ZERO, pending);
            rows.add(new PathRow(waiting, null, null, worst == null ? null : worst.blocker(), culprit == null ? Cause.POOL
                    : culprit));
        }
        return culprit;
    }

    /** Every connection is idle for a moment between two statements; only what lasts is held. */
    private static boolean restsLong(PathRow row) {
        boolean idle = row.cause() == Cause.IDLE_IN_TRANSACTION || row.cause() == Cause.APPLICATION;
        boolean lasts = row.backend() != null && row.backend().seconds() != null && row.backend().seconds() >= SECONDS_AT_REST;
        return idle && lasts && held(row).toMillis() >= 1_000 * SECONDS_AT_REST;
    }

    private Bouncer.@Nullable Client client(String applicationName) {
        return clients.stream().filter(c -> c.applicationName().equals(applicationName)).findFirst().orElse(null);
    }

    private @Nullable PathSession named(String applicationName) {
        return all.stream().filter(s -> s.application().equals(applicationName)).findFirst().orElse(null);
    }

    private @Nullable PathSession behind(Bouncer.Client client) {
        Bouncer.ServerLink link = client.link() == null ? null : links.get(client.link());
        if (link == null) {
            return null;
        }
        if (link.backendPid() != null) {
            return sessions.get(link.backendPid());
        }
        return all.stream()
                .filter(s -> s.clientPort() != null && s.clientPort() == link.localPort())
                .findFirst()
                .orElse(null);
    }

    private static Duration held(PathRow row) {
        return row.caller() == null ? Duration.ZERO : row.caller().held();
    }
}
