package dev.howdah.ui.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cache.CacheOptions;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.cache.TierSpec;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleObjectProperty;
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
            new CacheController(model, caching, sampler, db, new SimpleObjectProperty<>(Duration.ofMinutes(5)), Kit.direct(clock));

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
        assertThat(past.hitRatio().get("long").values()).as("no read is a gap").containsOnly(Double.NaN);
        controller.onResetStats();
        look();
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
}
