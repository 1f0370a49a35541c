package dev.howdah.engine.pool;

import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads and checks the settings of a {@link PoolSpec}; complaints are sentences for people. */
final class PoolSettings {
    private PoolSettings() {}

    static void check(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(Text.of("pool.setting.number", setting, value, least, most));
        }
    }

    static void check(String setting, Duration value, Duration least, boolean zeroAllowed) {
        if (value.compareTo(least) < 0 && !(zeroAllowed && value.isZero())) {
            String key = zeroAllowed ? "pool.setting.time-or-zero" : "pool.setting.time";
            throw new IllegalArgumentException(Text.of(key, setting, seconds(value), seconds(least)));
        }
    }

    static PoolSpec apply(PoolSpec base, Map<String, String> env) {
        PoolSpec spec = base;
        int size = read(env, "DB_POOL_SIZE", base.size(), v -> whole("DB_POOL_SIZE", v, 1, PoolSpec.LARGEST));
        int overflow = read(env, "DB_MAX_OVERFLOW", base.overflow(), v -> whole("DB_MAX_OVERFLOW", v, 0, PoolSpec.LARGEST));
        spec = spec.withSize(size, overflow);
        spec = spec.withRecycle(read(env, "DB_POOL_RECYCLE", spec.recycle(), PoolSettings::recycle));
        spec = spec.withPrePing(read(env, "DB_POOL_PRE_PING", spec.prePing(), v -> yes("DB_POOL_PRE_PING", v)));
        spec = spec.withTimeout(read(env, "DB_POOL_TIMEOUT", spec.timeout(), PoolSettings::timeout));
        return spec.withEcho(read(env, "DB_ECHO_POOL", spec.echo(), v -> v.equalsIgnoreCase("debug") || yes("DB_ECHO_POOL", v)));
    }

    private static <T> T read(Map<String, String> env, String name, T base, Function<String, T> parse) {
        String value = env.getOrDefault(name, "").strip();
        return value.isEmpty() ? base : parse.apply(value);
    }

    private static int whole(String name, String value, int least, int most) {
        try {
            int n = Integer.parseInt(value);
            if (n >= least && n <= most) {
                return n;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one complaint that fits both cases.
        }
        throw new IllegalArgumentException(Text.of("pool.variable.number", name, value, least, most));
    }

    private static Duration recycle(String value) {
        Duration d = value.equals("-1") ? Duration.ZERO : time("DB_POOL_RECYCLE", value);
        if (!d.isZero() && d.compareTo(PoolSpec.SHORTEST_RECYCLE) < 0) {
            throw new IllegalArgumentException(
                    Text.of("pool.variable.recycle", "DB_POOL_RECYCLE", value, seconds(PoolSpec.SHORTEST_RECYCLE)));
        }
        return d;
    }

    private static Duration timeout(String value) {
        Duration d = time("DB_POOL_TIMEOUT", value);
        if (d.compareTo(PoolSpec.SHORTEST_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    Text.of("pool.variable.timeout", "DB_POOL_TIMEOUT", value, seconds(PoolSpec.SHORTEST_TIMEOUT)));
        }
        return d;
    }

    private static Duration time(String name, String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds >= 0 && seconds <= 1e8) {
                return Duration.ofMillis(Math.round(seconds * 1_000));
            }
        } catch (NumberFormatException e) {
            // Falls through to the one complaint that fits both cases.
        }
        throw new IllegalArgumentException(Text.of("pool.variable.time", name, value));
    }

    private static boolean yes(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException(Text.of("pool.variable.yes-no", name, value));
        };
    }

    private static String seconds(Duration d) {
        return java.math.BigDecimal.valueOf(d.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
