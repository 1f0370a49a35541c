package dev.howdah.engine.cache;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the heap that a value takes, without opening classes that are not records or collections: 16 bytes a header, 4 a
 * reference, text by its length. Good to about a third for rows of a query; meant for a limit, not for accounting.
 */
final class Footprint {
    private static final long HEADER = 16;
    private static final long REFERENCE = 4;

    private Footprint() {}

    static long of(CacheKey key) {
        // The statement's text is shared by all entries of its shape.
        return 48 + of(key.params());
    }

    static long of(@Nullable Object value) {
        return of(value, 0);
    }

    private static long of(@Nullable Object value, int depth) {
        if (value == null || depth > 50) {
            return 0;
        }
        return switch (value) {
            case String s -> 40 + s.length();
            case byte[] b -> HEADER + b.length;
            case Number n -> HEADER + 8;
            case Boolean b -> 0;
            case Enum<?> e -> 0;
            case Collection<?> c -> {
                long sum = 24 + c.size() * REFERENCE;
                for (Object o : c) {
                    sum += of(o, depth + 1);
                }
                yield sum;
            }
            case Map<?, ?> m -> {
                long sum = 48;
                for (Map.Entry<?, ?> e : m.entrySet()) {
                    sum += 32 + of(e.getKey(), depth + 1) + of(e.getValue(), depth + 1);
                }
                yield sum;
            }
            case Object[] a -> {
                long sum = HEADER + a.length * REFERENCE;
                for (Object o : a) {
                    sum += of(o, depth + 1);
                }
                yield sum;
            }
            case Record r -> record(r, depth);
            default -> 48;
        };
    }

    private static long record(Record r, int depth) {
        long sum = HEADER;
        for (RecordComponent c : r.getClass().getRecordComponents()) {
            if (c.getType().isPrimitive()) {
                sum += 8;
                continue;
            }
            sum += REFERENCE;
            try {
                c.getAccessor().setAccessible(true);
                sum += of(c.getAccessor().invoke(r), depth + 1);
            } catch (ReflectiveOperationException | RuntimeException e) {
                sum += 48;
            }
        }
        return sum;
    }
}
