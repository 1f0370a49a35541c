package dev.howdah.engine.health;

import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.time.Duration;

/** What a check's value counts, and how it reads in a sentence. */
public enum Unit {
    /** A figure without a unit. */
    COUNT,
    /** 0 to 1, shown in per cent. */
    SHARE,
    SECONDS,
    MILLISECONDS,
    BYTES,
    /** Events in a second. */
    PER_SECOND,
    /** Transaction or multixact ids. */
    IDS,
    /** The row itself is the finding. */
    NONE;

    private static final String[] STEPS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    /** For people: {@code 87 %}, {@code 1.2 GiB}, {@code 2 h 5 min}; a dash for what is not known. */
    public String format(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return switch (this) {
            case SHARE -> Share.text(value, decimals(value * 100));
            case SECONDS -> seconds(value);
            case MILLISECONDS -> value < 1000 ? short3(value) + " ms" : seconds(value / 1000);
            case BYTES -> bytes(value);
            case PER_SECOND -> Text.of("health.per-second", short3(value));
            case IDS -> value >= 1e6 ? Text.of("health.million", short3(value / 1e6)) : short3(value);
            default -> short3(value);
        };
    }

    private static String seconds(double value) {
        Duration d = Duration.ofMillis(Math.round(value * 1000));
        if (d.toDays() >= 2) {
            return Text.of("health.days", d.toDays());
        }
        if (d.toHours() > 0) {
            return Text.of("health.hours", d.toHours(), d.toMinutesPart());
        }
        if (d.toMinutes() > 0) {
            return Text.of("health.minutes", d.toMinutes(), d.toSecondsPart());
        }
        return short3(value) + " s";
    }

    private static String bytes(double value) {
        double v = value;
        int step = 0;
        while (Math.abs(v) >= 1024 && step < STEPS.length - 1) {
            v /= 1024;
            step++;
        }
        return short3(v) + " " + STEPS[step];
    }

    /** At most one decimal, and none from 100 on. */
    private static String short3(double v) {
        return String.format(Text.locale(), "%,." + decimals(v) + "f", v);
    }

    private static int decimals(double v) {
        return Math.abs(v) >= 100 || v == Math.rint(v) ? 0 : Math.abs(v) < 1 ? 2 : 1;
    }
}
