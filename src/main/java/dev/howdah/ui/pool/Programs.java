package dev.howdah.ui.pool;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.pool.sources.JmxApp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Programs that are connected over JMX, by their addresses, until the server's tabs are closed. Closing waits for the network. Thread-safe. */
final class Programs implements AutoCloseable {
    private final Map<String, Program> open = new TreeMap<>();
    private boolean closed;

    /** @param name for people */
    record Program(String name, JmxApp app) {}

    /** Keeps a connection in place of the one before; one that comes after the end is closed at once. */
    void add(String address, Program program) {
        end(put(address, program));
    }

    private synchronized @Nullable Program put(String address, Program program) {
        return closed ? program : open.put(address, program);
    }

    synchronized Map<String, Program> all() {
        return new TreeMap<>(open);
    }

    /** Also one that ended by itself: its connection watches over it until it is closed. */
    void remove(String address) {
        end(take(address));
    }

    private synchronized @Nullable Program take(String address) {
        return open.remove(address);
    }

    @Override
    public void close() {
        last().forEach(Programs::end);
    }

    private synchronized List<Program> last() {
        closed = true;
        List<Program> all = List.copyOf(open.values());
        open.clear();
        return all;
    }

    private static void end(@Nullable Program gone) {
        if (gone == null) {
            return;
        }
        try {
            gone.app().close();
        } catch (DbException e) {
            LoggerFactory.getLogger(Programs.class).debug("{} was gone already", gone.name(), e);
        }
    }
}
