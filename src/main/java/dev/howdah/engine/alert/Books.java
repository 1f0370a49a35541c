package dev.howdah.engine.alert;

import dev.howdah.engine.alert.out.Lane;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings repository and outputs up to date with what all watches say, in turns that come from one thread. A repository that is away is
 * tried again after a while; meanwhile alerts are told all the same. Thread-safe.
 */
final class Books implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Books.class);
    private static final Duration AWAY = Duration.ofSeconds(30);

    private final Alerts.Keeping keeping;
    private final List<Lane> lanes;
    private final AlertMutes mutes;
    private final List<Keeper> keepers = new CopyOnWriteArrayList<>();
    private final List<Keeper> leaving = new CopyOnWriteArrayList<>();
    private final long begun = System.nanoTime();
    private @Nullable AlertStore store;
    private long awayUntil = System.nanoTime();

    Books(Alerts.Keeping keeping, List<Lane> lanes, AlertMutes mutes) {
        this.keeping = keeping;
        this.lanes = List.copyOf(lanes);
        this.mutes = mutes;
    }

    /** Keeps what a watch says from now on. */
    Keeper open(Watch watch) {
        Keeper keeper = new Keeper(watch, keeping.kept());
        keepers.add(keeper);
        return keeper;
    }

    /** Keeps it no longer; what is being delivered for it is still written when it arrived. */
    void end(Keeper keeper) {
        if (keepers.remove(keeper)) {
            leaving.add(keeper);
        }
    }

    /**
     * Writes and tells what is due.
     *
     * @param hush why nobody is told of an alert; null when somebody is
     */
    synchronized void turn(BiFunction<Watch, Alert, Alert.@Nullable Hush> hush, Instant now) {
        AlertStore to = ready(now);
        if (!keeping.kept()) {
            leaving.forEach(k -> k.teller().settle());
            leaving.removeIf(k -> k.teller().settled());
        }
        for (Keeper keeper : keepers) {
            Function<Alert, Alert.@Nullable Hush> own = a -> hush.apply(keeper.watch(), a);
            try {
                keeper.keep(to, lanes(keeper), own, now);
            } catch (DbException e) {
                away(e);
                to = null;
            } catch (RuntimeException e) {
                LOG.error("the alerts of {} were not kept", keeper.watch().target().name(), e);
            }
        }
    }

    /** Null while there is no repository, or it is away. */
    private @Nullable AlertStore ready(Instant now) {
        try {
            AlertStore to = store();
            if (to != null) {
                mutes.bring(to, now);
                leaving.forEach(k -> k.teller().settle(to));
                leaving.removeIf(k -> k.teller().settled());
            }
            return to;
        } catch (DbException e) {
            away(e);
            return null;
        }
    }

    /** Nobody yet while it may turn out that they were told before. */
    private List<Lane> lanes(Keeper keeper) {
        boolean waits = keeping.kept() && !keeper.loaded() && System.nanoTime() - begun < keeping.grace().toNanos();
        return waits ? List.of() : lanes;
    }

    private @Nullable AlertStore store() {
        Repository open = keeping.repository().get();
        if (open == null || awayUntil - System.nanoTime() > 0) {
            return null;
        }
        AlertStore known = store;
        if (known == null) {
            known = new AlertStore(open.target());
            store = known;
        }
        return known;
    }

    private void away(DbException e) {
        LOG.warn("alerts cannot be written: {}", e.problem().detail());
        awayUntil = System.nanoTime() + AWAY.toNanos();
        AlertStore known = store;
        store = null;
        if (known != null) {
            known.close();
        }
    }

    /** Writes what arrived, so that the next process does not say it again. Comes after the last turn and the end of the lanes. */
    @Override
    public synchronized void close() {
        AlertStore known = store;
        store = null;
        if (known != null) {
            try (known) {
                keepers.forEach(k -> k.teller().settle(known));
                leaving.forEach(k -> k.teller().settle(known));
            } catch (DbException e) {
                LOG.debug("closing", e);
            }
        }
        keepers.clear();
    }
}
