package dev.howdah.engine.alert;

import dev.howdah.engine.alert.out.Lane;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes one server's alerts into the repository and lets the outputs be told, each once. What is due follows from how things stand and not
 * from events, so that a repository that was away, a restart, quiet hours and a mute all end in the same: what stands is told.
 * Belongs to one thread.
 */
final class Keeper {
    private static final Duration SAVE = Duration.ofSeconds(30);
    private static final Duration OWED = Duration.ofDays(8);
    private static final Duration GONE = Duration.ofDays(1);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final int MOST_ENDED = 1_000;

    private final Watch watch;
    private final boolean kept;
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> ended = new ArrayList<>();
    private final Teller teller;
    private @Nullable Integer target;
    private boolean loaded;
    private @Nullable Instant asked;

    /** @param kept whether there is to be a repository at all */
    Keeper(Watch watch, boolean kept) {
        this.watch = watch;
        this.kept = kept;
        this.teller = new Teller(watch.target().environment().name().toLowerCase(Locale.ROOT));
    }

    Teller teller() {
        return teller;
    }

    Watch watch() {
        return watch;
    }

    /** True when the repository was asked what stands. */
    boolean loaded() {
        return loaded;
    }

    /**
     * Brings repository and outputs up to date.
     *
     * @param store null while there is none or it is away
     * @param lanes empty while nobody may be told yet
     * @param hush why nobody is told of an alert; null when somebody is
     */
    void keep(@Nullable AlertStore store, List<Lane> lanes, Function<Alert, Alert.@Nullable Hush> hush, Instant now) {
        boolean knew = !kept || loaded;
        if (store != null && !loaded && (asked == null || Duration.between(asked, now).abs().compareTo(ASK) > 0)) {
            asked = now;
            load(store, now);
        }
        if (store != null) {
            // First what ended: the same may stand anew.
            ended.forEach(e -> writeEnd(store, e));
        }
        Map<String, Watch.Item> items = new HashMap<>();
        watch.items().forEach(i -> items.put(i.key(), i));
        items.forEach((key, item) -> follow(key, item, store, now));
        entries.entrySet().removeIf(e -> {
            Watch.Item item = items.get(e.getKey());
            boolean over = item == null || !item.alert().open();
            if (over) {
                end(e.getValue(), item, now);
            }
            return over;
        });
        if (store != null) {
            ended.forEach(e -> writeEnd(store, e));
            entries.values().forEach(e -> Teller.note(store, e));
            ended.forEach(e -> Teller.note(store, e));
            teller.settle(store);
        } else {
            teller.settle();
        }
        entries.values().forEach(e -> teller.tell(e, store, lanes, hush, now));
        ended.forEach(e -> teller.tell(e, store, lanes, hush, now));
        // In the round that loads them, nobody may be told yet of those of an earlier process.
        ended.removeIf(e -> knew && (!kept || e.closeWritten) && (Teller.told(e, lanes) || closedFor(e, now).compareTo(OWED) > 0));
        while (ended.size() > MOST_ENDED) {
            ended.removeFirst();
        }
    }

    private void load(AlertStore store, Instant now) {
        if (target == null) {
            target = store.target(watch.target());
        }
        Integer id = target;
        if (id == null) {
            // It was never recorded; nothing can stand there.
            loaded = true;
            return;
        }
        for (AlertStore.Stored s : store.open(id)) {
            if (watch.adopt(s)) {
                entries.computeIfAbsent(s.rule() + "\u0000" + s.object(), k -> new Entry(alert(s), s.openedAt())).id = s.id();
            } else if (Duration.between(s.seenAt(), now).compareTo(GONE) > 0) {
                // Another process may have rules that this one has not.
                store.close(s.id(), now);
            }
        }
        for (AlertStore.Stored s : store.owed(id, now.minus(OWED))) {
            if (ended.stream().anyMatch(e -> Long.valueOf(s.id()).equals(e.id))) {
                continue;
            }
            Entry e = new Entry(alert(s), s.openedAt());
            e.id = s.id();
            e.closed = true;
            e.closeWritten = true;
            ended.add(e);
        }
        entries.values().forEach(e -> Teller.said(store, e));
        ended.forEach(e -> Teller.said(store, e));
        loaded = true;
    }

    /** As far as it can be told from the repository alone. */
    private Alert alert(AlertStore.Stored s) {
        AlertRule rule = watch.rules().stream().filter(r -> r.id().equals(s.rule())).findFirst().orElse(null);
        AlertRule shown = rule == null ? Preset.answer(Duration.ZERO, Quiet.never()) : rule;
        return new Alert(watch.target().name(), shown, s.object(), s.closedAt() == null ? Alert.State.UNKNOWN : Alert.State.RESOLVED,
                dev.howdah.engine.health.Levels.Severity.valueOf(s.severity()), s.value(), shown.shown(s.value()), s.sentence(), s.openedAt(),
                s.closedAt(), s.seenAt(), null);
    }

    private void follow(String key, Watch.Item item, @Nullable AlertStore store, Instant now) {
        Alert alert = item.alert();
        Instant openedAt = alert.openedAt();
        if (!alert.open() || openedAt == null) {
            return;
        }
        Entry known = entries.get(key);
        if (known != null && openedAt.isAfter(known.begun)) {
            // It ended and began again since the last time.
            entries.remove(key);
            end(known, null, openedAt);
            if (store != null) {
                writeEnd(store, known);
            }
        }
        Entry e = entries.computeIfAbsent(key, k -> new Entry(alert, openedAt));
        e.alert = alert;
        Integer number = store == null ? null : number(store, now);
        if (store == null || number == null) {
            return;
        }
        String stand = alert.severity() + " " + alert.state();
        Instant savedAt = e.savedAt;
        Long id = e.id;
        if (id != null && savedAt != null && e.saved.equals(stand) && Duration.between(savedAt, now).abs().compareTo(SAVE) < 0) {
            return;
        }
        AlertStore.Stored row = row(e, number, item.worst());
        if (id == null) {
            opened(store, e, row);
        } else {
            store.seen(row);
        }
        e.savedAt = now;
        e.saved = stand;
    }

    /** The server's number in the repository, where one that was never recorded is noted with its first alert; null before it answered. */
    private @Nullable Integer number(AlertStore store, Instant now) {
        Server server = watch.server();
        if (target == null && server != null) {
            target = store.register(watch.target(), server, now);
        }
        return target;
    }

    private static AlertStore.Stored row(Entry e, int target, double worst) {
        Alert a = e.alert;
        return new AlertStore.Stored(e.id == null ? 0 : e.id, a.target(), target, a.rule().id(), a.object(), a.severity().name(), a.rule().title(),
                a.sentence(), a.rule().place(a.object()).toString(), a.value(), worst, e.openedAt, a.seenAt(), null);
    }

    private static void opened(AlertStore store, Entry e, AlertStore.Stored row) {
        AlertStore.Stored there = store.open(row);
        e.id = there.id();
        e.openedAt = there.openedAt();
        Teller.said(store, e);
    }

    private void end(Entry e, Watch.@Nullable Item item, Instant now) {
        Alert a = item == null ? e.alert : item.alert();
        Instant closedAt = a.closedAt() == null ? now : a.closedAt();
        e.alert = new Alert(a.target(), a.rule(), a.object(), Alert.State.RESOLVED, e.alert.severity(), a.value(), a.shown(), e.alert.sentence(),
                e.openedAt, closedAt, a.seenAt(), null);
        e.closed = true;
        ended.add(e);
    }

    private void writeEnd(AlertStore store, Entry e) {
        Instant closedAt = e.alert.closedAt();
        Integer number = e.closeWritten || closedAt == null ? null : number(store, closedAt);
        if (closedAt == null || number == null) {
            return;
        }
        if (e.id == null) {
            // It began and ended while the repository was away.
            opened(store, e, row(e, number, e.alert.value()));
        }
        Long id = e.id;
        if (id != null) {
            store.close(id, closedAt);
            e.closeWritten = true;
        }
    }

    private static Duration closedFor(Entry e, Instant now) {
        Instant closedAt = e.alert.closedAt();
        return closedAt == null ? Duration.ZERO : Duration.between(closedAt, now);
    }
}
