package dev.howdah.ui.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cache.BufferCache;
import dev.howdah.engine.cache.CacheGauges;
import dev.howdah.engine.cache.CacheOptions;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.HitRatio;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.cache.TierSpec;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.ready.Maintenance;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.replay.Pasts;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Replays;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheControllerTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T08:00:00Z"));
    private final InstantSource clock = now::get;
    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);
    private final Caching caching = new Caching(db, db, CacheOptions.none(), Audits.scratch(), clock);
    private final QueryCache cache = caching.cache();
    private final Sampler sampler = new Sampler(db, InstantSource.system());
    private final CacheModel model = new CacheModel();
    private final CacheController controller =
            new CacheController(model, caching, Replays.live(sampler), db, new SimpleObjectProperty<>(Duration.ofMinutes(5)), Kit.direct(clock));

    @AfterEach
    void close() {
        sampler.close();
    }

    private void read(int id) {
        cache.get(CachedQuery.of(Tier.SHORT, "SELECT ?", id), () -> "x");
    }

    private void look() {
        now.updateAndGet(t -> t.plusSeconds(1));
        controller.onStats(cache.stats());
    }

    @Test
    void drawsWhatHappenedSinceTheLastLook() {
        read(1);
        look();
        read(1);
        read(1);
        read(2);
        look();
        CacheModel.Past past = model.past.get();
        assertThat(past).isNotNull();
        assertThat(past.hitRatio().get("short").values()).endsWith(2 / 3.0);
        assertThat(past.hitRatio().get("long").values()).as("nothing was read").isEmpty();
        controller.onResetStats();
        look();
    }

    @Test
    void aLineHasNoGapsBetweenReadsAndBetweenLooks() {
        read(1);
        look();
        now.updateAndGet(t -> t.plusSeconds(9));
        look();
        now.updateAndGet(t -> t.plusSeconds(9));
        read(1);
        look();
        CacheModel.Past past = Objects.requireNonNull(model.past.get());
        assertThat(past.hitRatio().get("short").values()).as("nothing was read for 19 s, then all from memory").containsOnly(1.0);
        assertThat(past.saved().get("short").values()).hasSize(11).doesNotContain(Double.NaN);
    }

    @Test
    void clearsATierOrAll() {
        read(1);
        cache.get(CachedQuery.of(Tier.LONG, "SELECT 2"), () -> "y");
        controller.onClear(Tier.SHORT);
        assertThat(java.util.Objects.requireNonNull(model.stats.get()).of(Tier.SHORT).entries()).isZero();
        assertThat(java.util.Objects.requireNonNull(model.stats.get()).of(Tier.LONG).entries()).isEqualTo(1);
        controller.onClear(null);
        assertThat(java.util.Objects.requireNonNull(model.stats.get()).of(Tier.LONG).entries()).isZero();
    }

    @Test
    void takesSettingsAndRefusesNonsense() {
        assertThat(controller.onConfigure(Tier.SHORT, " 10 ", "5", false, "0", "80")).isNull();
        assertThat(cache.spec(Tier.SHORT)).isEqualTo(new TierSpec(Duration.ofSeconds(10), new TierSpec.Limit.Entries(5), Duration.ZERO, 0.8));
        assertThat(controller.onConfigure(Tier.SHORT, "10", "64", true, "0", "100")).isNull();
        assertThat(cache.spec(Tier.SHORT).limit()).isEqualTo(new TierSpec.Limit.Bytes(64L << 20));
        for (String bad : new String[] {"0", "-1", "x", "", "99999999999999999999"}) {
            assertThat(controller.onConfigure(Tier.SHORT, bad, "5", false, "0", "80")).as(bad).isNotNull();
        }
        assertThat(controller.onConfigure(Tier.SHORT, "10", "5", false, "0", "101")).isNotNull();
        assertThat(cache.spec(Tier.SHORT).ttl()).hasSeconds(10);
    }

    @Test
    void listsBuffersWhenAskedAndSaysWhatIsMissing() {
        controller.onContents();
        assertThat(model.problem.get()).isNotNull();
        assertThat(model.reading.get()).isFalse();
        Servers.execute(target, "CREATE EXTENSION pg_buffercache");
        controller.onContents();
        assertThat(model.problem.get()).isNull();
        assertThat(model.contents.get()).isNotEmpty();
    }

    @Test
    void loadsTheTableThatWasChosenWhateverItsNameIs() {
        Servers.execute(target, "CREATE EXTENSION pg_prewarm", "CREATE SCHEMA \"a.b\"", "CREATE SCHEMA a",
                "CREATE TABLE \"a.b\".\"c d\" AS SELECT g AS id FROM generate_series(1, 1000) g", "CREATE INDEX \"i.\"\"j\" ON \"a.b\".\"c d\" (id)",
                "CREATE TABLE a.\"b.c d\" AS SELECT 1 AS id");
        List<String> tables = BufferCache.TABLES.read(db).stream().map(BufferCache.Blocks::name).toList();
        assertThat(tables).containsExactlyInAnyOrder("\"a.b\".\"c d\"", "a.\"b.c d\"");
        assertThat(BufferCache.INDEXES.read(db)).extracting(BufferCache.Blocks::name).containsExactly("\"a.b\".\"i.\"\"j\"");
        Job job = Maintenance.all().stream().filter(j -> j.name().equals("maintenance/prewarm")).findFirst().orElseThrow();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            List<JobRun> runs = new ArrayList<>();
            controller.prewarming(t -> runs.add(runner.start(job, Arguments.of(job.parameters(), Map.of("table", t)), job.knobs())));
            tables.forEach(t -> controller.onPrewarm(new HitRatio(t, 0, 0, 0, 0)));
            assertThat(model.problem.get()).isNull();
            assertThat(runs).hasSize(2).allSatisfy(r -> assertThat(r.await(Duration.ofMinutes(2)).phase()).isEqualTo(Phase.DONE));
        }
    }

    @Test
    void aPastMomentShowsTheCacheAsItWas() {
        Instant start = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600 - 1_200);
        Kit kit = Kit.direct(InstantSource.system());
        try (Pasts pasts = Pasts.usual(start)) {
            for (int s = 0; s < 30; s++) {
                read(s % 3);
                pasts.recording.gauges(start.plusSeconds(s), CacheGauges.of(cache.stats()));
            }
            pasts.active(start, 30, 3);
            pasts.recording.close();
            pasts.written(start.plusSeconds(29));
            Replay replay = new Replay(sampler, new VitalHistory(sampler), new StatementWatch(sampler), pasts::history, InstantSource.system());
            CacheController past = new CacheController(model, caching, replay, db, new SimpleObjectProperty<>(Duration.ofMinutes(5)), kit);
            Screen screen = Screen.of(new StackPane(), past::onShow);
            screen.shown(true);
            replay.show(replay.read(start.plusSeconds(20)));
            kit.era().show(start.plusSeconds(20));
            assertThat(model.missing.get()).isFalse();
            assertThat(model.stats.get().total().reads()).isEqualTo(21);
            assertThat(model.changes.hearing.get()).as("announcements are not recorded").isNull();
            assertThat(model.past.get().hitRatio().get("short").values()).contains(1.0);
            replay.show(replay.read(start.plusSeconds(400)));
            kit.era().show(start.plusSeconds(400));
            assertThat(model.missing.get()).as("a gap").isTrue();
            replay.live();
            kit.era().show(null);
            assertThat(model.missing.get()).isFalse();
            assertThat(model.stats.get().total().reads()).isEqualTo(30);
            screen.shown(false);
        }
    }
}
