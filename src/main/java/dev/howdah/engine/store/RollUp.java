package dev.howdah.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the coarser levels of one target from the stored seconds, never from memory: so what a kill or an absence left out is
 * caught up with later, by whoever writes the target then.
 */
final class RollUp {
    private static final int CHUNK = 3_600;

    private final Level level;
    private final int target;
    private final int set;
    private final int figures;
    private final Partitions partitions;
    private long done;

    /** @param set the number of the figures' names; rows of other sets are left as they are */
    RollUp(Connection c, Level level, int target, int set, int figures, Partitions partitions) throws SQLException {
        this.level = level;
        this.target = target;
        this.set = set;
        this.figures = figures;
        this.partitions = partitions;
        Long newest = Rows.edge(c, level, target, true);
        done = newest == null ? Long.MIN_VALUE : floor(newest);
    }

    private long floor(long second) {
        return Math.floorDiv(second, level.block()) * level.block();
    }

    /** The clock went back: from there on it is done again. */
    void back(long second) {
        done = Math.min(done, floor(second));
    }

    /**
     * Rolls up whole blocks.
     *
     * @param newest the newest second that is stored
     */
    void upTo(Connection c, long newest) throws SQLException {
        if (done == Long.MIN_VALUE) {
            Long oldest = Rows.edge(c, Level.FINE, target, false);
            done = floor(oldest == null ? newest : oldest);
        }
        long end = floor(newest);
        while (done < end) {
            Long next = Rows.next(c, Level.FINE, target, done);
            if (next == null) {
                return;
            }
            long from = Math.max(done, floor(next));
            long to = Math.min(end, floor(from + CHUNK));
            if (from >= end) {
                return;
            }
            Rows.insert(c, level, target, set, rows(c, from, to));
            done = to;
        }
    }

    private List<Row> rows(Connection c, long from, long to) throws SQLException {
        partitions.ensure(c, level, java.time.Instant.ofEpochSecond(from));
        partitions.ensure(c, level, java.time.Instant.ofEpochSecond(to - 1));
        int seconds = (int) (to - from);
        float[] dense = new float[figures * seconds];
        Arrays.fill(dense, Float.NaN);
        for (Rows.Stored stored : Rows.read(c, Level.FINE, target, from, to, false)) {
            if (stored.figures() == set) {
                lay(stored.row(), dense, from, seconds);
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int block = 0; block < seconds; block += level.block()) {
            Row row = row(dense, from, block, seconds);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private void lay(Row row, float[] dense, long from, int seconds) {
        for (int i = 0; i < row.steps(); i++) {
            int at = (int) (row.second() + i - from);
            if (at >= 0 && at < seconds) {
                for (int f = 0; f < figures; f++) {
                    dense[f * seconds + at] = row.mean(f, i);
                }
            }
        }
    }

    private @Nullable Row row(float[] dense, long from, int block, int seconds) {
        int steps = level.block() / level.step();
        float[] means = new float[figures * steps];
        float[] peaks = new float[figures * steps];
        boolean any = false;
        for (int f = 0; f < figures; f++) {
            for (int i = 0; i < steps; i++) {
                double sum = 0;
                float peak = Float.NaN;
                int n = 0;
                for (int s = 0; s < level.step(); s++) {
                    float v = dense[f * seconds + block + i * level.step() + s];
                    if (!Float.isNaN(v)) {
                        sum += v;
                        peak = n == 0 ? v : Math.max(peak, v);
                        n++;
                    }
                }
                means[f * steps + i] = n == 0 ? Float.NaN : (float) (sum / n);
                peaks[f * steps + i] = peak;
                any |= n > 0;
            }
        }
        return any ? new Row(from + block, level.step(), steps, means, peaks) : null;
    }
}
