package dev.howdah.engine.alert;

import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.AlertStore.Mute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nobody wants to hear of: as the repository says, and what of it was not written there yet. Thread-safe. */
final class AlertMutes {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final List<Mute> known = new ArrayList<>();
    private final List<Mute> unwritten = new ArrayList<>();
    private final List<Mute> ended = new ArrayList<>();
    private long readAt;
    private boolean read;

    synchronized void mute(Mute m) {
        known.removeIf(k -> same(k, m));
        ended.removeIf(k -> same(k, m));
        unwritten.removeIf(k -> same(k, m));
        known.add(m);
        unwritten.add(m);
    }

    synchronized void unmute(Mute m) {
        known.removeIf(k -> same(k, m));
        unwritten.removeIf(k -> same(k, m));
        ended.add(m);
    }

    /** Writes what is not written and reads what others wrote. */
    void bring(AlertStore store, Instant now) {
        List<Mute> add;
        List<Mute> drop;
        synchronized (this) {
            if (read && unwritten.isEmpty() && ended.isEmpty() && System.nanoTime() - readAt < FRESH.toNanos()) {
                return;
            }
            add = List.copyOf(unwritten);
            drop = List.copyOf(ended);
        }
        drop.forEach(m -> store.unmute(m.place(), m.rule(), m.object()));
        add.forEach(store::mute);
        List<Mute> all = store.mutes(now);
        synchronized (this) {
            unwritten.removeAll(add);
            ended.removeAll(drop);
            known.clear();
            all.stream().filter(m -> ended.stream().noneMatch(e -> same(e, m)) && unwritten.stream().noneMatch(e -> same(e, m))).forEach(known::add);
            known.addAll(unwritten);
            readAt = System.nanoTime();
            read = true;
        }
    }

    synchronized List<Mute> at(Instant now) {
        return known.stream().filter(m -> holds(m, now)).toList();
    }

    synchronized @Nullable Mute covering(String place, Alert a, Instant now) {
        return known.stream().filter(m -> holds(m, now) && m.covers(place, a.rule().id(), a.rule().manner().group(), a.object())).findFirst().orElse(null);
    }

    private static boolean holds(Mute m, Instant now) {
        return m.until() == null || m.until().isAfter(now);
    }

    private static boolean same(Mute a, Mute b) {
        return a.place().equals(b.place()) && a.rule().equals(b.rule()) && a.object().equals(b.object());
    }
}
