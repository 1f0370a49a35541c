package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.profile.LiveStatement;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.profile.Rank;
import dev.howdah.engine.profile.StatementHistory;
import dev.howdah.engine.profile.StatementKey;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.StatementUse;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sqltext.Literals;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Which statements cost what. */
@Command(
        name = "slow",
        mixinStandardHelpOptions = true,
        subcommands = {SlowCommand.Reset.class, SlowOwnCommand.class},
        description = "Which statements cost what, from pg_stat_statements, and what runs for too long now.",
        footer = {"", "  howdah slow --by mean --top 20", "  howdah slow --interval 30 --json", "  howdah slow reset --statement 4711", "  howdah slow own"})
final class SlowCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--by", paramLabel = "RANK", defaultValue = "TOTAL",
            description = "Order: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    Rank by = Rank.TOTAL;

    @Option(names = "--top", paramLabel = "N", defaultValue = "10", description = "How many statements; default ${DEFAULT-VALUE}.")
    int top;

    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "0",
            description = "Measure for so long; 0 shows everything since the last reset. Default ${DEFAULT-VALUE}.")
    int seconds;

    @Option(names = "--mask", description = "Mask constants in the texts of running statements.")
    boolean mask;

    final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    SlowCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** One statement of the report; times in ms, blocks as the server counts them; null is "not collected". */
    record Row(
            String queryId,
            String user,
            String database,
            @Nullable Double calls,
            @Nullable Double totalMs,
            @Nullable Double meanMs,
            @Nullable Double p95EstimateMs,
            @Nullable Double rows,
            @Nullable Double sharedHit,
            @Nullable Double sharedRead,
            @Nullable Double tempWritten,
            @Nullable Double walBytes,
            @Nullable Double ioMs,
            String text) {}

    /** A statement that runs now. */
    record Live(int pid, String user, String application, double seconds, boolean critical, String waits, List<Integer> blockers, String text) {}

    /** What is reported; the field names of the JSON form are these in snake_case. */
    record Report(
            String target,
            String extension,
            @Nullable Instant resetAt,
            Instant from,
            Instant to,
            long evicted,
            List<Row> statements,
            List<Live> running,
            List<Lack> notShown) {}

    @Override
    public Integer call() throws InterruptedException {
        try (Engine engine = wiring.connect(connect.target)) {
            Db db = engine.interactive();
            Lack lack = Statements.PROBE.missing(db);
            if (lack != null) {
                throw new DbException(new DbProblem.Missing(engine.target().address(), "42704", sentence(lack)), null);
            }
            Report report = read(engine);
            Printed.of(spec, connect.json, report, out -> print(out, report));
            return ExitCode.OK;
        }
    }

    private static String sentence(Lack lack) {
        return lack.remedy() == null ? lack.reason() : lack.reason() + ": " + lack.remedy();
    }

    private Report read(Engine engine) throws InterruptedException {
        Db db = engine.interactive();
        Statements statements = wiring.statements(engine);
        StatementSnapshot now = Statements.PROBE.read(db);
        List<StatementUse> uses;
        Instant from = now.setup().resetAt() == null ? now.setup().startedAt() : now.setup().resetAt();
        long evicted = now.setup().evictions() == null ? 0 : now.setup().evictions();
        if (seconds > 0) {
            StatementHistory history = new StatementHistory();
            history.accept(new Reading.Value<>(now.at(), now, Duration.ZERO, List.of()));
            Thread.sleep(Duration.ofSeconds(seconds));
            from = now.at();
            now = Statements.PROBE.read(db);
            history.accept(new Reading.Value<>(now.at(), now, Duration.ZERO, List.of()));
            var window = history.window(from, now.at());
            uses = window.top(by, top);
            evicted = window.evicted();
        } else {
            double whole = Math.max(1, Duration.between(from, now.at()).toMillis() / 1e3);
            uses = now.entries().entrySet().stream()
                    .map(e -> new StatementUse(e.getKey(), e.getValue().counters(), whole))
                    .filter(u -> by.of(u) > 0)
                    .sorted(Comparator.comparingDouble(by::of).reversed())
                    .limit(top)
                    .toList();
        }
        Map<Long, String> texts = statements.texts(uses.stream().map(u -> u.key().queryId()).toList());
        StatementSnapshot.Setup setup = now.setup();
        return new Report(db.target().name(), setup.version(), setup.resetAt(), from, now.at(), evicted,
                uses.stream().map(u -> row(u, statements, texts, setup.ioTimed())).toList(), running(db), Statements.PROBE.partial(db));
    }

    private static Row row(StatementUse u, Statements statements, Map<Long, String> texts, boolean ioTimed) {
        StatementKey k = u.key();
        return new Row(Long.toString(k.queryId()), statements.role(k.userId()), statements.database(k.databaseId()), known(u.calls()),
                known(u.totalMs()), known(u.meanMs()), known(u.p95EstimateMs()), known(u.get(Measure.ROWS)), known(u.get(Measure.SHARED_HIT)),
                known(u.get(Measure.SHARED_READ)), known(u.get(Measure.TEMP_WRITTEN)), known(u.get(Measure.WAL_BYTES)),
                ioTimed ? known(u.ioMs()) : null, texts.getOrDefault(k.queryId(), Text.of("slow.text-hidden")));
    }

    private List<Live> running(Db db) {
        return LiveStatement.over(wiring.limits(), Session.PROBE.read(db), Blocking.PROBE.read(db)).stream()
                .map(l -> new Live(l.session().pid(), l.session().user(), l.session().application(), l.seconds(), l.critical(),
                        l.waits().label(), l.blockers(), text(l.session().query())))
                .toList();
    }

    private String text(@Nullable String query) {
        String known = query == null ? "" : query;
        return mask ? Literals.mask(known) : known;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private void print(PrintWriter out, Report r) {
        out.println(Text.of("slow.cli.head", r.target(), r.extension(), Format.dateTime(r.from()), Format.dateTime(r.to())));
        if (r.evicted() > 0) {
            out.println(Text.of("slow.cli.evicted", r.evicted()));
        }
        r.notShown().forEach(l -> out.println(sentence(l)));
        int width = TextTable.width(spec, wiring.surroundings());
        TextTable table = new TextTable(width).right(Text.of("slow.cli.total")).right(Text.of("slow.cli.calls"))
                .right(Text.of("slow.cli.mean")).right(Text.of("slow.cli.p95")).right(Text.of("slow.cli.rows")).right("queryid")
                .text(Text.of("slow.cli.statement"));
        r.statements().forEach(s -> table.row(TextTable.millis(s.totalMs()), TextTable.count(s.calls()), TextTable.millis(s.meanMs()),
                TextTable.millis(s.p95EstimateMs()), TextTable.count(s.rows()), s.queryId(), s.text()));
        table.print(out);
        if (r.statements().isEmpty()) {
            out.println(Text.of("slow.cli.none"));
        }
        for (Live l : r.running()) {
            out.println(TextTable.cut(TextTable.plain(Text.of(l.critical() ? "slow.cli.critical" : "slow.cli.running", Integer.toString(l.pid()),
                    l.application(), TextTable.seconds(l.seconds()), l.waits(), l.text())), width));
        }
    }

    /** Makes the server forget counters; they are kept here first. */
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Make the server forget counters. They are read and kept first, so that lifetime figures survive.",
            footer = {"", "  howdah slow reset --statement 4711", "  howdah slow reset --database", "  howdah slow reset --server"})
    static final class Reset implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @ParentCommand
        SlowCommand parent;

        @Mixin
        Connect connect = new Connect();

        @ArgGroup(multiplicity = "1")
        What what;

        @SuppressWarnings("NullAway.Init") // picocli sets them before the command runs
        Reset() {}

        /** Exactly one of these. */
        static final class What {
            @Option(names = "--statement", required = true, paramLabel = "QUERYID", description = "One statement, whoever ran it.")
            @Nullable Long queryId;

            @Option(names = "--database", required = true, description = "All statements of the target's database.")
            boolean database;

            @Option(names = "--server", required = true, description = "All statements of the server.")
            boolean server;
        }

        @Override
        public Integer call() {
            try (Engine engine = parent.wiring.connect(connect.target == null ? parent.connect.target : connect.target)) {
                Db db = engine.interactive();
                Statements statements = parent.wiring.statements(engine);
                int entries = reset(db, statements);
                PrintWriter out = spec.commandLine().getOut();
                out.println(Text.of("slow.cli.reset", entries, engine.target().name()));
                out.flush();
                return ExitCode.OK;
            }
        }

        private int reset(Db db, Statements statements) {
            if (what.server) {
                statements.reset(new Statements.Scope.All());
                return 0;
            }
            if (what.database) {
                statements.reset(new Statements.Scope.Database());
                return 0;
            }
            long id = what.queryId == null ? 0 : what.queryId;
            List<StatementKey> keys = Statements.PROBE.read(db).entries().keySet().stream().filter(k -> k.queryId() == id).toList();
            if (id == 0 || keys.isEmpty()) {
                throw new IllegalArgumentException(Text.of("slow.cli.unknown", id));
            }
            keys.forEach(k -> statements.reset(new Statements.Scope.One(k)));
            return keys.size();
        }
    }
}
