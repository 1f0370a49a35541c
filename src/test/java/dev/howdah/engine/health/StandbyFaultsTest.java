package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Copies;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A primary and its standby, which is held up and then left alone. */
class StandbyFaultsTest {
    private final Instant[] now = {Clock.systemUTC().instant()};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void standbysThatAreBehindOrAloneAreFound(int major) throws IOException {
        ClusterSpec spec = ClusterSpec.lasting(major, folder.resolve("primary"));
        Path copy = folder.resolve("standby");
        Copies.standby(spec, copy);
        try (PgCluster primary = PgCluster.start(Servers.binaries(), spec)) {
            Target up = primary.target("postgres");
            ClusterSpec second = Copies.following(primary, major, copy).with("hot_standby_feedback", "off");
            try (PgCluster standby = PgCluster.start(Servers.binaries(), second)) {
                Db main = Servers.db(up);
                Db mirror = Servers.db(standby.target("postgres"));
                Await.until("the standby follows", () -> rows(main, "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == 1);
                assertThat(finds("receiver-gone", mirror, null, "")).isFalse();
                assertThat(finds("replay-paused", mirror, null, "")).isFalse();
                Await.until("bytes are told", () -> finds("replica-lag-bytes", main, 0.0, "mirror"));
                Servers.execute(up, "CREATE TABLE first (a int)");
                Await.until("replayed once", () -> rows(mirror, "SELECT count(*) FROM pg_class WHERE relname = 'first'") == 1);
                Servers.execute(standby.target("postgres"), "SELECT pg_wal_replay_pause()");
                Servers.execute(up, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS a");
                Await.until("paused", () -> finds("replay-paused", mirror, null, ""));
                Await.until("time is told", () -> finds("replica-lag", main, 0.0, "mirror"));
                Await.until("the standby knows", () -> finds("standby-behind", mirror, 0.0, ""));
                assertThat(conflicts(mirror)).isTrue();
                assertThat(unused(main)).contains("replica mirror");
                primary.close();
                Await.until("alone", () -> finds("receiver-gone", mirror, null, ""));
            }
        }
    }

    /** A query of the standby against the removal of its rows would need minutes of traffic: the counter is put in its place. */
    private boolean conflicts(Db mirror) {
        HealthMemory memory = HealthMemory.ofThisProcess();
        memory.keep("standby-conflicts", java.util.Map.of("postgres", new HealthMemory.Counter(now[0].minusSeconds(10), -100, Double.NaN, "")));
        return finds("standby-conflicts", mirror, null, "postgres", memory);
    }

    private String unused(Db db) {
        return report("unused", db, null, HealthMemory.ofThisProcess()).outcomes().getFirst().notLooked().toString();
    }

    private static long rows(Db db, String sql) {
        return db.call(h -> h.createQuery(sql).mapTo(Long.class).one());
    }

    private boolean finds(String id, Db db, @Nullable Double warn, String object) {
        return finds(id, db, warn, object, HealthMemory.ofThisProcess());
    }

    private boolean finds(String id, Db db, @Nullable Double warn, String object, HealthMemory memory) {
        return report(id, db, warn, memory).findings().stream().anyMatch(f -> f.object().equals(object));
    }

    private HealthReport report(String id, Db db, @Nullable Double warn, HealthMemory memory) {
        Check check = Checks.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        if (warn != null) {
            check = check.with(new Threshold(false, warn, null));
        }
        return new Checks(List.of(check), memory, new HealthMutes(folder.resolve("mutes"), () -> now[0]), () -> now[0])
                .run(db);
    }
}
