package dev.howdah.engine.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The versions by name. Those that nothing depends on any more are forgotten when there are many. Thread-safe. */
final class Versions {
    private static final int MANY = 10_000;

    private final Map<String, Version> byName = new ConcurrentHashMap<>();

    Version of(String name) {
        Version known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= MANY) {
            byName.keySet().forEach(n -> byName.computeIfPresent(n, Versions::forget));
        }
        return byName.computeIfAbsent(name, Version::new);
    }

    /** Begins a change; atomic against forgetting. */
    Version begin(String name) {
        return byName.compute(name, (n, v) -> {
            Version version = v == null ? new Version(n) : v;
            version.begin();
            return version;
        });
    }

    @Nullable Version known(String name) {
        return byName.get(name);
    }

    private static @Nullable Version forget(String name, Version v) {
        if (v.busy() || !v.keys.isEmpty()) {
            return v;
        }
        // A reader may still hold it: to him it stays busy for ever, so that he keeps nothing under it.
        v.begin();
        return null;
    }
}
