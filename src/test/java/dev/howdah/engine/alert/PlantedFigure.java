package dev.howdah.engine.alert;

import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.out.Message;
import dev.howdah.engine.alert.out.Notice;
import dev.howdah.engine.alert.out.Notices;
import dev.howdah.engine.alert.out.OutputException;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.PlantedHistory;
import dev.howdah.engine.store.Repository;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of a planted figure, kept in a real repository by one or more processes; rounds and time by hand. */
abstract class PlantedFigure {
    static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    final Target target = Servers.newDatabase();
    final Repository repository = PlantedHistory.shared();
    final int id = PlantedHistory.write(repository.target(), target, "ON_LOCK", T0, T0, t -> 1);
    final List<Process> processes = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    volatile Instant now = T0;
    volatile double value = 1;
    volatile @Nullable DbProblem problem;
    volatile Duration silence = Duration.ZERO;
    volatile boolean away;

    /** One of several processes: what it sends stays here. */
    final class Process implements AutoCloseable {
        final List<Notice> sent = new CopyOnWriteArrayList<>();
        final Alerts alerts;
        private final AutoCloseable watching;
        private final OneConnection line = new OneConnection(target, SessionSpec.interactive());
        private final Sampler checking = new Sampler(new Db(target, line), InstantSource.system());
        volatile boolean fails;

        Process(AlertPlan plan, boolean kept) {
            Supplier<@Nullable Repository> store = () -> away ? null : repository;
            Alerts.Keeping keeping = kept ? new Alerts.Keeping(store, true, Duration.ofHours(1), "ann") : Alerts.Keeping.nowhere("ann");
            alerts = new Alerts(plan, plan.outputs().stream().map(o -> Notices.lane(o, this::send)).toList(), keeping, () -> now);
            Source source = () -> new Source.Look(problem == null ? Map.of(Measure.ON_LOCK, value) : Map.of(), silence, true, problem, false);
            Checks none = new Checks(List.of(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), InstantSource.system()),
                    InstantSource.system());
            watching = alerts.watch(target, source, checking, none, null)::close;
            processes.add(this);
        }

        private void send(Message message) throws OutputException {
            if (fails) {
                throw new OutputException("away", false);
            }
            sent.addAll(message.notices());
        }

        void turn(double with) {
            value = with;
            now = now.plusSeconds(10);
            alerts.round();
            alerts.keep();
        }

        List<String> kinds(int atLeast) {
            Await.until("at least " + atLeast + " notices, are " + sent, () -> sent.size() >= atLeast);
            return sent.stream().map(n -> n.kind().word() + " " + n.severity()).toList();
        }

        @Override
        public void close() {
            try {
                watching.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            alerts.close();
            checking.close();
            line.close();
        }
    }

    @AfterEach
    void close() throws Exception {
        processes.forEach(Process::close);
        for (AutoCloseable c : open) {
            c.close();
        }
    }

    static AlertPlan plan(Quiet quiet, Duration repeat, boolean reach) {
        List<AlertRule> rules = new ArrayList<>();
        rules.add(new AlertRule("on-lock", new What.Figure(Measure.ON_LOCK), Limits.of(false, 5.0, 20.0, 4.0), new Cycles(2, 2),
                new Manner("figures", "activity", Severity.WARNING, repeat, quiet)));
        if (reach) {
            rules.add(Preset.answer(repeat, quiet));
        }
        OutputSpec here = new OutputSpec.Desktop(new OutputSpec.Routing("here", Severity.WARNING, java.util.Set.of(), true, 60_000), "tester");
        return new AlertPlan(rules, new AlertPlan.Findings(null, repeat, quiet, Map.of()), Duration.ofSeconds(10), ZoneOffset.UTC, List.of(here));
    }

    Process process() {
        return new Process(plan(Quiet.never(), Duration.ofHours(1), false), true);
    }

    AlertStore store() {
        AlertStore s = new AlertStore(repository.target());
        open.add(s);
        return s;
    }
}
