package dev.howdah.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cache.CacheGauges;
import dev.howdah.engine.cache.CacheOptions;
import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.HealthProbe;
import dev.howdah.engine.health.HealthRecord;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.pool.Percentiles;
import dev.howdah.engine.pool.PoolGauges;
import dev.howdah.engine.pool.PoolHistory;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Howdah told of a target and knew of itself, within a recorded hour. */
class OwnPastTest {
    private static final int HOUR = 3_600;
    private static final Set<String> FEW = Set.of("unlogged", "no-primary-key", "md5-passwords");

    private final Instant start = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600 - HOUR - 1_200);
    private final Instant present = start.plusSeconds(HOUR + 1_200);
    private final Target target = Servers.newDatabase();
    private final Sampler sampler = new Sampler(Servers.db(target), InstantSource.system());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        sampler.close();
    }

    private Replay replay(Pasts pasts) {
        return new Replay(new Pipe(), new VitalHistory(sampler), new StatementWatch(sampler), pasts::history, InstantSource.fixed(present));
    }

    private static PoolStats pool(Instant at, int second, int size) {
        PoolSpec spec = PoolSpec.of(size, 2, Duration.ZERO, true);
        PoolStats.Events events = new PoolStats.Events(5, 10L * second, 10L * second, 1, 2, second / 100, 0);
        Percentiles times = new Percentiles(7, 1.5, 1, 2 + second % 64 / 64.0, 3, 4);
        return new PoolStats(at, "engine", spec, false, second % (size + 2), 1, second % 3, events, times, times, Percentiles.NONE, second, null);
    }

    @Test
    void theEnginePoolOfAPastMomentIsWhatItWas() {
        try (Pasts pasts = Pasts.usual(start)) {
            for (int s = 0; s < HOUR; s++) {
                pasts.recording.gauges(start.plusSeconds(s), PoolGauges.of(pool(start.plusSeconds(s), s, s < HOUR / 2 ? 4 : 8)));
            }
            pasts.active(start, HOUR, 3);
            pasts.recording.close();
            pasts.written(start.plusSeconds(HOUR - 1));
            Replay replay = replay(pasts);
            for (int s : new int[] {0, 7, 1_799, 1_800, 3_000, HOUR - 1}) {
                PoolStats then = Objects.requireNonNull(replay.read(start.plusSeconds(s)).pool());
                assertThat(then).as("second " + s).isEqualTo(pool(start.plusSeconds(s), s, s < HOUR / 2 ? 4 : 8));
            }
            Map<PoolHistory.Figure, Series.Points> lines = replay.pool(start, start.plusSeconds(HOUR - 1));
            assertThat(lines).containsOnlyKeys(PoolHistory.Figure.values());
            assertThat(lines.get(PoolHistory.Figure.MAX).values()).contains(6.0, 10.0);
            assertThat(lines.get(PoolHistory.Figure.CHECKOUTS).values()[100]).isEqualTo(10);
            assertThat(lines.get(PoolHistory.Figure.ACQUIRE_P95).values()[65]).isEqualTo(2 + 1 / 64.0);
            assertThat(replay.read(start.plusSeconds(HOUR + 300)).pool()).as("a gap is not an idle pool").isNull();
            assertThat(replay.read(start.minusSeconds(60)).pool()).isNull();
        }
    }

    @Test
    void theCacheOfAPastMomentIsWhatItWas() {
        Db db = Servers.db(target);
        try (Pasts pasts = Pasts.usual(start); Caching caching = new Caching(db, db, CacheOptions.none(), Audits.scratch(), InstantSource.system())) {
            List<CacheStats> seen = new ArrayList<>();
            for (int s = 0; s < 60; s++) {
                for (int i = 0; i < 4; i++) {
                    caching.cache().get(CachedQuery.of(Tier.LONG, "SELECT ?", s / 10), () -> "x");
                }
                seen.add(caching.cache().stats());
                pasts.recording.gauges(start.plusSeconds(s), CacheGauges.of(seen.getLast()));
            }
            pasts.active(start, 60, 3);
            pasts.recording.close();
            pasts.written(start.plusSeconds(59));
            Replay replay = replay(pasts);
            CacheStats then = Objects.requireNonNull(replay.read(start.plusSeconds(33)).cache());
            CacheStats.OfTier was = seen.get(33).of(Tier.LONG);
            CacheStats.OfTier read = then.of(Tier.LONG);
            assertThat(read.spec()).isEqualTo(was.spec());
            assertThat(read.entries()).isEqualTo(was.entries());
            assertThat(read.counts().hits()).isEqualTo(was.counts().hits()).isPositive();
            assertThat(read.counts().loads()).isEqualTo(was.counts().loads());
            assertThat(read.counts().hitRatio()).isEqualTo(was.counts().hitRatio());
            assertThat(then.shapes()).as("statements are not recorded").isEmpty();
            assertThat(then.since().toEpochMilli()).isEqualTo(seen.get(33).since().toEpochMilli());
            double[] ratio = replay.cache(start, start.plusSeconds(60)).hitRatio().get(Tier.LONG).values();
            assertThat(ratio[33]).isEqualTo(1.0);
            assertThat(ratio[40]).isEqualTo(0.75);
        }
    }

    @Test
    void whatTheChecksSaidComesBackWithTheirWords() {
        Servers.execute(target, "CREATE UNLOGGED TABLE careless (a int PRIMARY KEY)", "CREATE TABLE keyless (a int)");
        Db nobody = Servers.db(Servers.unprivileged(target));
        List<Check> few = Checks.all().stream().filter(c -> FEW.contains(c.id())).toList();
        HealthMutes mutes = new HealthMutes(folder.resolve("mutes"), InstantSource.system());
        mutes.mute(new HealthMutes.Mute("no-primary-key", "public.keyless", null, "a queue"));
        HealthReport told = new Checks(few, HealthMemory.ofThisProcess(), mutes, InstantSource.fixed(start)).run(nobody);
        try (Pasts pasts = Pasts.usual(start)) {
            pasts.recording.told(start, HealthRecord.gist(told), HealthRecord.of(told));
            pasts.active(start, 45, 3);
            pasts.active(start.plusSeconds(600), 30, 3);
            pasts.written(start.plusSeconds(629));
            Replay replay = replay(pasts);
            List<Reading<HealthReport>> seen = new ArrayList<>();
            replay.subscribe(new HealthProbe(new Checks(few, HealthMemory.ofThisProcess(), mutes, InstantSource.system())), seen::add);
            replay.show(replay.read(start.plusSeconds(30)));
            Reading.Value<HealthReport> then = (Reading.Value<HealthReport>) seen.getLast();
            assertThat(then.at()).isEqualTo(start);
            assertThat(then.lacks()).as("older than it seems").hasSize(1);
            Finding careless = then.value().findings().getFirst();
            Finding was = told.findings().getFirst();
            assertThat(then.value().findings()).hasSameSizeAs(told.findings());
            assertThat(List.of(careless.check(), careless.object(), careless.sentence(), careless.since(), String.valueOf(careless.fix())))
                    .isEqualTo(List.of(was.check(), was.object(), was.sentence(), was.since(), String.valueOf(was.fix())));
            assertThat(then.value().score()).isEqualTo(told.score());
            assertThat(then.value().notLooked()).extracting(o -> o.check().id()).containsExactly("md5-passwords");
            assertThat(then.value().outcomes().stream().flatMap(o -> o.muted().stream())).singleElement()
                    .satisfies(m -> assertThat(m.by().reason()).isEqualTo("a queue"));
            replay.show(replay.read(start.plusSeconds(300)));
            assertThat(seen.getLast()).as("nobody looked then").isInstanceOf(Reading.Skipped.class);
        }
    }

    @Test
    void checksAreKeptWhenTheySayOtherThings() {
        try (Pasts pasts = Pasts.usual(start)) {
            List<Check> few = Checks.all().stream().filter(c -> FEW.contains(c.id())).toList();
            Checks checks = new Checks(few, HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("none"), InstantSource.system()), InstantSource.system());
            Map<Integer, HealthReport> told = new HashMap<>();
            for (int s : new int[] {0, 1, 2, 30}) {
                if (s == 30) {
                    Servers.execute(target, "CREATE UNLOGGED TABLE careless (a int PRIMARY KEY)");
                }
                HealthReport now = checks.run(Servers.db(target));
                told.put(s, now);
                pasts.recording.told(start.plusSeconds(s), HealthRecord.gist(now), HealthRecord.of(now));
            }
            pasts.active(start, 60, 3);
            pasts.written(start.plusSeconds(59));
            Replay replay = replay(pasts);
            assertThat(Objects.requireNonNull(replay.read(start.plusSeconds(29)).health()).findings()).isEmpty();
            assertThat(Objects.requireNonNull(replay.read(start.plusSeconds(31)).health()).findings()).extracting(Finding::object).contains("public.careless");
            assertThat(replay.read(start.plusSeconds(29)).health().at()).as("the same is not kept twice").isEqualTo(start);
        }
    }

    @Test
    void alertsOfAPastMomentAreThoseThatStoodThen() {
        try (Pasts pasts = Pasts.usual(start)) {
            pasts.active(start, 300, 3);
            pasts.written(start.plusSeconds(299));
            int id = Objects.requireNonNull(pasts.recording.id());
            try (AlertStore alerts = new AlertStore(pasts.repository)) {
                AlertStore.Stored open = alerts.open(new AlertStore.Stored(0, "", id, "long-query", "4711", "WARNING", "Long queries", "Session 4711 runs for 9 min",
                        "activity", 540, 540, start.plusSeconds(60), start.plusSeconds(60), null));
                alerts.close(open.id(), start.plusSeconds(120));
            }
            Replay replay = replay(pasts);
            assertThat(replay.read(start.plusSeconds(30)).alerts()).isEmpty();
            assertThat(replay.read(start.plusSeconds(90)).alerts()).singleElement().satisfies(a -> {
                assertThat(a.sentence()).isEqualTo("Session 4711 runs for 9 min");
                assertThat(a.tab()).isEqualTo("activity");
            });
            assertThat(replay.read(start.plusSeconds(200)).alerts()).isEmpty();
        }
    }
}
