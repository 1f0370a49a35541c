package dev.howdah.ui.jobs;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.RunLog;
import dev.howdah.engine.job.RunRecord;
import dev.howdah.engine.job.ready.JobFiles;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Plans, starts and steers jobs; follows the runs while the tab is shown. Runs go on when it is hidden. */
final class JobsController {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final JobsModel model;
    private final JobRunner runner;
    private final Catalogue catalogue;
    private final Kit kit;
    private final Set<UUID> followed = new HashSet<>();

    JobsController(JobsModel model, JobRunner runner, Catalogue catalogue, Kit kit) {
        this.model = model;
        this.runner = runner;
        this.catalogue = catalogue;
        this.kit = kit;
    }

    /** What a look brings. */
    private record Seen(List<Job> jobs, List<String> faults, List<RunRow> runs) {}

    void onShow(Subscriptions held) {
        held.add(new Ticker<>(kit.fx(), LOOK, this::look, this::seen, t -> model.problem.set(Problem.of(t))).start());
    }

    void onRetry() {
        kit.fx().work(this::look).done(this::seen).failed(t -> model.problem.set(Problem.of(t)));
    }

    void onChoose(Job job) {
        model.chosen.set(job);
        model.plan.set(null);
        model.mistake.set("");
    }

    void onPlan(Map<String, String> values) {
        Job job = model.chosen.get();
        if (job != null) {
            model.mistake.set("");
            kit.fx().work(() -> runner.plan(job, Arguments.of(job.parameters(), values))).done(model.plan::set).failed(this::refused);
        }
    }

    /** Plans first; what the plan says is what the question asks. */
    void onRun(Map<String, String> values) {
        Job job = model.chosen.get();
        if (job == null) {
            return;
        }
        model.mistake.set("");
        kit.fx().work(() -> runner.plan(job, Arguments.of(job.parameters(), values))).done(plan -> {
            model.plan.set(plan);
            Environment environment = runner.db().target().environment();
            boolean typing = job.destructive() && environment != Environment.SANDBOX;
            String database = runner.db().target().database();
            model.ask.set(new JobsModel.Ask(job, consequence(plan), typing ? database : null,
                    () -> start(job, values, typing ? database : "")));
        }).failed(this::refused);
    }

    void onPause(RunRow run) {
        here(run, JobRun::pause);
    }

    void onResume(RunRow run) {
        if (run.live()) {
            here(run, JobRun::resume);
            return;
        }
        kit.fx().work(() -> {
            Job job = catalogue.named(run.job());
            return runner.resume(run.id(), job, Arguments.of(job.parameters(), run.arguments()), job.knobs(), "", RunLog.silent());
        }).done(r -> followed.add(r.id())).failed(this::refused);
    }

    void onCancel(RunRow run) {
        kit.fx().work(() -> {
            runner.want(run.id(), "cancel");
            return run;
        }).failed(this::refused);
    }

    /** Twice as long chunks and half the rest, or the other way round. */
    void onSpeed(RunRow run, boolean faster) {
        here(run, r -> {
            Knobs k = r.knobs();
            double rest = faster ? (k.rest() < 0.3 ? 0 : k.rest() / 2) : Math.max(0.25, Math.min(16, k.rest() * 2));
            r.knobs(k.withRest(rest));
        });
    }

    private void here(RunRow row, java.util.function.Consumer<JobRun> action) {
        JobRun run = runner.running().get(row.id());
        if (run != null) {
            action.accept(run);
        }
    }

    private void start(Job job, Map<String, String> values, String typed) {
        kit.fx().work(() -> runner.start(job, Arguments.of(job.parameters(), values), job.knobs(), typed, RunLog.silent()))
                .done(r -> {
                    followed.add(r.id());
                    onRetry();
                })
                .failed(this::refused);
    }

    private void refused(Throwable t) {
        if (t instanceof JobException) {
            model.mistake.set(String.valueOf(t.getMessage()));
        } else {
            model.problem.set(Problem.of(t));
        }
    }

    private static String consequence(JobPlan plan) {
        String rows = plan.rows() < 0 ? Text.of("jobstab.rows-unknown") : Text.of("jobstab.rows-about", plan.rows());
        return Text.of("jobstab.consequence", rows, plan.objects().isEmpty() ? "-" : String.join(", ", plan.objects()),
                plan.locks().isEmpty() ? "-" : String.join(", ", plan.locks()));
    }

    private Seen look() {
        JobFiles.Listing own = catalogue.own();
        Map<UUID, JobRun> here = runner.running();
        List<RunRow> runs = runner.history().stream().limit(500).map(r -> row(r, here.get(r.id()))).toList();
        return new Seen(catalogue.all(), own.faults(), runs);
    }

    private static RunRow row(RunRecord record, @org.jspecify.annotations.Nullable JobRun run) {
        JobStatus status = run == null ? null : run.status();
        return RunRow.of(record, status == null || status.phase().isOver() ? null : status);
    }

    private void seen(Seen seen) {
        model.problem.set(null);
        if (!seen.jobs().stream().map(Job::name).toList().equals(model.jobs.get().stream().map(Job::name).toList())) {
            model.jobs.set(seen.jobs());
        }
        model.faults.set(seen.faults());
        model.runs.set(seen.runs());
        for (RunRow r : seen.runs()) {
            if (!r.live() && !r.state().equals("running") && followed.remove(r.id())) {
                boolean good = r.state().equals("done");
                kit.notices().say(good ? Tone.GOOD : Tone.LOOK, Text.of("jobstab.ended", r.job(), Text.of("jobstab.state." + r.state())),
                        r.message() == null ? "" : r.message(), null);
            }
        }
    }
}
