package dev.howdah.engine.alert;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is usual out of the recorded past, once an hour and server, one at a time and aside. Thread-safe. */
final class Seasons implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Seasons.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Supplier<@Nullable Repository> repository;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Map<Watch, Long> due = new WeakHashMap<>();
    private @Nullable Thread reading;
    private boolean closed;

    Seasons(Supplier<@Nullable Repository> repository, ZoneId zone, InstantSource clock) {
        this.repository = repository;
        this.zone = zone;
        this.clock = clock;
    }

    /** Begins to read when it is time and nothing else is being read; returns at once. */
    synchronized void renew(Watch watch) {
        Long at = due.get(watch);
        boolean busy = reading != null && reading.isAlive();
        if (closed || busy || watch.seasonal().isEmpty() || (at != null && at - System.nanoTime() > 0)) {
            return;
        }
        due.put(watch, System.nanoTime() + AGAIN.toNanos());
        reading = Thread.ofVirtual().name("alerts usual").start(() -> read(watch));
    }

    private void read(Watch watch) {
        try {
            Repository open = repository.get();
            Repository.Known known = open == null ? null : open.find(watch.target());
            if (open == null || known == null) {
                return;
            }
            watch.seasons(read(new History(open, known.id()), watch.seasonal(), zone, clock.instant()));
            synchronized (this) {
                due.put(watch, System.nanoTime() + FRESH.toNanos());
            }
        } catch (DbException e) {
            // What is known stays: last hour's usual is still the usual.
            LOG.debug("what is usual was not read", e);
        } catch (RuntimeException e) {
            LOG.error("what is usual was not read", e);
        }
    }

    static Map<Measure, Season> read(History history, Map<Measure, Season.Spec> wanted, ZoneId zone, Instant now) {
        List<String> figures = wanted.keySet().stream().map(Measure::figure).filter(Objects::nonNull).map(Enum::name).toList();
        Span past = history.between(now.minus(Season.REACH), now, Season.STEP, figures);
        Map<Measure, Season> seasons = new EnumMap<>(Measure.class);
        wanted.forEach((m, spec) -> seasons.put(m, Season.of(m, spec, past, zone, now)));
        return seasons;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reading != null) {
            reading.interrupt();
        }
    }
}
