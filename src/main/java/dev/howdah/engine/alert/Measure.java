package dev.howdah.engine.alert;

import dev.howdah.engine.health.Unit;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.text.Text;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A figure that a rule can watch. */
public enum Measure {
    TRANSACTIONS(Unit.PER_SECOND, "overview", Figure.TRANSACTIONS),
    HIT_RATIO(Unit.SHARE, "cache", Figure.HIT_RATIO),
    WAL_BYTES(Unit.BYTES, "overview", Figure.WAL_BYTES),
    TEMP_BYTES(Unit.BYTES, "cache", Figure.TEMP_BYTES),
    SESSIONS(Unit.COUNT, "pool", Figure.SESSIONS),
    ACTIVE(Unit.COUNT, "activity", Figure.ACTIVE),
    ON_CPU(Unit.COUNT, "activity", Figure.ON_CPU),
    ON_IO(Unit.COUNT, "activity", Figure.ON_IO),
    ON_LOCK(Unit.COUNT, "activity", Figure.ON_LOCK),
    IDLE_IN_TRANSACTION(Unit.COUNT, "activity", Figure.IDLE_IN_TRANSACTION),
    OLDEST_TRANSACTION(Unit.SECONDS, "activity", Figure.OLDEST_TRANSACTION),
    REPLICATION_LAG(Unit.SECONDS, "overview", Figure.REPLICATION_LAG),
    /** Part of the usable connections that is taken. */
    CONNECTIONS_USED(Unit.SHARE, "pool", null),
    /** Age of the statement that has run longest. */
    LONGEST_QUERY(Unit.SECONDS, "activity", null),
    /** Part of the transactions that were rolled back, since the look before. */
    ERROR_RATE(Unit.SHARE, "overview", null),
    /** Deadlocks since the look before, for a minute. */
    DEADLOCKS(Unit.COUNT, "activity", null),
    /** Part of the engine pool's connections that is in use. */
    POOL_USE(Unit.SHARE, "pool", null),
    /** Callers that wait for a connection of the engine pool. */
    POOL_WAITING(Unit.COUNT, "pool", null),
    /** Callers of the engine pool that waited in vain within five minutes. */
    POOL_TIMEOUTS(Unit.COUNT, "pool", null),
    /** Part of this process's heap that was in use after the last collection. */
    MEMORY(Unit.SHARE, "overview", null);

    private final Unit unit;
    private final String tab;
    private final @Nullable Figure figure;

    Measure(Unit unit, String tab, @Nullable Figure figure) {
        this.unit = unit;
        this.tab = tab;
        this.figure = figure;
    }

    /** As settings name it: {@code on-lock}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By its name in settings; null when there is none such. */
    public static @Nullable Measure of(String id) {
        return Arrays.stream(values()).filter(m -> m.id().equals(id)).findFirst().orElse(null);
    }

    /** What it is, for people. */
    public String title() {
        return Text.of("alert.measure." + id());
    }

    public Unit unit() {
        return unit;
    }

    /** The tab that shows its cause. */
    public String tab() {
        return tab;
    }

    /** The figure of the recorded past that it is; null when it is not recorded. */
    public @Nullable Figure figure() {
        return figure;
    }
}
