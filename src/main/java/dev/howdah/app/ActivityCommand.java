package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.LockTree;
import dev.howdah.engine.activity.PreparedXact;
import dev.howdah.engine.activity.Progress;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.XminHolder;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sqltext.Literals;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Unit;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a server does now. */
@Command(
        name = "activity",
        mixinStandardHelpOptions = true,
        description = "What a server does now: sessions, who waits for whom, progress, what holds vacuum back.",
        footer = {"", "  howdah activity --target orders", "  howdah activity --json --idle"})
final class ActivityCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--idle", description = "Show idle sessions too.")
    boolean idle;

    @Option(names = "--mask", description = "Mask constants in the statements.")
    boolean mask;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    ActivityCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What is reported; the field names of the JSON form are these in snake_case. Ages in seconds. */
    record Report(
            String target,
            List<Row> sessions,
            List<Lock> locks,
            List<PreparedXact> prepared,
            List<Progress> progress,
            List<XminHolder> horizon,
            List<Lack> notShown) {}

    record Row(
            int pid,
            String user,
            String database,
            String application,
            @Nullable String client,
            @Nullable String state,
            @Nullable String waits,
            @Nullable Double transactionSeconds,
            @Nullable Double statementSeconds,
            String text) {}

    /** A place in the lock tree. @param pid 0 for a prepared transaction; waiting is how many wait behind it */
    record Lock(int depth, int pid, @Nullable String application, int waiting, @Nullable Double waitSeconds, @Nullable String mode,
            @Nullable String relation) {}

    @Override
    public Integer call() {
        try (Engine engine = wiring.connect(connect.target)) {
            Report report = read(engine.interactive());
            Printed.of(spec, connect.json, report, out -> print(out, report));
            return ExitCode.OK;
        }
    }

    private Report read(Db db) {
        List<Session> sessions = Session.PROBE.read(db);
        List<Lock> locks = new ArrayList<>();
        LockTree.of(sessions, Blocking.PROBE.read(db)).roots().forEach(r -> flatten(r, 0, locks));
        List<Row> rows = sessions.stream()
                .filter(Session::client)
                .filter(s -> idle || !"idle".equals(s.state()))
                .map(s -> new Row(s.pid(), s.user(), s.database(), s.application(), s.clientAddress(), s.state(), wait(s),
                        s.transactionSeconds(), s.statementSeconds(), text(s.query())))
                .toList();
        return new Report(db.target().name(), rows, locks, PreparedXact.PROBE.read(db), Progress.PROBE.read(db), XminHolder.PROBE.read(db),
                Session.PROBE.partial(db));
    }

    private static void flatten(LockTree.Node n, int depth, List<Lock> all) {
        Blocking b = n.blocked();
        all.add(new Lock(depth, n.pid(), n.session() == null ? null : n.session().application(), n.victims(),
                b == null ? null : b.waitSeconds(), b == null ? null : b.mode(), b == null ? null : b.relation()));
        n.waiting().forEach(w -> flatten(w, depth + 1, all));
    }

    private static @Nullable String wait(Session s) {
        return s.active() ? (s.waitEvent() == null ? "CPU" : s.waitEventType() + ": " + s.waitEvent()) : null;
    }

    private String text(@Nullable String query) {
        String known = query == null ? "" : query;
        return mask ? Literals.mask(known) : known;
    }

    private void print(PrintWriter out, Report r) {
        int width = TextTable.width(spec, wiring.surroundings());
        out.println(Text.of("activity.cli.head", r.target(), r.sessions().size()));
        r.notShown().forEach(l -> out.println(l.remedy() == null ? l.reason() : l.reason() + ": " + l.remedy()));
        TextTable table = new TextTable(width).right(Text.of("activity.col.pid")).left(Text.of("activity.col.user"), 16)
                .left(Text.of("activity.col.application"), 18).left(Text.of("activity.col.state"), 22).left(Text.of("activity.col.waits"), 24)
                .right(Text.of("activity.col.for")).text(Text.of("activity.col.statement"));
        r.sessions().forEach(s -> table.row(Integer.toString(s.pid()), s.user(), s.application(), s.state(), s.waits(),
                s.statementSeconds() == null ? "" : TextTable.seconds(s.statementSeconds()), s.text()));
        table.print(out);
        if (r.sessions().isEmpty()) {
            out.println(Text.of(idle ? "activity.cli.none" : "activity.cli.none-active"));
        }
        if (!r.locks().isEmpty()) {
            out.println(Text.of("activity.cli.locks"));
            r.locks().forEach(l -> out.println("  ".repeat(l.depth() + 1) + words(l)));
        }
        for (Progress p : r.progress()) {
            String share = Double.isNaN(p.share()) ? "" : TextTable.figure(Unit.SHARE, p.share());
            out.println(Text.of("activity.cli.progress", Integer.toString(p.pid()), p.command(), p.relation() == null ? "" : TextTable.plain(p.relation()),
                    p.phase() == null ? "" : p.phase(), share).strip());
        }
        for (XminHolder x : r.horizon().stream().filter(x -> x.xidAge() != null && x.xidAge() > 100_000).toList()) {
            out.println(Text.of("activity.cli.horizon", Text.of("activity.kind." + x.kind().name().toLowerCase(Locale.ROOT)), TextTable.plain(x.name()), x.xidAge()));
        }
    }

    private static String words(Lock l) {
        String who = l.pid() == 0 ? Text.of("activity.prepared") : (l.pid() + " " + TextTable.cut(TextTable.plain(l.application()), 20)).strip();
        return l.depth() == 0
                ? Text.of("activity.cli.root", who, l.waiting())
                : Text.of("activity.cli.waits", who, String.valueOf(l.mode()), l.relation() == null ? "" : TextTable.plain(l.relation()),
                        TextTable.seconds(l.waitSeconds()));
    }
}
