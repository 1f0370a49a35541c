package dev.howdah.ui.jobs;

import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.LogLine;
import dev.howdah.engine.job.RunLog;
import dev.howdah.engine.job.RunRecord;
import dev.howdah.engine.job.queue.HistoryEntry;
import dev.howdah.engine.job.queue.Planned;
import dev.howdah.engine.job.queue.QueueDoor;
import dev.howdah.engine.job.queue.QueuedJob;
import dev.howdah.engine.job.ready.JobFiles;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.jobs.JobsModel.Part;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans, starts, queues and steers jobs; follows the runs while the tab is shown. Runs go on when it is hidden. */
final class JobsController {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST = 500;

    private final JobsModel model;
    private final JobRunner runner;
    private final Catalogue catalogue;
    private final QueueDoor queue;
    private final AuditLog audit;
    private final Kit kit;
    private final Set<UUID> followed = new HashSet<>();
    // What the next look is about; looks happen on other threads.
    private volatile Part part = Part.RUNS;
    private volatile @Nullable UUID shown;

    /** @param queue the shared queue; the first call may take seconds, so it is made off the FX thread */
    JobsController(JobsModel model, JobRunner runner, Catalogue catalogue, QueueDoor queue, AuditLog audit, Kit kit) {
        this.model = model;
        this.runner = runner;
        this.catalogue = catalogue;
        this.queue = queue;
        this.audit = audit;
        this.kit = kit;
    }

    /**
     * What stands in files here, and is known also where the server does not answer, or refuses.
     *
     * @param faults why files are no jobs
     * @param audit null where it was not looked at
     */
    private record Here(List<Job> jobs, List<String> faults, @Nullable List<AuditEntry> audit) {}

    /** What a look at the server brings; null where it did not look. */
    private record Seen(List<RunRow> runs, List<LogLine> log, @Nullable List<Planned> planned, @Nullable List<HistoryEntry> workers) {}

    void onShow(Subscriptions held) {
        held.add(new Ticker<>(kit.fx(), LOOK, this::here, this::known, t -> model.problem.set(Problem.of(t))).start());
        held.add(new Ticker<>(kit.fx(), LOOK, this::look, this::seen, t -> model.problem.set(Problem.of(t))).start());
    }

    void onRetry() {
        kit.fx().work(this::here).done(this::known).failed(t -> model.problem.set(Problem.of(t)));
        kit.fx().work(this::look).done(this::seen).failed(t -> model.problem.set(Problem.of(t)));
    }

    void onPart() {
        part = model.part.get();
        onRetry();
    }

    void onChoose(Job job) {
        onChoose(job, "");
    }

    /** @param table that it is for; empty when nobody said */
    void onChoose(Job job, String table) {
        model.chosen.set(job);
        model.table.seek(table);
        model.plan.set(null);
        model.mistake.set("");
    }

    /** Null when no run is looked at. */
    void onShowRun(@Nullable RunRow run) {
        shown = run == null ? null : run.id();
        model.shown.set(run);
        model.log.set(run == null ? List.of() : runner.log(run.id()));
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
            ask(job, "run", Text.of("jobstab.question", job.name()), consequence(plan), typed -> start(job, values, typed));
        }).failed(this::refused);
    }

    /** @param detail what the kind of time asks for: a moment, a duration, a cron line */
    void onQueue(Map<String, String> values, JobsModel.When when, String detail) {
        Job job = model.chosen.get();
        if (job == null) {
            return;
        }
        model.mistake.set("");
        try {
            Arguments arguments = Arguments.of(job.parameters(), values);
            if (arguments.storable().size() < arguments.shown().size()) {
                throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobstab.no-secrets"));
            }
            Due due = Due.of(when, detail.strip(), kit.clock().instant(), ZoneId.systemDefault());
            ask(job, "queue", Text.of("jobstab.queue-question", job.name()), due.words(), typed -> queue(job, arguments, due, typed));
        } catch (JobException e) {
            refused(e);
        }
    }

    private void queue(Job job, Arguments arguments, Due due, String typed) {
        kit.fx().work(() -> {
            QueueDoor.Where where = queue.where(runner.db().target());
            queue.queue().add(new QueuedJob(
                    UUID.randomUUID(), job.name(), where.target(), where.told(), arguments.storable(), typed, due.repeat()), due.at());
            return job;
        }).done(j -> {
            model.part.set(Part.PLANNED);
            onPart();
        }).failed(this::refused);
    }

    void onRemove(Planned entry) {
        kit.fx().work(() -> {
            queue.queue().remove(entry.id());
            return entry;
        }).done(e -> onRetry()).failed(this::refused);
    }

    void onPause(RunRow run) {
        here(run, JobRun::pause);
    }

    void onResume(RunRow run) {
        if (run.live()) {
            here(run, JobRun::resume);
            return;
        }
        Job job = named(run.job());
        if (job == null) {
            refused(new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.unknown", run.job())));
        } else {
            ask(job, "resume", Text.of("jobstab.resume-question", run.job()), Text.of("jobstab.resume-from", run.rows()), typed -> resume(run, job, typed));
        }
    }

    private void resume(RunRow run, Job job, String typed) {
        kit.fx().work(() -> runner.resume(run.id(), job, Arguments.of(job.parameters(), run.arguments()), job.knobs(), typed, RunLog.silent()))
                .done(r -> followed.add(r.id())).failed(this::refused);
    }

    private @Nullable Job named(String name) {
        return model.jobs.get().stream().filter(j -> j.name().equals(name)).findFirst().orElse(null);
    }

    void onCancel(RunRow run) {
        kit.fx().work(() -> {
            runner.want(run.id(), "cancel");
            return run;
        }).failed(this::refused);
    }

    /** Half the rest or twice the rest after each chunk. */
    void onSpeed(RunRow run, boolean faster) {
        here(run, r -> {
            Knobs k = r.knobs();
            double rest = faster ? (k.rest() < 0.3 ? 0 : k.rest() / 2) : Math.max(0.25, Math.min(16, k.rest() * 2));
            r.knobs(k.withRest(rest));
        });
    }

    /** The knobs of a run that is under way here, null for any other. */
    @Nullable Knobs knobs(RunRow row) {
        JobRun run = runner.running().get(row.id());
        return run == null ? null : run.knobs();
    }

    void onKnobs(RunRow row, Knobs knobs) {
        here(row, r -> r.knobs(knobs));
    }

    private void here(RunRow row, Consumer<JobRun> action) {
        JobRun run = runner.running().get(row.id());
        if (run != null) {
            action.accept(run);
        }
    }

    /** @param verb what the button says, as a text of this tab */
    private void ask(Job job, String verb, String text, String consequence, Consumer<String> yes) {
        boolean typing = job.destructive() && runner.db().target().environment() != Environment.SANDBOX;
        String database = runner.db().target().database();
        model.ask.set(new JobsModel.Ask(text, consequence, Text.of("jobstab." + verb), job.destructive(), typing ? database : null, () -> yes.accept(typing ? database : "")));
    }

    private void start(Job job, Map<String, String> values, String typed) {
        kit.fx().work(() -> runner.start(job, Arguments.of(job.parameters(), values), job.knobs(), typed, RunLog.silent()))
                .done(r -> {
                    followed.add(r.id());
                    model.part.set(Part.RUNS);
                    onPart();
                })
                .failed(this::refused);
    }

    private void refused(Throwable t) {
        if (t instanceof JobException) {
            model.plan.set(null);
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
        Part now = part;
        UUID of = shown;
        Map<UUID, JobRun> here = runner.running();
        List<RunRow> runs = runner.history().stream().limit(MOST).map(r -> row(r, here.get(r.id()))).toList();
        return new Seen(runs, of == null ? List.of() : runner.log(of),
                now == Part.PLANNED ? queue.queue().planned() : null, now == Part.WORKERS ? queue.queue().history("", "", MOST) : null);
    }

    private Here here() {
        Part now = part;
        JobFiles.Listing own = catalogue.own();
        List<Job> all = new ArrayList<>(catalogue.carried());
        all.addAll(own.jobs());
        return new Here(all, own.faults(), now == Part.AUDIT ? audit.read(AuditQuery.newest(MOST)) : null);
    }

    private void known(Here known) {
        if (!known.jobs().stream().map(Job::name).toList().equals(model.jobs.get().stream().map(Job::name).toList())) {
            model.jobs.set(known.jobs());
        }
        model.faults.set(known.faults());
        if (known.audit() != null) {
            model.audit.set(known.audit());
        }
    }

    private static RunRow row(RunRecord record, @Nullable JobRun run) {
        JobStatus status = run == null ? null : run.status();
        return RunRow.of(record, status == null || status.phase().isOver() ? null : status);
    }

    private void seen(Seen seen) {
        model.problem.set(null);
        model.runs.set(seen.runs());
        model.log.set(seen.log());
        seen.runs().stream().filter(r -> r.id().equals(shown)).findFirst().ifPresent(model.shown::set);
        if (seen.planned() != null) {
            model.planned.set(seen.planned());
        }
        if (seen.workers() != null) {
            model.workers.set(seen.workers());
        }
        seen.runs().stream().filter(r -> !r.live() && !r.state().equals("running") && followed.remove(r.id())).forEach(this::ended);
    }

    private void ended(RunRow r) {
        boolean good = r.state().equals("done");
        kit.notices().say(good ? Tone.GOOD : Tone.LOOK, Text.of("jobstab.ended", r.job(), Text.of("jobstab.state." + r.state())),
                r.message() == null ? "" : r.message(), null);
    }
}
