package dev.howdah.engine.twin;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where a twin keeps the relations of its capsule, and numbers for further ones. Thread-safe. */
final class Places {
    /** Numbers of relations that the server did not make itself. */
    static final long FIRST_OID = 3_000_000_000L;

    private final Path data;
    private final Map<Long, Place> byId = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong(FIRST_OID);

    /** Where a relation lives in the twin; nowhere on disk when it is partitioned. */
    record Place(long oid, RelationFile file, boolean partitioned) {}

    /** @param data the server's data directory */
    Places(Path data) {
        this.data = data;
    }

    Path data() {
        return data;
    }

    /** The place of a relation of the capsule; null when it could not be made. */
    @Nullable Place place(long id) {
        return byId.get(id);
    }

    void put(long id, Place place) {
        byId.put(id, place);
    }

    /** The twin's number of each relation of the capsule. */
    Map<Long, Long> numbers() {
        Map<Long, Long> numbers = new HashMap<>();
        byId.forEach((id, place) -> numbers.put(id, place.oid()));
        return numbers;
    }

    /** A number that no relation has: the server gives out its own from below. */
    long nextOid() {
        return lastNumber.incrementAndGet();
    }

    RelationFile file(String relativePath) {
        return new RelationFile(data, relativePath);
    }
}
