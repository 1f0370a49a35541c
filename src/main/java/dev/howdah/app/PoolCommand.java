package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.sources.Bouncer;
import dev.howdah.engine.pool.sources.JmxApp;
import dev.howdah.engine.pool.sources.JmxPool;
import dev.howdah.engine.pool.sources.Path;
import dev.howdah.engine.pool.sources.PathRow;
import dev.howdah.engine.pool.sources.PathView;
import dev.howdah.engine.pool.sources.PgBouncer;
import dev.howdah.engine.pool.sources.ServerSessions;
import dev.howdah.engine.pool.sources.ServerSessions.Dimension;
import dev.howdah.engine.pool.sources.ServerSessions.Group;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One look at connections: the pool's spec, the server's sessions, PgBouncer, an application, and what blocks whom. */
@Command(
        name = "pool",
        mixinStandardHelpOptions = true,
        description = "Connections: sessions and head-room of the server, PgBouncer, HikariCP pools over JMX, and what blocks them.",
        footer = {
            "",
            "Exit code 1 when --fail-above is reached or a lock blocks somebody.",
            "",
            "  howdah pool --target orders --by application",
            "  howdah pool --target orders --bouncer db1:6432 --bouncer-user stats --json",
            "  howdah pool --target orders --jmx app1:9010",
            "  howdah pool --presets"
        })
final class PoolCommand implements Callable<Integer> {
    private static final int PERCENT = 100;

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--by", paramLabel = "WHAT", defaultValue = "APPLICATION",
            description = "Add sessions up by STATE, APPLICATION, USER, CLIENT or DATABASE; default ${DEFAULT-VALUE}.")
    Dimension by = Dimension.APPLICATION;

    @Option(names = "--bouncer", paramLabel = "HOST:PORT", description = "Look at this PgBouncer too.")
    @Nullable String bouncer;

    @Option(names = "--bouncer-user", paramLabel = "USER", defaultValue = "pgbouncer",
            description = "A user of its stats_users; default ${DEFAULT-VALUE}. The password comes from PGBOUNCER_PASSWORD.")
    String bouncerUser = "pgbouncer";

    @Option(names = "--jmx", paramLabel = "ADDRESS",
            description = "Look at the HikariCP pools of this program too: host:port or service URL.")
    @Nullable String jmx;

    @Option(names = "--fail-above", paramLabel = "PERCENT", defaultValue = "95",
            description = "Exit code 1 when more of the usable connections are taken; default ${DEFAULT-VALUE}.")
    int failAbove = 95;

    @Option(names = "--presets", description = "Print the presets of the five systems and look at nothing.")
    boolean presets;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    PoolCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What is reported; the field names of the JSON form are these in snake_case. */
    record Report(
            String target,
            Instant at,
            PoolSpec enginePool,
            ServerSessions.HeadRoom headRoom,
            List<Group> sessions,
            List<ServerSessions.IdleInTransaction> idleInTransaction,
            @Nullable Bouncer pgbouncer,
            @Nullable List<JmxPool> applications,
            List<PathRow> path,
            List<Lack> notShown,
            List<String> findings) {}

    @Override
    public Integer call() {
        if (presets) {
            Printed.lines(spec, connect.json, PoolSpec.presets(), PoolSpec.presets().stream()
                    .map(p -> Text.of("pool.cli.preset", String.format("%-24s", p.name()), describe(p.spec()))).toList());
            return ExitCode.OK;
        }
        try (Engine engine = wiring.connect(connect.target)) {
            Report report = read(engine);
            Printed.of(spec, connect.json, report, out -> print(out, report));
            return report.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    private Report read(Engine engine) {
        Db db = engine.interactive();
        List<Lack> lacks = new ArrayList<>(ServerSessions.GROUPS.partial(db));
        List<Group> groups = ServerSessions.GROUPS.read(db);
        ServerSessions.HeadRoom room = ServerSessions.HEAD_ROOM.read(db);
        List<ServerSessions.IdleInTransaction> idle = orNone(ServerSessions.IDLE_IN_TRANSACTION, db, lacks);
        Bouncer seen = bouncer == null ? null : readBouncer(bouncer);
        PathView path = new Path(engine.pool(), () -> seen, wiring.clock()).look(db);
        List<String> findings = new ArrayList<>();
        if (room.share() * PERCENT >= failAbove) {
            findings.add(Text.of("pool.cli.full", room.used(), room.usable()));
        }
        if (path.culprit() == PathRow.Cause.LOCK) {
            findings.add(path.sentence());
        }
        return new Report(
                engine.target().name(),
                wiring.clock().instant(),
                engine.pool().spec(),
                room,
                groups.stream().filter(g -> connect.json || g.dimension() == by).toList(),
                idle,
                seen,
                jmx == null ? null : readJmx(jmx),
                path.rows(),
                lacks,
                findings);
    }

    private static <T> List<T> orNone(Probe<List<T>> probe, Db db, List<Lack> lacks) {
        Lack missing = probe.missing(db);
        if (missing != null) {
            if (!lacks.contains(missing)) {
                lacks.add(missing);
            }
            return List.of();
        }
        return probe.read(db);
    }

    private Bouncer readBouncer(String address) {
        int colon = address.lastIndexOf(':');
        Target at;
        try {
            at = PgBouncer.at(
                    colon < 0 ? address : address.substring(0, colon),
                    colon < 0 ? PgBouncer.DEFAULT_PORT : Integer.parseInt(address.substring(colon + 1)),
                    bouncerUser,
                    secret());
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), Text.of("pool.cli.bouncer-address", address), e);
        }
        try (PgBouncer console = new PgBouncer(at, wiring.audit(), wiring.clock())) {
            return console.read();
        }
    }

    private @Nullable Secret secret() {
        String password = wiring.surroundings().get("PGBOUNCER_PASSWORD");
        return password == null ? null : new Secret(password);
    }

    private List<JmxPool> readJmx(String address) {
        try (JmxApp app = JmxApp.open(address, null, null, wiring.audit())) {
            return app.pools();
        }
    }

    private void print(PrintWriter out, Report r) {
        ServerSessions.HeadRoom h = r.headRoom();
        out.println(Text.of("pool.cli.room", r.target(), h.used(), h.usable(), h.free(), h.superuserReserved() + h.reserved(),
                h.maxConnections()));
        out.println(Text.of("pool.cli.engine", describe(r.enginePool())));
        out.println();
        out.printf("%-40s %8s %8s %8s %8s %8s%n", (Object[]) Text.of("pool.cli.columns." + by.name().toLowerCase(Locale.ROOT))
                .split(",", -1));
        for (Group g : r.sessions()) {
            String name = g.name() == null ? Text.of("pool.cli.others", g.members()) : g.name().isEmpty()
                    ? Text.of("pool.cli.none") : g.name();
            out.printf(Locale.ROOT, "%-40s %8d %8d %8d %8d %8d%n", plain(name), g.total(), g.active(), g.idle(), g.idleInTransaction(),
                    g.waiting());
        }
        r.idleInTransaction().forEach(i -> out.println(Text.of(
                "pool.cli.idle", i.pid(), plain(i.application()), Math.round(i.transactionSeconds()),
                        Math.round(i.idleSeconds()))));
        if (r.pgbouncer() != null) {
            out.println();
            r.pgbouncer().pools().forEach(p -> out.println(Text.of(
                    "pool.cli.bouncer", p.database(), p.user(), p.clientsActive(), p.clientsWaiting(), p.maxWait().toMillis(),
                            p.serversActive(), p.serversIdle())));
        }
        if (r.applications() != null) {
            out.println();
            r.applications().forEach(p -> out.println(Text.of(
                    "pool.cli.jmx", p.name(), p.active(), p.idle(), p.pending(), p.max() == null ? "–" : p.max())));
        }
        out.println();
        r.notShown().forEach(l -> out.println(Text.of("cli.status.lack", l.reason(), l.remedy() == null ? "" : l.remedy())));
        r.findings().forEach(out::println);
        if (r.findings().isEmpty()) {
            out.println(Text.of("pool.cli.fine"));
        }
    }

    private static String describe(PoolSpec s) {
        return Text.of(
                "pool.cli.spec", s.size(), s.overflow(), s.minIdle(), s.recycle().toSeconds(),
                Text.of(s.prePing() ? "pool.cli.yes" : "pool.cli.no"), s.timeout().toMillis() / 1000.0);
    }

    /** Names come from other people: nothing in them may move the cursor. */
    private static String plain(String name) {
        return name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
