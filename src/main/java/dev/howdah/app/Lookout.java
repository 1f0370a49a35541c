package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.alert.SamplerSource;
import dev.howdah.engine.alert.out.Message;
import dev.howdah.engine.alert.out.Notice;
import dev.howdah.engine.alert.out.SystemNotice;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Watches what the window has open and, as the settings say, what else is sampled in this console, and shows what is the matter.
 * Decides too which of the other servers rest while nobody looks at them. Thread-safe.
 */
final class Lookout implements AutoCloseable {
    private final Wiring wiring;
    private final Kit kit;
    private @Nullable Alerts alerts;
    private boolean read;
    private boolean recording;
    private final List<String> open = new ArrayList<>();
    private final Object settling = new Object();
    private @Nullable FleetAlerts beside;
    private boolean looking;
    private boolean asleep;
    private volatile Show show = (server, tab, object, at) -> {};
    private volatile BooleanSupplier inFront = () -> true;

    Lookout(Wiring wiring, Kit kit) {
        this.wiring = wiring;
        this.kit = kit;
    }

    /** Which servers are watched. */
    enum Scope {
        /** Those that the window has open. */
        OPEN,
        /** Those of the list of servers too, from when it was looked at first. */
        SAMPLED,
        /** All saved ones, from the start on. */
        ALL;

        static Scope of(Settings settings) {
            return valueOf(settings.word("alerts.servers", List.of("open", "sampled", "all"), "sampled").toUpperCase(Locale.ROOT));
        }
    }

    /** Shows a moment of a tab and something in it, of whichever server. */
    @FunctionalInterface
    interface Show {
        void show(String server, String tab, String object, Instant at);
    }

    /**
     * How a notice reaches whoever sits there.
     *
     * @param tab shows where it leads
     * @param front whether the window is looked at; else the desktop's own notices say it too
     */
    void onShow(Show tab, BooleanSupplier front) {
        show = tab;
        inFront = front;
    }

    /** Begins with the first server that is opened; null when the settings say not to watch. */
    private synchronized @Nullable Alerts alerts(boolean recorded) {
        recording |= recorded;
        if (!read) {
            read = true;
            AlertSettings settings = wiring.checking().alerts();
            if (settings.enabled()) {
                AlertPlan plan = settings.plan();
                String author = wiring.surroundings().user();
                boolean kept = wiring.settings().flag("history.record", true);
                Alerts.Keeping keeping = kept ? Alerts.Keeping.in(this::repository, author) : Alerts.Keeping.nowhere(author);
                Alerts begun = Alerts.begin(plan, wiring.checking().outputs(plan, this::tell), keeping, wiring.clock());
                alerts = begun;
                if (Scope.of(wiring.settings()) != Scope.OPEN) {
                    FleetAlerts others = new FleetAlerts(begun);
                    beside = others;
                    wiring.checking().fleet().follow(others::join);
                }
            }
        }
        return alerts;
    }

    private @Nullable Repository repository() {
        synchronized (this) {
            if (!recording) {
                return null;
            }
        }
        return wiring.hold().journal().repository();
    }

    /** What watches a server, and its end. */
    record Post(Alerts alerts, Subscription watching) {}

    /**
     * Watches a server that was opened; null when nothing is watched.
     *
     * @param recorded whether its past is kept
     */
    @Nullable Post watch(Engine engine, Checks checks, boolean recorded) {
        Alerts known = alerts(recorded);
        if (known == null) {
            return null;
        }
        Subscription alone = alone(engine.target());
        Subscription watching = known.watch(engine.target(), new SamplerSource(engine.sampler()), engine.checking(), checks, engine.pool());
        return new Post(known, () -> {
            watching.close();
            alone.close();
        });
    }

    /** It is watched by its own sampler, and the fleet's rests unless somebody looks at the fleet. */
    private Subscription alone(Target target) {
        String place = AlertStore.place(target);
        FleetAlerts others;
        synchronized (this) {
            open.add(place);
            others = beside;
        }
        Subscription without = others == null ? () -> {} : others.without(target);
        settle();
        return () -> {
            synchronized (this) {
                open.remove(place);
            }
            without.close();
            settle();
        };
    }

    /** Whether all saved servers are to be watched from the start on. */
    synchronized boolean watchesAll() {
        return beside != null && Scope.of(wiring.settings()) == Scope.ALL;
    }

    /** Somebody looks at the list of servers, or does no longer. */
    void looking(boolean now) {
        synchronized (this) {
            looking = now;
        }
        settle();
    }

    /** Nothing is to be sampled, or it goes on. */
    void asleep(boolean now) {
        synchronized (this) {
            asleep = now;
        }
        settle();
    }

    /** One after the other, or an answer of before would stay. */
    private void settle() {
        synchronized (settling) {
            wiring.checking().fleet().rest(this::rests);
        }
    }

    private synchronized boolean rests(Target target) {
        return asleep || (!looking && (beside == null || open.contains(AlertStore.place(target))));
    }

    private void tell(Message message) throws InterruptedException {
        Notice n = message.first();
        Tone tone = message.over() ? Tone.GOOD : n.severity() == Severity.CRITICAL ? Tone.BAD : Tone.LOOK;
        int others = message.notices().size() - 1 + message.more();
        String text = others == 0 ? n.sentence() : Text.of("alerts.and-more", n.sentence(), others);
        Action action = new Action("alert", Text.of("alerts.open"), Icons.BELL, () -> show.show(n.target(), n.place().tab(), n.place().row(), n.openedAt()));
        kit.fx().later(() -> kit.notices().say(tone, Message.word(n) + " · " + n.target(), text, action));
        if (!inFront.getAsBoolean()) {
            SystemNotice notice = SystemNotice.of(wiring.surroundings());
            if (notice != null && !notice.show(message)) {
                LoggerFactory.getLogger(Lookout.class).debug("the desktop shows no notices");
            }
        }
    }

    @Override
    public void close() {
        Alerts known;
        synchronized (this) {
            known = alerts;
            alerts = null;
        }
        if (known != null) {
            known.close();
        }
    }
}
