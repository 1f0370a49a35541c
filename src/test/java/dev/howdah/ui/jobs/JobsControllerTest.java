package dev.howdah.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.audit.Result;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Subscriptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsControllerTest {
    @TempDir
    Path folder;

    private final Target target = Servers.newDatabase();
    private final JobsModel model = new JobsModel();

    @Test
    void plansAsksRunsAndShowsTheEnd() {
        table();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            JobsController controller = controller(runner);
            controller.onRetry();
            choose(controller, "data/backfill");
            Map<String, String> values = Map.of("table", "public.t", "column", "n", "value", "id");
            controller.onRun(values);
            assertThat(model.plan.get()).isNotNull();
            assertThat(model.ask.get()).isNotNull();
            assertThat(model.ask.get().typed()).isNull();
            model.ask.get().yes().run();
            Await.until("it is done", () -> {
                controller.onRetry();
                return model.runs.get().stream().anyMatch(r -> r.state().equals("done") && r.rows() == 100);
            });
        }
    }

    @Test
    void saysWhatIsWrongWithTheValues() {
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            JobsController controller = controller(runner);
            controller.onRetry();
            choose(controller, "data/backfill");
            controller.onPlan(Map.of("table", "public.nowhere"));
            assertThat(model.mistake.get()).contains("column is missing").contains("value is missing");
        }
    }

    @Test
    void aDestructiveJobAsksForTheNameOutsideTheSandboxAndIsRefusedWithoutTheMarker() {
        table();
        Target development = target.withEnvironment(Environment.DEVELOPMENT);
        try (JobRunner runner = new JobRunner(development, Audits.scratch(), InstantSource.system())) {
            JobsController controller = controller(runner);
            controller.onRetry();
            choose(controller, "data/purge");
            controller.onRun(Map.of("table", "public.t", "column", "at", "days", "1"));
            assertThat(model.ask.get().typed()).isEqualTo(target.database());
            model.ask.get().yes().run();
            assertThat(model.mistake.get()).contains("does not say that it is disposable");
        }
    }

    @Test
    void knowsItsJobsWhereTheServerDoesNotAnswer() {
        Target gone = new Target("gone", List.of(new Target.Host("127.0.0.1", 1)), "orders", "app", null, Tls.disable(), Environment.PRODUCTION, Map.of());
        try (JobRunner runner = new JobRunner(gone, Audits.scratch(), InstantSource.system())) {
            controller(runner).onShow(new Subscriptions());
            Await.until("both are said", () -> !model.jobs.get().isEmpty() && model.problem.get() != null);
            assertThat(model.jobs.get()).anyMatch(j -> j.name().equals("data/backfill"));
        }
    }

    @Test
    void showsWhatWasChanged() {
        AuditLog audit = Audits.scratch();
        audit.begin(Deed.of(Place.of(target), Act.POOLER, "PAUSE")).ended(Result.DONE, "");
        try (JobRunner runner = new JobRunner(target, audit, InstantSource.system())) {
            JobsController controller = new JobsController(model, runner, new Catalogue(folder, audit, InstantSource.system()),
                    () -> new JobQueue(target, audit), audit, Kit.direct(InstantSource.system()));
            model.part.set(JobsModel.Part.AUDIT);
            controller.onPart();
            assertThat(model.audit.get()).singleElement().satisfies(e -> assertThat(e.what()).isEqualTo("PAUSE"));
        }
    }

    private JobsController controller(JobRunner runner) {
        return new JobsController(model, runner, new Catalogue(folder, Audits.scratch(), InstantSource.system()), () -> new JobQueue(target, Audits.scratch()), Audits.scratch(), Kit.direct(InstantSource.system()));
    }

    private void choose(JobsController controller, String name) {
        Job job = model.jobs.get().stream().filter(j -> j.name().equals(name)).findFirst().orElseThrow();
        controller.onChoose(job);
    }

    private void table() {
        Servers.execute(target, "CREATE TABLE public.t (id int PRIMARY KEY, n int, at timestamptz)",
                "INSERT INTO t SELECT g, 0, now() FROM generate_series(1, 100) g", "ANALYZE t");
    }
}
