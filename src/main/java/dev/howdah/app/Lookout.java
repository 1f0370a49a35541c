package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.alert.SamplerSource;
import dev.howdah.engine.alert.out.Message;
import dev.howdah.engine.alert.out.Notice;
import dev.howdah.engine.alert.out.SystemNotice;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Tone;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Watches what the window has open, and shows what is the matter. Thread-safe. */
final class Lookout implements AutoCloseable {
    private final Wiring wiring;
    private final Kit kit;
    private @Nullable Alerts alerts;
    private boolean read;
    private boolean recording;
    private volatile BiConsumer<String, Instant> show = (tab, at) -> {};
    private volatile BooleanSupplier inFront = () -> true;

    Lookout(Wiring wiring, Kit kit) {
        this.wiring = wiring;
        this.kit = kit;
    }

    /**
     * How a notice reaches whoever sits there.
     *
     * @param tab shows a tab and a moment
     * @param front whether the window is looked at; else the desktop's own notices say it too
     */
    void onShow(BiConsumer<String, Instant> tab, BooleanSupplier front) {
        show = tab;
        inFront = front;
    }

    /** Begins with the first server that is opened; null when the settings say not to watch. */
    private synchronized @Nullable Alerts alerts(boolean recorded) {
        recording |= recorded;
        if (!read) {
            read = true;
            AlertSettings settings = wiring.alertSettings();
            if (settings.enabled()) {
                AlertPlan plan = settings.plan();
                String author = wiring.surroundings().user();
                boolean kept = wiring.settings().flag("history.record", true);
                Alerts.Keeping keeping = kept ? Alerts.Keeping.in(this::repository, author) : Alerts.Keeping.nowhere(author);
                alerts = Alerts.begin(plan, wiring.outputs(plan, this::tell), keeping, wiring.clock());
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
        return wiring.journal().repository();
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
        return known == null ? null
                : new Post(known, known.watch(engine.target(), new SamplerSource(engine.sampler()), engine.checking(), checks, engine.pool()));
    }

    private void tell(Message message) throws InterruptedException {
        Notice n = message.first();
        Tone tone = message.over() ? Tone.GOOD : n.severity() == Severity.CRITICAL ? Tone.BAD : Tone.LOOK;
        int others = message.notices().size() - 1 + message.more();
        String text = others == 0 ? n.sentence() : Text.of("alerts.and-more", n.sentence(), others);
        Action action = new Action("alert", Text.of("alerts.open"), Icons.BELL, () -> show.accept(n.tab(), n.openedAt()));
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
