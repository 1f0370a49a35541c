package dev.howdah.ui.slow;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.log.LogAnalysis;
import dev.howdah.engine.log.LogFiles;
import dev.howdah.engine.log.LogFolder;
import dev.howdah.engine.log.LogInput;
import dev.howdah.engine.log.LogOptions;
import dev.howdah.engine.log.LogPlace;
import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanFormatException;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.sqltext.Fingerprint;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.kit.Work;
import dev.howdah.ui.slow.LogModel.Doing;
import dev.howdah.ui.slow.LogModel.Part;
import dev.howdah.ui.slow.SlowModel.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads logs from files and from the server, and follows them. */
final class LogController {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int SHOWN = 1_000;
    private static final int STATEMENTS = 500;
    /** Of a server's log so much is read through SQL, the newest files first. */
    private static final long MOST = 512L << 20;

    private final LogModel model;
    private final ServerLog server;
    private final PlanHistory plans;
    private final BiConsumer<String, String> mute;
    private final Kit kit;
    private @Nullable Subscription running;

    /**
     * @param plans gets the plans that logs have
     * @param mute takes the id and the name of a pattern that is not to be shown again
     */
    LogController(LogModel model, ServerLog server, PlanHistory plans, BiConsumer<String, String> mute, Kit kit) {
        this.model = model;
        this.server = server;
        this.plans = plans;
        this.mute = mute;
        this.kit = kit;
    }

    /** What is to be read, and how. */
    private record Source(LogInput input, LogOptions options) {}

    private LogOptions options() {
        return LogOptions.DEFAULT.withTop(STATEMENTS).withMask(model.mask.get());
    }

    /** Reads the files that the path names. */
    void onRead() {
        List<String> names = List.of(model.path.get().strip());
        LogOptions options = options();
        read(() -> new Source(new LogFiles(LogFiles.find(names)), options));
    }

    /** Reads the server's own log through SQL. */
    void onServer() {
        LogOptions options = options();
        read(() -> {
            if (!server.settings().collector()) {
                return null;
            }
            return new Source(server.open(newest()), server.options(options));
        });
    }

    private List<LogPlace.LogFile> newest() throws IOException {
        List<LogPlace.LogFile> all = server.ofOneForm();
        long bytes = 0;
        int from = all.size();
        while (from > 0 && (from == all.size() || bytes + all.get(from - 1).size() <= MOST)) {
            bytes += all.get(--from).size();
        }
        return all.subList(from, all.size());
    }

    private void read(Callable<@Nullable Source> open) {
        begin(Doing.READING);
        Map<String, Row> known = model.known.get();
        AtomicBoolean stopped = new AtomicBoolean();
        Latest<Double> progress = new Latest<>(kit.fx(), model.progress::set);
        Work<@Nullable LogReport> work = kit.fx().work(() -> {
            Source source = open.call();
            if (source == null) {
                return null;
            }
            LogReport report = new LogAnalysis(kit.clock()).run(source.input(), source.options(),
                    (done, total) -> progress.put(total > 0 ? (double) done / total : -1), stopped::get);
            report.statements().forEach(s -> remember(s, known));
            return report;
        });
        running = () -> stopped.set(true);
        work.done(this::finished).failed(this::failed).ended(this::ended);
    }

    /** Adds the plans of a logged statement to those of the statement that pg_stat_statements knows. */
    private void remember(LogReport.Statement statement, Map<String, Row> known) {
        Row row = statement.plans().isEmpty() ? null : known(statement, known);
        if (row == null) {
            return;
        }
        Instant at = statement.last() == null ? kit.clock().instant() : statement.last();
        for (String text : statement.plans()) {
            try {
                plans.add(row.key().queryId(), Plan.parse(text), at, PlanHistory.Source.LOG);
            } catch (PlanFormatException e) {
                // a plan that was cut off stays in the log's report as text
            }
        }
    }

    private void finished(@Nullable LogReport report) {
        if (report == null) {
            model.refused.set(Text.of("slow.log.no-collector"));
        } else if (report.source().bytes() == 0) {
            model.refused.set(Text.of("slow.log.nothing"));
        } else {
            model.report.set(report);
        }
    }

    /** Follows the folder or file that the path names, or the server's log when there is none. */
    void onFollow() {
        String path = model.path.get().strip();
        LogOptions options = options();
        begin(Doing.FOLLOWING);
        model.part.set(Part.LIVE);
        model.events.set(List.of());
        Followed followed = new Followed(() -> open(path, options));
        Ticker<Followed.Beat> ticker = new Ticker<>(kit.fx(), BEAT, followed::look, this::beat, t -> {
            failed(t);
            onStop();
        });
        running = () -> {
            ticker.unsubscribe();
            kit.fx().work(followed::end);
        };
        ticker.start();
    }

    private LogTail open(String path, LogOptions options) throws IOException {
        if (path.isEmpty()) {
            return new LogTail(server, server.options(options), false);
        }
        if (!Files.exists(Path.of(path))) {
            throw new NoSuchFileException(path);
        }
        return new LogTail(new LogFolder(Path.of(path)), options, false);
    }

    private void beat(Followed.Beat beat) {
        model.report.set(beat.report());
        if (!beat.events().isEmpty()) {
            List<LogTail.Event> all = new ArrayList<>(beat.events().reversed());
            all.addAll(model.events.get());
            model.events.set(List.copyOf(all.subList(0, Math.min(SHOWN, all.size()))));
        }
    }

    private void begin(Doing doing) {
        onStop();
        model.problem.set(null);
        model.refused.set("");
        model.progress.set(-1);
        model.doing.set(doing);
    }

    /** Stops reading, which leaves a report about what was read, or following. */
    void onStop() {
        Subscription now = running;
        running = null;
        if (now != null) {
            now.unsubscribe();
        }
        if (model.doing.get() == Doing.FOLLOWING) {
            ended();
        }
    }

    private void ended() {
        model.doing.set(Doing.NOTHING);
    }

    private void failed(Throwable t) {
        if (t instanceof NoSuchFileException missing) {
            model.refused.set(Text.of("slow.log.missing", String.valueOf(missing.getFile())));
        } else if (t instanceof IOException && !(t.getCause() instanceof DbException)) {
            model.refused.set(Text.of("slow.log.unreadable", String.valueOf(t.getMessage())));
        } else {
            model.problem.set(Problem.of(t.getCause() instanceof DbException refused ? refused : t));
        }
    }

    /** Takes what pg_stat_statements lists, to be found again in the log. */
    void onStatements(List<Row> rows) {
        kit.fx().work(() -> {
            Map<String, Row> known = new HashMap<>();
            rows.forEach(r -> known.putIfAbsent(Fingerprint.of(r.text()).id(), r));
            return known;
        }).done(model.known::set).failed(t -> model.known.set(Map.of()));
    }

    /** Reads a plan that the log has. */
    Work<PlanSheet> plan(String text) {
        return kit.fx().work(() -> PlanSheet.of(Plan.parse(text), false));
    }

    /** One list of muted patterns serves what the log proves and what the counters suggest. */
    void onMuted(List<Mutes.Muted> muted) {
        Set<String> ids = new HashSet<>();
        muted.forEach(m -> ids.add(m.id()));
        model.muted.set(Set.copyOf(ids));
    }

    void onMute(LogReport.NPlusOne pattern) {
        mute.accept(id(pattern), pattern.parent() + " -> " + pattern.child());
    }

    static String id(LogReport.NPlusOne pattern) {
        return pattern.parentId() + "-" + pattern.childId();
    }

    /** The row of pg_stat_statements for a statement of the log: by query_id where the log has it, by fingerprint otherwise. */
    @Nullable Row known(LogReport.Statement statement) {
        return known(statement, model.known.get());
    }

    private static @Nullable Row known(LogReport.Statement statement, Map<String, Row> known) {
        for (Row row : known.values()) {
            if (statement.queryIds().contains(row.key().queryId())) {
                return row;
            }
        }
        return known.get(statement.id());
    }
}
