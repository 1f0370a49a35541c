package dev.howdah.engine.store;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One target's way into the journal. Its calls return at once; nothing is written before {@link #connected} was called. Thread-safe.
 *
 * <p>Of several recordings of one target into one repository, by whatever process, one is written at a time; when that one ends
 * the next takes over.
 */
public final class Recording implements AutoCloseable {
    /** What changes more often is not kept each time. */
    private static final int SOON = 5;

    private final Journal journal;
    private final Target target;
    private final List<String> figures;
    private volatile boolean closed;
    private volatile @Nullable Integer id;
    private volatile Entry.@Nullable Facts facts;
    private final Map<Level, Gist> gists = new EnumMap<>(Level.class);
    private final List<Gauges.Maker> gauges = Arrays.stream(Level.values()).map(Gauges.Maker::new).toList();
    private long middle = Long.MIN_VALUE;
    private long coarse = Long.MIN_VALUE;

    Recording(Journal journal, Target target, List<String> figures) {
        this.journal = journal;
        this.target = target;
        this.figures = List.copyOf(figures);
    }

    public Target target() {
        return target;
    }

    /** Names of the figures in their order. */
    List<String> figures() {
        return figures;
    }

    boolean isClosed() {
        return closed;
    }

    /** What answered at the last connect; null before the first. */
    Entry.@Nullable Facts facts() {
        return facts;
    }

    /** The target's number in the repository; null until it was written there once. */
    public @Nullable Integer id() {
        return id;
    }

    void id(int known) {
        id = known;
    }

    /** What answers at the target's address, at each connect: a restart, a failover or another server is seen by it. */
    public void connected(Instant at, Server server) {
        Entry.Facts now = new Entry.Facts(this, at, TargetFacts.of(target, server));
        facts = now;
        add(now);
    }

    /** @param values in the order of the figures' names; NaN for what is not known */
    public void figures(Instant at, double[] values) {
        if (values.length != figures.size()) {
            throw new IllegalArgumentException("wants " + figures.size() + " figures");
        }
        float[] small = new float[values.length];
        for (int i = 0; i < small.length; i++) {
            small[i] = (float) values[i];
        }
        add(new Entry.Sample(this, at, small));
    }

    /** Sessions that do something, and waits for locks. Each goes to the finest level, one a minute and one in ten to the others. */
    public synchronized void activity(Instant at, List<Session> sessions, List<Blocking> waits) {
        Snapshots.Packed packed = Snapshots.pack(sessions, waits);
        long minute = Math.floorDiv(at.getEpochSecond(), Level.MIDDLE.snapshotEvery());
        long ten = Math.floorDiv(at.getEpochSecond(), Level.COARSE.snapshotEvery());
        add(new Entry.Snapshot(this, at, at, Snapshots.ACTIVITY, Level.FINE, packed));
        if (minute != middle) {
            middle = minute;
            add(new Entry.Snapshot(this, at, at, Snapshots.ACTIVITY, Level.MIDDLE, packed));
        }
        if (ten != coarse) {
            coarse = ten;
            add(new Entry.Snapshot(this, at, at, Snapshots.ACTIVITY, Level.COARSE, packed));
        }
    }

    /**
     * What statements did within a stretch of time.
     *
     * @param level MIDDLE for about a minute, COARSE for about ten
     */
    public void statements(Instant from, Instant to, Level level, List<StatementLine> lines) {
        add(new Entry.Snapshot(this, from, to, Snapshots.STATEMENTS, level, Snapshots.pack(lines)));
    }

    /**
     * What was told of the target as a whole: kept when its gist is another one, and now and then.
     *
     * @param gist equal as long as nothing of weight has changed
     * @param told a record; it comes back from {@link Moment.Own#told}
     */
    public synchronized void told(Instant at, Object gist, Object told) {
        Snapshots.Packed packed = null;
        for (Level level : Level.values()) {
            Gist before = gists.get(level);
            long age = before == null ? Long.MAX_VALUE : Math.abs(at.getEpochSecond() - before.second());
            boolean changed = before == null || !before.gist().equals(gist);
            if (age >= level.toldEvery() || (changed && age >= Math.max(SOON, level.snapshotEvery()))) {
                packed = packed == null ? Snapshots.pack(told) : packed;
                gists.put(level, new Gist(at.getEpochSecond(), gist));
                add(new Entry.Snapshot(this, at, at, Snapshots.TOLD, level, packed));
            }
        }
    }

    private record Gist(long second, Object gist) {}

    /**
     * Figures that Howdah has of itself, about once a second. What is not whole yet is lost by a kill: up to ten seconds at the finest
     * level, a minute and ten minutes at the others.
     */
    public synchronized void gauges(Instant at, Map<String, Double> now) {
        Map<String, Double> copy = Map.copyOf(now);
        for (Gauges.Maker maker : gauges) {
            gauges(maker, maker.add(at, copy));
        }
    }

    private void gauges(Gauges.Maker maker, @Nullable Gauges over) {
        if (over != null) {
            add(new Entry.Snapshot(this, over.from(), over.to(), Snapshots.GAUGES, maker.level(), over.pack()));
        }
    }

    /** All settings, name to value: those that changed are kept and annotated. */
    public void settings(Instant at, Map<String, String> values) {
        add(new Entry.Settings(this, at, Map.copyOf(values)));
    }

    /** Notes something that happened. */
    public void annotate(Instant at, Annotation.Kind kind, String text, String author) {
        add(new Entry.Note(this, at, kind, text, author));
    }

    private void add(Entry entry) {
        if (!closed) {
            journal.add(entry);
        }
    }

    /** Ends it; what was added is still written. */
    @Override
    public void close() {
        synchronized (this) {
            gauges.forEach(m -> gauges(m, m.end()));
        }
        closed = true;
        journal.ended(this);
    }
}
