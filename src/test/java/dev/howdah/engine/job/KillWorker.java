package dev.howdah.engine.job;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.testing.Audits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The process that is killed: starts or resumes a counting run, in small chunks, until it is done. */
final class KillWorker {
    private KillWorker() {}

    public static void main(String[] args) {
        Target target = new Target("kill", List.of(new Target.Host("127.0.0.1", Integer.parseInt(args[0]))), "postgres", PgCluster.USER,
                new Secret(args[2]), Tls.disable(), Environment.SANDBOX, Map.of());
        Knobs knobs = Knobs.usual().withMaxRows(100)
                .withTimeouts(Duration.ofSeconds(3), Duration.ofMillis(500)).withHeadRoom(0).withStopRule(1000, 0);
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            JobRun run = runner.start(UUID.fromString(args[1]), new CounterJob("counted"), Arguments.none(), knobs, "", RunLog.silent());
            run.await(Duration.ofMinutes(30));
        }
    }
}
