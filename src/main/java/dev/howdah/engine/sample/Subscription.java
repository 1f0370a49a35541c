package dev.howdah.engine.sample;

/** Ends what was begun: readings stop after {@link #close()}. Closing twice does nothing. Thread-safe. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
