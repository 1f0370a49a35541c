package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.util.Subscription;
import org.slf4j.LoggerFactory;

/** What a shown screen holds on to; all of it is let go when the screen is hidden. */
public final class Subscriptions {
    private final List<Subscription> open = new ArrayList<>();

    public void add(Subscription subscription) {
        open.add(subscription);
    }

    public void add(AutoCloseable resource) {
        open.add(() -> close(resource));
    }

    /** Something else to do when the screen is hidden. */
    public void onEnd(Runnable action) {
        open.add(action::run);
    }

    void end() {
        List<Subscription> all = List.copyOf(open);
        open.clear();
        all.reversed().forEach(Subscription::unsubscribe);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(Subscriptions.class).warn("a subscription did not end cleanly", e);
        }
    }
}
