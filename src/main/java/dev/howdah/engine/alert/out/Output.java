package dev.howdah.engine.alert.out;

/** Delivers messages somewhere. Called on one thread that belongs to it, and may take its time there. */
public interface Output extends AutoCloseable {
    /**
     * Delivers, and returns when it is delivered.
     *
     * @throws OutputException when it is not
     */
    void send(Message message) throws OutputException, InterruptedException;

    @Override
    default void close() {}
}
