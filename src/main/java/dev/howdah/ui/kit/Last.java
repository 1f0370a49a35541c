package dev.howdah.ui.kit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was made of something last: it is made anew only of something else. Thread-safe; who asks for the same meanwhile waits. */
public final class Last<K, V> {
    private @Nullable K of;
    private @Nullable V made;

    public synchronized V of(K key, Supplier<V> maker) {
        V known = made;
        if (known == null || !key.equals(of)) {
            known = maker.get();
            of = key;
            made = known;
        }
        return known;
    }
}
