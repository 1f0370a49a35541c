package dev.howdah.ui.jobs;

import static dev.howdah.testing.Pictures.part;
import static dev.howdah.testing.Pictures.press;
import static dev.howdah.testing.Pictures.select;
import static dev.howdah.testing.Pictures.type;
import static dev.howdah.testing.Pictures.untilRows;
import static dev.howdah.testing.Pictures.untilSays;
import static dev.howdah.testing.Pictures.with;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.QueuedJob;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.Text;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Screen;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javafx.scene.Parent;

/** Pictures of the Jobs tab on a real server, both themes: run it and look at the folder it is given. */
public final class JobsGallery {
    /** Longer than a name of PostgreSQL without quotes ever is in a shop, with letters of three scripts. */
    private static final String LONG = "commandes_en_attente_de_règlement_ежемесячный_отчёт_注文履歴";

    private final Pictures pictures;
    private final Target target = Servers.newDatabase();
    private final AuditLog audit = Audits.scratch();
    private final JobQueue queue = new JobQueue(target, audit);
    private final Catalogue catalogue;

    private JobsGallery(Pictures pictures) {
        this.pictures = pictures;
        this.catalogue = new Catalogue(pictures.folder(), Audits.scratch(), Clock.systemUTC());
    }

    public static void main(String[] args) {
        JobsGallery gallery = new JobsGallery(Pictures.start(args));
        gallery.empty();
        gallery.busy();
        gallery.refused();
        gallery.huge();
        gallery.failing();
        System.exit(0);
    }

    private void empty() {
        try (JobRunner runner = new JobRunner(target, audit, Clock.systemUTC())) {
            Screen screen = open(runner);
            untilRows(screen, 0);
            pictures.shoot("jobs-empty");
            for (int i = 1; i < 4; i++) {
                int part = i;
                with(screen, r -> part(r, part));
                pictures.shoot("jobs-empty-" + part);
            }
        }
    }

    private void busy() {
        Servers.execute(target, "CREATE TABLE public.orders (id int PRIMARY KEY, total int, at timestamptz)",
                "INSERT INTO orders SELECT g, 0, now() FROM generate_series(1, 200000) g",
                "CREATE TABLE public.\"" + LONG + "\" (id int PRIMARY KEY, total int)",
                "INSERT INTO public.\"" + LONG + "\" SELECT g, 0 FROM generate_series(1, 20000) g", "ANALYZE");
        try (JobRunner runner = new JobRunner(target, audit, Clock.systemUTC())) {
            run(runner, "maintenance/vacuum", Map.of("table", "public.orders"), Knobs.usual()).await(Duration.ofMinutes(1));
            run(runner, "data/backfill", Map.of("table", "public.orders", "column", "total", "value", "1 / (id - 500)"), Knobs.usual())
                    .await(Duration.ofMinutes(1));
            run(runner, "data/backfill", Map.of("table", "public.\"" + LONG + "\"", "column", "total",
                    "value", "id % 2 + ".repeat(40) + "1"), Knobs.usual())
                    .await(Duration.ofMinutes(1));
            JobRun slow = run(runner, "data/backfill", Map.of("table", "public.orders", "column", "total", "value", "id * 2"),
                    Knobs.usual().withMaxRows(1000).withRest(5).withHeadRoom(0));
            queue.add(new QueuedJob(UUID.randomUUID(), "maintenance/analyze", "sandbox", null, Map.of("table", "public.orders"), "", "every 1 h"),
                    Clock.systemUTC().instant());
            Screen screen = open(runner);
            untilRows(screen, 1);
            with(screen, r -> chosen(r, 0));
            untilSays(screen, "data/backfill");
            pictures.shoot("jobs-running");
            throttled(screen, slow);
            with(screen, r -> chosen(r, 2));
            pictures.shoot("jobs-failed");
            with(screen, r -> chosen(r, 1));
            pictures.shoot("jobs-long-names");
            with(screen, r -> part(r, 1));
            untilRows(screen, 1);
            pictures.shoot("jobs-planned");
            with(screen, r -> part(r, 2));
            pictures.shoot("jobs-workers");
            with(screen, r -> part(r, 3));
            untilRows(screen, 1);
            with(screen, r -> select(r, 1, 1));
            pictures.shoot("jobs-audit");
        }
    }

    /** A role that may read nothing and make nothing. */
    private void refused() {
        Target nobody = Servers.unprivileged(target);
        try (JobRunner runner = new JobRunner(nobody, audit, Clock.systemUTC())) {
            Screen screen = pictures.open(new JobsTab(runner, catalogue, () -> new JobQueue(nobody, audit), audit, pictures.kit()));
            untilRows(screen, 0);
            with(screen, r -> chosen(r, 1));
            Pictures.until(screen, "it is refused", r -> Pictures.shows(r, ".problem") || Pictures.says(r, "permission") || Pictures.says(r, "privilege"));
            pictures.shoot("jobs-unprivileged");
            with(screen, r -> part(r, 1));
            Pictures.untilShows(screen, ".problem");
            pictures.shoot("jobs-unprivileged-planned");
        }
    }

    /** Hundreds of plans, and as many lines of the audit log. */
    private void huge() {
        for (int i = 0; i < 300; i++) {
            queue.add(new QueuedJob(UUID.randomUUID(), "data/backfill", "orders-primary-europe-west-" + i, null,
                    Map.of("table", "public.\"" + LONG + "\"", "column", "total", "value", "id % 2 + ".repeat(20) + i), "", "every 1 h"),
                    Clock.systemUTC().instant().plusSeconds(i * 60L));
        }
        try (JobRunner runner = new JobRunner(target, audit, Clock.systemUTC())) {
            Screen screen = open(runner);
            untilRows(screen, 0);
            with(screen, r -> part(r, 1));
            untilRows(screen, 1);
            with(screen, r -> select(r, 1, 0));
            pictures.shoot("jobs-huge-planned");
            with(screen, r -> part(r, 3));
            untilRows(screen, 1);
            pictures.shoot("jobs-huge-audit");
        }
    }

    /** Where nobody answers. */
    private void failing() {
        Target gone = new Target("gone", List.of(new Target.Host("127.0.0.1", 1)), target.database(), target.user(), target.password(), target.tls(),
                target.environment(), Map.of());
        try (JobRunner runner = new JobRunner(gone, audit, Clock.systemUTC())) {
            Screen screen = pictures.open(new JobsTab(runner, catalogue, () -> new JobQueue(gone, audit), audit, pictures.kit()));
            untilRows(screen, 0);
            with(screen, r -> {
                part(r, 0);
                select(r, 0, 1);
                type(r, "#param-table", "public.orders");
                press(r, "#job-run");
            });
            Pictures.untilShows(screen, ".problem");
            pictures.shoot("jobs-failing");
            with(screen, r -> part(r, 1));
            Pictures.untilShows(screen, ".problem");
            pictures.shoot("jobs-failing-planned");
        }
    }

    /** It wants more free connections than there are. */
    private void throttled(Screen screen, JobRun slow) {
        slow.knobs(slow.knobs().withHeadRoom(1_000));
        Await.until("the job waits", Duration.ofMinutes(1), () -> slow.status().phase() == Phase.THROTTLED);
        with(screen, r -> select(r, 1, 0));
        untilSays(screen, Text.of("jobstab.state.throttled"));
        pictures.shoot("jobs-throttled");
        slow.knobs(slow.knobs().withHeadRoom(0));
    }

    private Screen open(JobRunner runner) {
        return pictures.open(new JobsTab(runner, catalogue, () -> queue, audit, pictures.kit()));
    }

    private JobRun run(JobRunner runner, String name, Map<String, String> given, Knobs knobs) {
        Job job = catalogue.named(name);
        return runner.start(job, Arguments.of(job.parameters(), given), knobs);
    }

    /** A job with its values and its question or plan, and a run in detail. */
    private static void chosen(Parent root, int run) {
        part(root, 0);
        select(root, 0, 9);
        type(root, "#param-table", "public.orders");
        type(root, "#param-column", "total");
        type(root, "#param-value", "id * 2");
        press(root, run == 0 ? "#job-run" : "#job-dry-run");
        select(root, 1, run);
    }
}
