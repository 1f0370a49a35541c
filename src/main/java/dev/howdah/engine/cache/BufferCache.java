package dev.howdah.engine.cache;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's own caches: what is asked of it, and in which form it answers. Columns that a version does not have are null. */
public final class BufferCache {
    public static final Probe<List<Database>> DATABASES = Probe.rows("cache/databases", Database.class);
    public static final Probe<List<Blocks>> TABLES = Probe.rows("cache/tables", Blocks.class);
    public static final Probe<List<Blocks>> INDEXES = Probe.rows("cache/indexes", Blocks.class);
    public static final Probe<List<Io>> IO = Probe.rows("cache/io", Io.class);
    public static final Probe<Summary> SUMMARY = Probe.row("cache/buffers", Summary.class);
    public static final Probe<List<Usage>> USAGE = Probe.rows("cache/usage", Usage.class);
    public static final Probe<List<Slru>> SLRU = Probe.rows("cache/slru", Slru.class);
    public static final Probe<Writes> WRITES = Probe.row("cache/writes", Writes.class);

    private BufferCache() {}

    /** Something that finds blocks in the cache or has to read them; counts since their last reset. */
    public interface Counted {
        String name();

        long hits();

        long reads();
    }

    /** A table with its indexes and TOAST, or an index; its name with the schema, both quoted where SQL wants it. */
    public record Blocks(String name, long hits, long reads) implements Counted {}

    public record Database(String name, long hits, long reads, long tempFiles, long tempBytes, @Nullable Instant statsReset)
            implements Counted {}

    /** @param flushes to disk */
    public record Slru(String name, long hits, long reads, long written, long flushes, @Nullable Instant statsReset)
            implements Counted {}

    /** One line of pg_stat_io; null where the operation does not exist, times also while track_io_timing is off. */
    public record Io(
            String backendType,
            String object,
            String context,
            @Nullable Long reads,
            @Nullable Long readBytes,
            @Nullable Double readTime,
            @Nullable Long writes,
            @Nullable Long writeBytes,
            @Nullable Double writeTime,
            @Nullable Long extendsCount,
            @Nullable Long hits,
            @Nullable Long evictions,
            @Nullable Long reuses,
            @Nullable Long fsyncs) {}

    /** shared_buffers in buffers. */
    public record Summary(long used, long unused, long dirty, long pinned, @Nullable Double usageAverage, int blockSize) {
        public long all() {
            return used + unused;
        }
    }

    /** @param usageCount 0 goes next, 5 stays longest */
    public record Usage(int usageCount, long buffers, long dirty, long pinned) {}

    /**
     * Who writes buffers out.
     *
     * @param byClients null where this version does not tell
     * @param sharedBuffers in bytes
     */
    public record Writes(
            long timed,
            long requested,
            long byCheckpoint,
            long byWriter,
            @Nullable Long byClients,
            long writerStopped,
            long walBytes,
            long walBuffersFull,
            long sharedBuffers,
            @Nullable Instant statsReset) {}

    /**
     * A relation's part of shared_buffers.
     *
     * @param blocks that it has on disk, null for what is not of this database
     */
    public record Content(String name, String kind, long buffers, long dirty, @Nullable Double usageAverage, @Nullable Long blocks) {}

    /**
     * What is in shared_buffers. It visits every buffer.
     *
     * @param mostBytes of shared_buffers up to which it is done
     * @throws DbException when shared_buffers is greater
     */
    public static List<Content> contents(Db db, long mostBytes) {
        long size = WRITES.read(db).sharedBuffers();
        if (size > mostBytes) {
            throw new DbException(new DbProblem.ServerSide(db.target().address(), "",
                    Text.of("buffers.too-big", size >> 20, mostBytes >> 20)), null);
        }
        return db.list("cache/contents", Content.class);
    }
}
