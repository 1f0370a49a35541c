package dev.howdah.engine.alert;

import dev.howdah.engine.alert.out.Lane;
import dev.howdah.engine.alert.out.Notice;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one server's alerts into the repository and tells the outputs, each once. What is due follows from how things stand and not
 * from events, so that a repository that was away, a restart, quiet hours and a mute all end in the same: what stands is told.
 * Belongs to one thread; only deliveries come from others.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration SAVE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final Duration OWED = Duration.ofDays(8);
    private static final Duration GONE = Duration.ofDays(1);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final int MOST_ENDED = 1_000;
    private static final Duration OTHERS = Duration.ofMinutes(1);

    private final Watch watch;
    private final boolean kept;
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> ended = new ArrayList<>();
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private @Nullable Integer target;
    private boolean loaded;
    private @Nullable Instant asked;

    /** An alert with what was written and said of it. */
    private static final class Entry {
        private Alert alert;
        private @Nullable Long id;
        /** As this process saw it; another one may have seen it before. */
        private final Instant begun;

        private Instant openedAt;
        private @Nullable Instant savedAt;
        private String saved = "";
        private boolean closed;
        private boolean closeWritten;
        private final Map<String, Said> said = new HashMap<>();

        Entry(Alert alert, Instant openedAt) {
            this.alert = alert;
            this.openedAt = openedAt;
            this.begun = openedAt;
        }
    }

    /**
     * What an output heard last.
     *
     * @param others another process said it
     * @param noted whether the repository knows
     * @param next when it may be said again, if nothing becomes worse
     */
    private record Said(Instant at, int rank, boolean over, boolean others, boolean noted, @Nullable Instant next) {
        /** It was tried and did not arrive. */
        boolean failed() {
            return next != null && !others;
        }
    }

    /** How a notice ended. */
    private record Delivery(Entry entry, String output, @Nullable String problem) {}

    /** @param kept whether there is to be a repository at all */
    Keeper(Watch watch, boolean kept) {
        this.watch = watch;
        this.kept = kept;
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
            entries.values().forEach(e -> note(store, e));
            ended.forEach(e -> note(store, e));
            delivered(store);
        } else {
            settle();
        }
        entries.values().forEach(e -> tell(e, store, lanes, hush, now));
        ended.forEach(e -> tell(e, store, lanes, hush, now));
        // In the round that loads them, nobody may be told yet of those of an earlier process.
        ended.removeIf(e -> knew && (!kept || e.closeWritten) && (told(e, lanes) || closedFor(e, now).compareTo(OWED) > 0));
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
        entries.values().forEach(e -> said(store, e));
        ended.forEach(e -> said(store, e));
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

    private static void said(AlertStore store, Entry e) {
        Long id = e.id;
        if (id != null) {
            store.told(id).forEach(t -> e.said.putIfAbsent(t.output(), new Said(t.at(), t.rank(), t.over(), false, true, null)));
        }
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
        Integer number = target;
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

    private static AlertStore.Stored row(Entry e, int target, double worst) {
        Alert a = e.alert;
        return new AlertStore.Stored(e.id == null ? 0 : e.id, a.target(), target, a.rule().id(), a.object(), a.severity().name(), a.rule().title(),
                a.sentence(), a.rule().manner().tab(), a.value(), worst, e.openedAt, a.seenAt(), null);
    }

    private static void opened(AlertStore store, Entry e, AlertStore.Stored row) {
        AlertStore.Stored there = store.open(row);
        e.id = there.id();
        e.openedAt = there.openedAt();
        said(store, e);
    }

    /** What was said while the repository was away. */
    private static void note(AlertStore store, Entry e) {
        Long id = e.id;
        if (id == null) {
            return;
        }
        e.said.replaceAll((output, s) -> {
            if (!s.noted() && !s.others()) {
                store.claim(new AlertStore.Told(id, output, s.at(), s.rank(), s.over()), Duration.ZERO, Duration.ZERO);
                if (!s.failed()) {
                    store.delivered(id, output, null);
                }
            }
            return new Said(s.at(), s.rank(), s.over(), s.others(), true, s.next());
        });
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
        Integer number = target;
        if (e.closeWritten || closedAt == null || number == null) {
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

    /** Everybody who heard of it heard of its end. */
    private static boolean told(Entry e, List<Lane> lanes) {
        return lanes.stream().allMatch(l -> {
            Said s = e.said.get(l.key());
            return s == null || (s.over() && s.next() == null) || !l.spec().routing().resolved();
        });
    }

    private void tell(Entry e, @Nullable AlertStore store, List<Lane> lanes, Function<Alert, Alert.@Nullable Hush> hush, Instant now) {
        Alert a = e.alert;
        if (lanes.isEmpty() || hush.apply(a) != null) {
            return;
        }
        AlertRule.Manner manner = a.rule().manner();
        for (Lane lane : lanes) {
            OutputSpec.Routing routing = lane.spec().routing();
            boolean wanted = routing.takes(a.severity(), a.rule().id(), manner.group()) && (!e.closed || routing.resolved());
            Said before = e.said.get(lane.key());
            if (before != null && before.at().isAfter(now.plus(RETRY))) {
                // The clock went back: what was said counts from now on.
                e.said.put(lane.key(), new Said(now, before.rank(), before.over(), before.others(), before.noted(), null));
            } else if (wanted && due(e, before, manner.repeat(), now)) {
                say(e, before, store, lane, now);
            }
        }
    }

    private static boolean due(Entry e, @Nullable Said before, Duration repeat, Instant now) {
        if (before == null) {
            return !e.closed;
        }
        Instant next = before.next();
        if (next != null && !now.isBefore(next)) {
            return e.closed || !before.over();
        }
        if (e.closed || before.over()) {
            return e.closed && !before.over();
        }
        return e.alert.severity().ordinal() > before.rank() || (!repeat.isZero() && !now.isBefore(before.at().plus(repeat)));
    }

    private void say(Entry e, @Nullable Said before, @Nullable AlertStore store, Lane lane, Instant now) {
        int rank = e.alert.severity().ordinal();
        Long id = e.id;
        Duration repeat = e.alert.rule().manner().repeat();
        if (store != null && id != null && !store.claim(new AlertStore.Told(id, lane.key(), now, rank, e.closed), repeat, RETRY)) {
            // Another process has said it, or does just now.
            Instant failed = before == null || before.over() ? now : before.at().plus(RETRY);
            Instant next = !e.closed ? now.plus(OTHERS) : failed.isAfter(now) ? failed : null;
            e.said.put(lane.key(), new Said(now, rank, e.closed, true, true, next));
            return;
        }
        boolean again = before != null && before.rank() >= rank && !before.failed();
        e.said.put(lane.key(), new Said(now, rank, e.closed, false, store != null && id != null, null));
        Notice.Kind kind = e.closed ? Notice.Kind.RESOLVED : again ? Notice.Kind.REPEATED : Notice.Kind.FIRED;
        underWay.incrementAndGet();
        lane.put(notice(e, kind, now), problem -> deliveries.add(new Delivery(e, lane.key(), problem)));
    }

    private Notice notice(Entry e, Notice.Kind kind, Instant now) {
        Alert a = e.alert;
        return new Notice(kind, a.severity(), a.target(), watch.target().environment().name().toLowerCase(java.util.Locale.ROOT), a.rule().id(),
                a.rule().manner().group(), a.rule().title(), a.object(), a.value(), a.shown(), a.sentence(), e.openedAt, now,
                a.rule().manner().tab());
    }

    private void delivered(AlertStore store) {
        Delivery d = deliveries.peek();
        while (d != null) {
            Long id = d.entry.id;
            if (id != null) {
                store.delivered(id, d.output, d.problem);
            }
            settle(d);
            deliveries.remove();
            underWay.decrementAndGet();
            d = deliveries.peek();
        }
    }

    /** At the end: what arrived is written, so that the next process does not say it again. */
    void settle(AlertStore store) {
        delivered(store);
    }

    /** Nothing is under way any more. */
    boolean settled() {
        return underWay.get() == 0;
    }

    /** Without a repository what was delivered is known here only. */
    void settle() {
        Delivery d = deliveries.poll();
        while (d != null) {
            settle(d);
            underWay.decrementAndGet();
            d = deliveries.poll();
        }
    }

    private static void settle(Delivery d) {
        Said s = d.entry.said.get(d.output);
        if (s != null && d.problem != null) {
            d.entry.said.put(d.output, new Said(s.at(), s.rank(), s.over(), false, s.noted(), s.at().plus(RETRY)));
            LOG.debug("{} is told again later", d.output);
        }
    }
}
