package dev.howdah.engine.fleet;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The process that is killed: samples one database of a server and records it in another. */
final class SampleWorker {
    private SampleWorker() {}

    public static void main(String[] args) throws InterruptedException {
        Target target = new Target("kill", List.of(new Target.Host("127.0.0.1", Integer.parseInt(args[0]))), args[2], PgCluster.USER,
                new Secret(args[1]), Tls.disable(), Environment.SANDBOX, Map.of());
        Target repository = target.withDatabase(args[3]);
        Journal journal = new Journal(() -> repository, Retention.usual(), Audits.scratch(), InstantSource.system());
        Sampler sampler = new Sampler(new Db(target, new OneConnection(target, SessionSpec.sampler())), InstantSource.system());
        Recorder.whole(sampler, journal, target);
        new CountDownLatch(1).await();
    }
}
