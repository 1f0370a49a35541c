package dev.howdah.engine.job;

import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cuts a table into chunks and does one after the other. The truth about what is done is in the database alone. */
final class ChunkLoop implements Progression {
    private final UUID run;
    private final Work.Chunked work;
    private final Tally tally;
    private final ChunkSizer sizer;
    private @Nullable Key key;
    private @Nullable Chunk tried;

    ChunkLoop(UUID run, Work.Chunked work, Tally tally) {
        this.run = run;
        this.work = work;
        this.tally = tally;
        this.sizer = new ChunkSizer(Math.min(work.firstSize(), tally.knobs().maxRows()), Integer.MAX_VALUE);
    }

    @Override
    public boolean next(Connection c) throws SQLException {
        Knobs knobs = tally.knobs();
        long start = System.nanoTime();
        tried = null;
        c.setAutoCommit(false);
        limits(c, knobs);
        Checkpoints.At at = Checkpoints.lock(c, run);
        tally.at(at);
        if (!at.wanted().equals("run")) {
            c.rollback();
            tally.wanted(at.wanted());
            return true;
        }
        Key by = key(c, at);
        List<String> until = at.until();
        if (until == null) {
            until = Keys.last(c, work.table(), by);
            if (until == null) {
                return finish(c);
            }
            Checkpoints.fixRange(c, run, by, until);
        }
        int size = Math.min(sizer.size(), knobs.maxRows());
        Chunk chunk = Keys.next(c, work.table(), by, at.place(), until, size);
        if (chunk == null) {
            return left(c, by);
        }
        tried = chunk;
        long begun = System.nanoTime();
        long rows = work.each().apply(c, work.skipLocked() ? passing(c, chunk) : chunk);
        Duration worked = Duration.ofNanos(System.nanoTime() - begun);
        Checkpoints.advance(c, run, chunk.upTo(), rows);
        c.commit();
        tally.chunk(Duration.ofNanos(System.nanoTime() - start), rows);
        resize(worked, knobs, size, chunk.rows());
        return true;
    }

    @Override
    public boolean split() {
        boolean can = tried != null && tried.rows() > 1;
        if (can) {
            sizer.timedOut();
        }
        return can;
    }

    @Override
    public void timedOut() {
        sizer.timedOut();
        showSize();
    }

    private void showSize() {
        tally.size(Math.min(sizer.size(), tally.knobs().maxRows()));
    }

    @Override
    public boolean leaveOut(Connection c, String reason) throws SQLException {
        Chunk row = tried;
        if (row == null || row.rows() != 1) {
            return false;
        }
        c.setAutoCommit(false);
        Checkpoints.At at = Checkpoints.lock(c, run);
        if (java.util.Objects.equals(at.place(), row.after())) {
            Checkpoints.refused(c, run, row.upTo(), reason);
            Checkpoints.advance(c, run, row.upTo(), 0);
        }
        long refused = Checkpoints.refused(c, run);
        if (refused > tally.knobs().skipRows()) {
            c.rollback();
            throw new JobException(JobException.Kind.FAILED, Text.of("job.too-many-refused", tally.knobs().skipRows(), reason));
        }
        c.commit();
        return true;
    }

    private Key key(Connection c, Checkpoints.At at) throws SQLException {
        Key now = Keys.find(c, work.table(), key == null ? work.key() : key.columns());
        if (at.key() != null && !at.key().equals(now.signature())) {
            throw new JobException(JobException.Kind.CHANGED, Text.of("job.key-changed", work.table()));
        }
        key = now;
        return now;
    }

    private Chunk passing(Connection c, Chunk chunk) throws SQLException {
        Checkpoints.leaveLocked(c, run, chunk);
        return new Chunk(chunk.table(), chunk.key(), chunk.after(), chunk.upTo(), chunk.rows(), Checkpoints.notLeft(run, chunk.key()));
    }

    /** Past the end of the table: the rows that others held come last, one by one. */
    private boolean left(Connection c, Key by) throws SQLException {
        List<String> place = work.skipLocked() ? Checkpoints.anyLeft(c, run) : null;
        if (place == null) {
            return finish(c);
        }
        Chunk one = new Chunk(work.table(), by, null, place, 1, by.compare("=", place));
        tried = null;
        long rows = work.each().apply(c, one);
        Checkpoints.takenUp(c, run, place);
        Checkpoints.count(c, run, rows);
        c.commit();
        return true;
    }

    private boolean finish(Connection c) throws SQLException {
        Checkpoints.state(c, run, "done", null);
        c.commit();
        return false;
    }

    private void resize(Duration worked, Knobs knobs, int asked, long keys) {
        if (tally.othersWait()) {
            sizer.inTheWay();
        } else {
            Duration whole = tally.status().lastChunk();
            sizer.took(asked, keys, worked, whole.minus(worked), knobs.chunkTime());
        }
        showSize();
    }

    /** A role may have lock_timeout off; a job never. */
    static void limits(Connection c, Knobs knobs) throws SQLException {
        try (var s = c.createStatement()) {
            s.execute("SET LOCAL lock_timeout = " + knobs.lockTimeout().toMillis() + "; SET LOCAL statement_timeout = "
                    + Math.max(0, knobs.chunkTimeout().toMillis()));
        }
    }
}
