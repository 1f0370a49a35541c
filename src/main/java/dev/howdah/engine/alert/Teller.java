package dev.howdah.engine.alert;

import dev.howdah.engine.alert.Entry.Said;
import dev.howdah.engine.alert.out.Lane;
import dev.howdah.engine.alert.out.Notice;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells outputs of one server's alerts, each once whatever process tells it. Belongs to its keeper's thread; only deliveries come from others. */
final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final Duration OTHERS = Duration.ofMinutes(1);

    private final String environment;
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    /** How a notice ended. */
    private record Delivery(Entry entry, String output, @Nullable String problem) {}

    /** @param environment of the server, as notices say it */
    Teller(String environment) {
        this.environment = environment;
    }

    /** What any process told of it. */
    static void said(AlertStore store, Entry e) {
        Long id = e.id;
        if (id != null) {
            store.told(id).forEach(t -> e.said.putIfAbsent(t.output(), new Said(t.at(), t.rank(), t.over(), false, true, null)));
        }
    }

    /** What was said while the repository was away. */
    static void note(AlertStore store, Entry e) {
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

    /** Everybody who heard of it heard of its end. */
    static boolean told(Entry e, List<Lane> lanes) {
        return lanes.stream().allMatch(l -> {
            Said s = e.said.get(l.key());
            return s == null || (s.over() && s.next() == null) || !l.spec().routing().resolved();
        });
    }

    /**
     * Tells what is due.
     *
     * @param store null while there is none or it is away
     */
    void tell(Entry e, @Nullable AlertStore store, List<Lane> lanes, Function<Alert, Alert.@Nullable Hush> hush, Instant now) {
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
        return new Notice(kind, a.severity(), a.target(), environment, a.rule().id(),
                a.rule().manner().group(), a.rule().title(), a.object(), a.value(), a.shown(), a.sentence(), e.openedAt, now,
                a.rule().place(a.object()));
    }

    /** What arrived is written, so that no other process says it again. */
    void settle(AlertStore store) {
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
