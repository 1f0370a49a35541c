package dev.howdah.engine.advise;

import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Planner;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.TwinFolder;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Index advice for one live target, as often as it is asked. Every question reads the target anew; the planner that answered the last
 * one is kept, so that single proposals can be tried out on it. Nothing is changed on the target. Thread-safe: one question at a time,
 * the others wait.
 */
public final class Advising implements AutoCloseable {
    private static final int LANES = 2;

    private final PgBinaries binaries;
    private final Path folder;
    private final Db db;
    private final InstantSource clock;
    private final Map<String, Integer> handles = new HashMap<>();
    private @Nullable Planner planner;
    private volatile boolean closed;

    /**
     * @param folder where twins are made and removed; made when it is missing
     * @param db of the target; read only
     */
    public Advising(PgBinaries binaries, Path folder, Db db, InstantSource clock) {
        this.binaries = binaries;
        this.folder = folder;
        this.db = db;
        this.clock = clock;
    }

    /** What a question is busy with. */
    public enum Step {
        READING,
        BUILDING,
        SEARCHING,
        SETTINGS
    }

    /** The host as far as its address tells. */
    public Host host() {
        return Host.of(db.target());
    }

    /** @param progress the best answer so far; null until there is one */
    public record Stage(Step step, IndexAdvice.@Nullable Progress progress) {}

    /**
     * @param advice null when no statement is known for which indexes could be advised
     * @param settings that had better be others
     * @param lacks what it does not know, with what mends that
     * @param major the version of PostgreSQL that answered
     */
    public record Told(@Nullable IndexAdvice advice, List<SettingAdvice> settings, List<Lack> lacks, int major) {}

    /** One statement's plan as things are and as they would be. */
    public record Trial(Plan before, Plan after) {}

    /**
     * Reads the target, makes its planner and searches.
     *
     * @param host on which the server runs
     * @param stage told of every step and every better answer, on the caller's thread or another
     * @param cancelled asked often, also on another thread; true ends the search with the best answer so far, and before that the reading
     *     and the building of the planner
     * @throws dev.howdah.engine.db.DbException when the target cannot be read
     * @throws dev.howdah.engine.cluster.ClusterException when there is no planner to ask
     * @throws java.util.concurrent.CancellationException when it was ended before there was an answer
     */
    public synchronized Told ask(AdviceOptions options, Host host, Consumer<Stage> stage, BooleanSupplier cancelled) {
        BooleanSupplier stop = () -> closed || cancelled.getAsBoolean();
        forget();
        stage.accept(new Stage(Step.READING, null));
        Capsule capsule = new CapsuleReader(clock).read(db, stop);
        Workload workload = Workload.of(capsule);
        SettingAdvisor settings = new SettingAdvisor(Setting.read(db), host);
        if (workload.items().isEmpty()) {
            return new Told(null, settings.advise(workload, null, stop), capsule.lacks(), capsule.source().major());
        }
        stage.accept(new Stage(Step.BUILDING, null));
        Planner made = Planner.open(binaries, fresh(), capsule, db.target(), 0, stop);
        planner = made;
        stage.accept(new Stage(Step.SEARCHING, null));
        IndexAdvice advice = new Advisor(capsule, made.whatIf(), LANES)
                .advise(workload, options, p -> stage.accept(new Stage(Step.SEARCHING, p)), stop);
        stage.accept(new Stage(Step.SETTINGS, null));
        return new Told(advice, settings.advise(workload, made.whatIf(), stop), made.lacks(), made.major());
    }

    /**
     * Plans one statement as things are, and with other indexes.
     *
     * @param create CREATE INDEX statements that are thought of
     * @param dropped indexes that are thought away, qualified and quoted
     * @throws IllegalStateException when nothing was asked before
     * @throws dev.howdah.engine.twin.WhatIfException when the statement cannot be planned
     */
    public synchronized Trial tryOut(String statement, Collection<String> create, Collection<String> dropped) {
        Planner made = planner;
        if (made == null) {
            throw new IllegalStateException("no planner yet");
        }
        Query query = Query.of(statement);
        return new Trial(
                made.whatIf().explain(query, WhatIf.Change.NONE),
                made.whatIf().explain(query, change(made, create, dropped, Map.of())));
    }

    /** What the planner of the last question knows and was asked about. */
    public record Asked(Capsule capsule, Workload workload, WhatIf whatIf) {}

    /**
     * Asks the planner something else; others wait meanwhile.
     *
     * @throws dev.howdah.engine.db.DbException when none was made yet and the target cannot be read
     * @throws dev.howdah.engine.cluster.ClusterException when there is no planner to ask
     */
    public synchronized <T> T consult(Function<Asked, T> what) {
        Planner made = planner();
        return what.apply(new Asked(made.capsule(), Workload.of(made.capsule()), made.whatIf()));
    }

    /**
     * Tries a change with the whole workload.
     *
     * @param create CREATE INDEX statements, {@code dropped} indexes, qualified and quoted, {@code settings} of the planner
     * @throws dev.howdah.engine.twin.WhatIfException when an index cannot be
     */
    public synchronized Rehearsal rehearse(Collection<String> create, Collection<String> dropped, Map<String, String> settings, BooleanSupplier stop) {
        Planner made = planner();
        return Rehearsal.of(Workload.of(made.capsule()), made.whatIf(), change(made, create, dropped, settings), () -> closed || stop.getAsBoolean());
    }

    /** Tries another statement in place of one, with indexes that it wants. Throws like {@link #rehearse}. */
    public synchronized Rehearsal rehearseInstead(String statement, String rewrite, Collection<String> create) {
        Planner made = planner();
        return Rehearsal.of(statement, rewrite, made.whatIf(), change(made, create, List.of(), Map.of()));
    }

    /**
     * What the newest PostgreSQL at hand would do with the workload.
     *
     * @return null when none is newer than the target
     * @throws dev.howdah.engine.cluster.ClusterException when no planner of that version can be made
     */
    public synchronized @Nullable UpgradePreview upgrade(BooleanSupplier stop) {
        Planner now = planner();
        Integer to = UpgradePreview.newest(now.capsule(), binaries.majors());
        if (to == null) {
            return null;
        }
        try (Planner then = Planner.open(binaries, fresh(), now.capsule(), null, to, () -> closed || stop.getAsBoolean())) {
            return UpgradePreview.of(Workload.of(now.capsule()), new UpgradePreview.Side(now.major(), now.whatIf()),
                    new UpgradePreview.Side(then.major(), then.whatIf()), () -> closed || stop.getAsBoolean());
        }
    }

    private WhatIf.Change change(Planner made, Collection<String> create, Collection<String> dropped, Map<String, String> settings) {
        return new WhatIf.Change(create.stream().map(ddl -> handle(made, ddl)).collect(Collectors.toSet()), Set.copyOf(dropped), settings);
    }

    private int handle(Planner made, String ddl) {
        return handles.computeIfAbsent(ddl, d -> {
            WhatIf.Hypothetical h = made.whatIf().add(d);
            if (h.problem() != null) {
                throw new WhatIfException(h.problem(), null);
            }
            return h.handle();
        });
    }

    /** The one there is, or one that is made for the purpose. */
    private Planner planner() {
        Planner known = planner;
        if (known != null) {
            return known;
        }
        Capsule capsule = new CapsuleReader(clock).read(db, () -> closed);
        Planner made = Planner.open(binaries, fresh(), capsule, db.target(), 0, () -> closed);
        planner = made;
        return made;
    }

    private Path fresh() {
        try {
            return TwinFolder.create(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget() {
        Planner old = planner;
        planner = null;
        handles.clear();
        if (old != null) {
            old.close();
        }
    }

    /** Removes what was made; a question that is under way ends soon, and first. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            forget();
        }
    }
}
