package dev.howdah.engine.alert;

import dev.howdah.engine.sample.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of alerts: each in the order in which things changed, and never of less than was told before. Thread-safe. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Supplier<List<Alert>> all;
    private final List<Consumer<List<Alert>>> listeners = new ArrayList<>();
    private List<Alert> last = List.of();

    /** @param all what there is now; waits for nothing */
    Listeners(Supplier<List<Alert>> all) {
        this.all = all;
    }

    /** The present at once, then each change. */
    synchronized Subscription add(Consumer<List<Alert>> listener) {
        // One subscription is one object, also when a listener subscribes twice.
        Consumer<List<Alert>> own = listener::accept;
        listeners.add(own);
        own.accept(all.get());
        return () -> remove(own);
    }

    private synchronized void remove(Consumer<List<Alert>> own) {
        listeners.remove(own);
    }

    /** Tells everybody if something is not as it was told last. */
    synchronized void publish() {
        List<Alert> now = all.get();
        if (now.equals(last)) {
            return;
        }
        last = now;
        for (Consumer<List<Alert>> listener : List.copyOf(listeners)) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                LOG.error("a listener failed", e);
            }
        }
    }
}
