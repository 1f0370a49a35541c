package dev.howdah.engine.store;

import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one recording brought. What it knows it learned from the repository, so that it can be thrown away after any failure.
 * Belongs to the journal's thread.
 */
final class TargetWriter {
    private static final int STANDBY = 30;
    private static final int MANY_SETTINGS = 20;

    private final Recording recording;
    private final Memory memory;
    private final Partitions partitions;
    private final TargetTable table;
    private final Deque<Entry.Sample> standby = new ArrayDeque<>();
    private final List<Row> rows = new ArrayList<>();
    private Row.Maker maker;
    private @Nullable RollUp middle;
    private @Nullable RollUp coarse;
    private @Nullable Map<String, String> settings;
    private int id;
    private int set;
    private boolean known;
    private boolean writes;
    private long newest = Long.MIN_VALUE;

    /** What outlives a failure. */
    static final class Memory {
        private final Map<Level, Allowance> allowances = new EnumMap<>(Level.class);
        private final Map<Level, Allowance> own = new EnumMap<>(Level.class);
        private final Allowance texts;
        private TargetFacts facts;
        private Instant factsAt;
        private Duration ahead = Duration.ZERO;
        private long leftOut;

        @SuppressWarnings("NullAway.Init") // the first entry of a recording are its facts
        Memory(Retention retention, int figures) {
            texts = new Allowance(retention.textShare(), Level.COARSE);
            for (Level level : Level.values()) {
                long share = retention.snapshotShare(figures);
                allowances.put(level, new Allowance(share - retention.ownShare(figures), level));
                own.put(level, new Allowance(retention.ownShare(figures), level));
            }
        }

        /** Snapshots that did not fit under the ceiling. */
        long leftOut() {
            return leftOut;
        }
    }

    TargetWriter(Recording recording, Memory memory, Partitions partitions, TargetTable table) {
        this.recording = recording;
        this.memory = memory;
        this.partitions = partitions;
        this.table = table;
        this.maker = new Row.Maker(recording.figures().size(), Level.FINE.block());
    }

    /** Takes one entry; what belongs together is written by {@link #finish}. */
    void accept(Connection c, Entry entry) throws SQLException {
        if (entry instanceof Entry.Facts f) {
            memory.facts = f.facts();
            memory.factsAt = f.at();
            known = false;
        }
        Entry.Facts last = recording.facts();
        if (memory.facts == null && last != null) {
            // the buffer was full, and its oldest entries went
            memory.facts = last.facts();
            memory.factsAt = last.at();
        }
        if (memory.facts == null || !ready(c)) {
            if (entry instanceof Entry.Sample s) {
                await(s);
            }
            return;
        }
        switch (entry) {
            case Entry.Facts f -> { }
            case Entry.Sample s -> add(c, s);
            case Entry.Snapshot s -> add(c, s);
            case Entry.Settings s -> add(c, s);
            case Entry.Note n -> annotate(c, n.at(), n.kind(), n.text(), n.author());
        }
    }

    /** Someone else writes this target: what came lately is held for the case that it ends. */
    private void await(Entry.Sample s) {
        standby.addLast(s);
        while (standby.getFirst().at().isBefore(s.at().minusSeconds(STANDBY))) {
            standby.removeFirst();
        }
    }

    private boolean ready(Connection c) throws SQLException {
        if (!known) {
            TargetTable.Place place = table.place(c, memory.facts, memory.factsAt);
            if (writes && place.id() != id) {
                // The address leads to another target now.
                writes = false;
            }
            id = place.id();
            recording.id(id);
            known = true;
            set = table.figures(c, recording.figures());
            if (takeOver(c)) {
                table.update(c, id, memory.facts);
                for (TargetTable.Change change : place.changes()) {
                    annotate(c, change.at(), change.kind(), change.text(), "");
                }
            }
        }
        return writes || takeOver(c);
    }

    /** Tries to become the one that writes this target. */
    private boolean takeOver(Connection c) throws SQLException {
        if (writes) {
            return true;
        }
        if (!table.lock(c, id, recording)) {
            return false;
        }
        writes = true;
        int figures = recording.figures().size();
        middle = new RollUp(c, Level.MIDDLE, id, set, figures, partitions);
        coarse = new RollUp(c, Level.COARSE, id, set, figures, partitions);
        Long stored = Rows.edge(c, Level.FINE, id, true);
        while (!standby.isEmpty()) {
            Entry.Sample s = standby.removeFirst();
            if (stored == null || s.at().getEpochSecond() >= stored) {
                add(c, s);
            }
        }
        return true;
    }

    private void add(Connection c, Entry.Sample s) throws SQLException {
        long second = s.at().getEpochSecond();
        if (newest == Long.MIN_VALUE) {
            // what is stored may lie in a future that a wrong clock wrote
            Objects.requireNonNull(middle).back(second);
            Objects.requireNonNull(coarse).back(second);
        }
        if (newest != Long.MIN_VALUE && second < newest - 2) {
            annotate(c, s.at(), Annotation.Kind.CLOCK, Text.of("store.clock-back", newest - second), "");
            Objects.requireNonNull(middle).back(second);
            Objects.requireNonNull(coarse).back(second);
        }
        if (!maker.fits(second)) {
            endRow();
        }
        maker.add(second, s.values());
        newest = second;
        partitions.ensure(c, Level.FINE, s.at());
    }

    private void endRow() {
        if (!maker.empty()) {
            rows.add(maker.row());
            maker = new Row.Maker(recording.figures().size(), Level.FINE.block());
        }
    }

    private void add(Connection c, Entry.Snapshot s) throws SQLException {
        partitions.ensure(c, s.level(), s.at());
        boolean own = s.kind() == Snapshots.TOLD || s.kind() == Snapshots.GAUGES;
        Allowance allowance = Objects.requireNonNull((own ? memory.own : memory.allowances).get(s.level()));
        if (allowance.take(s.at(), Retention.ROW + s.packed().body().length * 11L / 10)) {
            table.snapshot(c, id, s, bytes -> memory.texts.take(s.at(), bytes));
        } else {
            memory.leftOut++;
        }
    }

    private void add(Connection c, Entry.Settings s) throws SQLException {
        Map<String, String> before = settings;
        if (before == null) {
            before = table.settings(c, id);
        }
        Map<String, @Nullable String> changed = new HashMap<>();
        for (Map.Entry<String, String> e : s.values().entrySet()) {
            if (!e.getValue().equals(before.get(e.getKey()))) {
                changed.put(e.getKey(), e.getValue());
            }
        }
        before.keySet().stream().filter(k -> !s.values().containsKey(k)).forEach(k -> changed.put(k, null));
        table.settings(c, id, s.at(), changed);
        settings = s.values();
        if (before.isEmpty()) {
            return;
        }
        if (changed.size() > MANY_SETTINGS) {
            annotate(c, s.at(), Annotation.Kind.SETTING, Text.of("store.settings-changed", changed.size()), "");
            return;
        }
        for (Map.Entry<String, @Nullable String> e : new java.util.TreeMap<>(changed).entrySet()) {
            String old = before.get(e.getKey());
            annotate(c, s.at(), Annotation.Kind.SETTING,
                    Text.of("store.setting-changed", e.getKey(), old == null ? "-" : old, e.getValue() == null ? "-" : e.getValue()), "");
        }
    }

    private void annotate(Connection c, Instant at, Annotation.Kind kind, String text, String author) throws SQLException {
        table.annotate(c, new Annotation(at, kind, text, author, id));
    }

    /** Notes that the clock by which samples stand is not the repository's, or is again. */
    void clock(Connection c, Instant at, Duration ahead) throws SQLException {
        if (writes && ahead.minus(memory.ahead).abs().compareTo(Clocks.WRONG) >= 0) {
            memory.ahead = ahead;
            String text = ahead.isZero() ? Text.of("store.clock-right")
                    : Text.of(ahead.isNegative() ? "store.clock-behind" : "store.clock-ahead", Clocks.words(ahead.abs()));
            annotate(c, at, Annotation.Kind.CLOCK, text, "");
        }
    }

    /** Writes the samples of this batch and rolls up what is whole. */
    void finish(Connection c) throws SQLException {
        endRow();
        if (!writes || rows.isEmpty()) {
            return;
        }
        Rows.insert(c, Level.FINE, id, set, rows);
        rows.clear();
        Objects.requireNonNull(middle).upTo(c, newest);
        Objects.requireNonNull(coarse).upTo(c, newest);
    }

    /** The target is free for another recording. */
    void end(Connection c) throws SQLException {
        if (writes) {
            table.unlock(c, id, recording);
            writes = false;
        }
    }
}
