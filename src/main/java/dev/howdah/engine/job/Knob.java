package dev.howdah.engine.job;

import dev.howdah.engine.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A knob by its name, to be read and turned as text. */
public enum Knob {
    CHUNK_MS,
    REST,
    ROWS,
    LAG_S,
    WAL_MIB,
    SLOTS_MIB,
    VACUUM,
    WAITERS,
    XMIN,
    ROOM,
    FAILURES;

    private static final double MEBI = 1 << 20;
    private static final double MOST = 1e12;

    /** As people write it: {@code chunk-ms}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How it stands. {@code true} or {@code false} for {@link #VACUUM}, else a number; 0 for a limit that is off. */
    public String of(Knobs k) {
        return switch (this) {
            case CHUNK_MS -> text(k.chunkTime().toMillis());
            case REST -> text(k.rest());
            case ROWS -> text(k.maxRows());
            case LAG_S -> text(k.lag().toMillis() / 1e3);
            case WAL_MIB -> text(k.walRate() / MEBI);
            case SLOTS_MIB -> text(k.slotRetention() / MEBI);
            case VACUUM -> String.valueOf(k.awaitVacuum());
            case WAITERS -> text(k.waiters());
            case XMIN -> text(k.xminAge());
            case ROOM -> text(k.headRoom());
            case FAILURES -> text(k.maxFailures());
        };
    }

    /**
     * The knobs with this one turned.
     *
     * @throws JobException when the text is no value for it
     */
    public Knobs turned(Knobs k, String text) {
        String value = text.strip();
        return switch (this) {
            case CHUNK_MS -> k.withChunkTime(Duration.ofMillis(whole(value, 1)));
            case REST -> k.withRest(number(value));
            case ROWS -> k.withMaxRows((int) whole(value, 1));
            case LAG_S -> k.withLag(Duration.ofMillis((long) (number(value) * 1000)));
            case WAL_MIB -> k.withWalRate((long) (number(value) * MEBI));
            case SLOTS_MIB -> k.withSlotRetention((long) (number(value) * MEBI));
            case VACUUM -> k.withAwaitVacuum(flag(value));
            case WAITERS -> k.withWaiters((int) whole(value, 0));
            case XMIN -> k.withXminAge(whole(value, 0));
            case ROOM -> k.withHeadRoom((int) whole(value, 0));
            case FAILURES -> k.withStopRule((int) whole(value, 1), k.skipRows());
        };
    }

    /**
     * The knobs with all of these turned.
     *
     * @throws JobException for an unknown name or a wrong value
     */
    public static Knobs turned(Knobs knobs, Map<String, String> values) {
        Knobs k = knobs;
        for (Map.Entry<String, String> e : values.entrySet()) {
            k = named(e.getKey()).turned(k, e.getValue());
        }
        return k;
    }

    private static Knob named(String word) {
        return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst().orElseThrow(() -> new JobException(
                JobException.Kind.BAD_INPUT,
                Text.of("job.unknown-knob", word, Arrays.stream(values()).map(Knob::word).collect(Collectors.joining(", ")))));
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private boolean flag(String value) {
        if (!value.matches("true|false")) {
            throw bad(value);
        }
        return Boolean.parseBoolean(value);
    }

    private double number(String value) {
        try {
            double n = Double.parseDouble(value);
            if (n >= 0 && n <= MOST) {
                return n;
            }
        } catch (NumberFormatException e) {
            throw bad(value);
        }
        throw bad(value);
    }

    private long whole(String value, int least) {
        double n = number(value);
        if (n < least || n > Integer.MAX_VALUE || n != Math.rint(n)) {
            throw bad(value);
        }
        return (long) n;
    }

    private JobException bad(String value) {
        return new JobException(JobException.Kind.BAD_INPUT, Text.of("job.bad-knob", word(), value));
    }
}
