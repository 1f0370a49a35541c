package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.FleetSpec;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.JobWorker;
import dev.howdah.engine.job.queue.QuietHours;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.text.Text;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs queued jobs and samples servers without a window. */
@Command(name = "worker", mixinStandardHelpOptions = true,
        description = {"Run queued jobs and record the past of servers, until stopped.",
            "Start it on as many machines as wanted: they share the queue, and one of them records a server at a time."},
        footer = {"", "  howdah worker --sample orders --sample stock", "  howdah worker --repository postgres://me@db1/howdah --threads 2 --quiet 08:00-18:00"})
final class WorkerCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "",
            description = "The PostgreSQL database with the queue and the recorded past; without it the queue that Howdah carries,"
                    + " and the repository that the settings name.")
    String repository = "";

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Jobs at one time; default ${DEFAULT-VALUE}.")
    int threads;

    @Option(names = "--quiet", paramLabel = "HH:MM-HH:MM", defaultValue = "", description = "Hours of the day in which nothing runs.")
    String quiet = "";

    @Option(names = "--sample", paramLabel = "TARGET", arity = "1..*",
            description = "Servers to look at every second, to record in the repository and to watch for alerts; may be repeated.")
    List<String> sample = new ArrayList<>();

    private final Wiring wiring;
    private String said = "";

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    WorkerCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws InterruptedException {
        QuietHours hours = quiet.isEmpty() ? QuietHours.none() : QuietHours.parse(quiet, ZoneId.systemDefault());
        CountDownLatch stopped = new CountDownLatch(1);
        List<Target> recorded = sample.stream().map(wiring::target).toList();
        try (Journal journal = wiring.hold().journal(repository);
                Fleet fleet = new Fleet(FleetSpec.record(), journal, wiring.checking().alerts().enabled() ? t -> wiring.checking().of(t) : null, wiring.clock());
                JobWorker worker = Queueing.worker(new JobQueue(wiring.hold().queueOf(repository), wiring.audit()), wiring, threads, hours)) {
            WorkerAlerts alerts = sample.isEmpty() ? null : WorkerAlerts.begin(wiring, fleet, journal, this::print);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                worker.close();
                if (alerts != null) {
                    alerts.close();
                }
                fleet.close();
                journal.close();
                stopped.countDown();
            }));
            worker.start();
            recorded.forEach(fleet::add);
            journal.onState(this::say);
            spec.commandLine().getErr().println(Text.of("cli.worker.started", wiring.worker()));
            spec.commandLine().getErr().flush();
            stopped.await();
            return ExitCode.OK;
        }
    }

    private synchronized void print(String sentence) {
        spec.commandLine().getErr().println(sentence);
        spec.commandLine().getErr().flush();
    }

    /** Only what somebody may have to do something about; how much waits changes all the time. */
    private void say(Journal.State state) {
        String sentence = switch (state) {
            case Journal.State.Away a -> a.problem().title() + " " + a.problem().hint();
            case Journal.State.Refused r -> r.sentence();
            default -> "";
        };
        if (!sample.isEmpty() && !sentence.equals(said)) {
            said = sentence;
            if (!sentence.isEmpty()) {
                print(sentence);
            }
        }
    }
}
