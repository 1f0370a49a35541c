package dev.howdah.engine.pool;

import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says advice in words. */
final class Sentences {
    private Sentences() {}

    static List<String> unmeasured(int chosen, PoolAdvice.@Nullable Budget budget) {
        List<String> all = new ArrayList<>();
        all.add(Text.of("pool.advice.unmeasured", chosen));
        budget(all, budget);
        return List.copyOf(all);
    }

    static List<String> of(PoolAdvice a) {
        List<String> all = new ArrayList<>();
        PoolLoad load = a.load();
        all.add(verdict(a));
        all.add(Text.of(
                "pool.advice.little",
                number(load.arrivals()),
                time(load.holdSeconds()),
                number(load.busy()),
                number(load.peakBusy())));
        if (load.exhausted() > 0) {
            all.add(Text.of("pool.advice.exhausted", number(100 * load.exhausted())));
        }
        budget(all, a.budget());
        all.add(Text.of("pool.advice.confidence." + a.confidence().name().toLowerCase(Locale.ROOT), time(load.seconds()),
                load.checkouts()));
        return List.copyOf(all);
    }

    private static String verdict(PoolAdvice a) {
        String wait = time(a.goal().toNanos() / 1e9);
        if (a.chosen() < a.least()) {
            return Text.of("pool.advice.too-small", a.chosen(), range(a), wait);
        }
        if (a.chosen() > 2 * a.most() && a.chosen() > a.most() + 4) {
            return Text.of("pool.advice.too-big", a.chosen(), range(a), wait);
        }
        return a.chosen() < a.most()
                ? Text.of("pool.advice.tight", a.chosen(), a.most(), wait)
                : Text.of("pool.advice.fits", a.chosen(), range(a), wait);
    }

    private static String range(PoolAdvice a) {
        return a.least() == a.most() ? String.valueOf(a.least()) : Text.of("pool.advice.range", a.least(), a.most());
    }

    private static void budget(List<String> all, PoolAdvice.@Nullable Budget b) {
        if (b != null) {
            String key = b.fits() ? "pool.advice.budget" : "pool.advice.over-budget";
            all.add(Text.of(key, b.instances(), b.size(), b.wanted(), b.usable(), b.others(), b.left()));
        }
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return value >= 100 ? String.format(Text.locale(), "%.0f", value) : String.format(Text.locale(), "%.1f", value);
    }

    private static String time(double seconds) {
        if (seconds < 1) {
            return number(1_000 * seconds) + " ms";
        }
        return seconds < 120 ? number(seconds) + " s" : number(seconds / 60) + " min";
    }
}
