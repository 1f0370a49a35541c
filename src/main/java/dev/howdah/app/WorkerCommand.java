package dev.howdah.app;

import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.JobWorker;
import dev.howdah.engine.job.queue.QuietHours;
import dev.howdah.engine.text.Text;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs queued jobs without a window. */
@Command(name = "worker", mixinStandardHelpOptions = true,
        description = "Run queued jobs until stopped. Start it on as many machines as wanted; they share the queue.",
        footer = {"", "  howdah worker --repository postgres://me@db1/howdah --threads 2 --quiet 08:00-18:00"})
final class WorkerCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "",
            description = "The PostgreSQL database with the queue; without it the one that Howdah carries.")
    String repository = "";

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Jobs at one time; default ${DEFAULT-VALUE}.")
    int threads;

    @Option(names = "--quiet", paramLabel = "HH:MM-HH:MM", defaultValue = "", description = "Hours of the day in which nothing runs.")
    String quiet = "";

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    WorkerCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws InterruptedException {
        QuietHours hours = quiet.isEmpty() ? QuietHours.none() : QuietHours.parse(quiet, ZoneId.systemDefault());
        CountDownLatch stopped = new CountDownLatch(1);
        try (JobWorker worker = Queueing.worker(new JobQueue(wiring.repository(repository), wiring.audit()), wiring, threads, hours)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                worker.close();
                stopped.countDown();
            }));
            worker.start();
            spec.commandLine().getErr().println(Text.of("cli.worker.started", wiring.worker()));
            spec.commandLine().getErr().flush();
            stopped.await();
            return ExitCode.OK;
        }
    }
}
