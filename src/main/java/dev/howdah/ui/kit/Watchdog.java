package dev.howdah.ui.kit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In development: says when the FX thread was busy for too long. It costs one empty runnable four times a second. */
public final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final long TOO_LONG_MILLIS = 100;

    private final Fx fx;

    public Watchdog(Fx fx) {
        this.fx = fx;
    }

    public void start() {
        new Ticker<>(fx, PAUSE, System::nanoTime, this::arrived, t -> LOG.warn("watchdog", t)).start();
    }

    private void arrived(long asked) {
        long millis = (System.nanoTime() - asked) / 1_000_000;
        if (millis > TOO_LONG_MILLIS) {
            LOG.warn("the FX thread was busy for {} ms", millis);
        }
    }
}
