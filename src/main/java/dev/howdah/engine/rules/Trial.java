package dev.howdah.engine.rules;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an advice is tried on a planner. Immutable.
 *
 * @param create CREATE INDEX statements
 * @param drop indexes to think away, qualified and quoted
 * @param settings of the planner
 * @param rewrite the statement in place of the card's subject; null when it stays
 */
public record Trial(List<String> create, List<String> drop, Map<String, String> settings, @Nullable String rewrite) {
    public static final Trial NONE = new Trial(List.of(), List.of(), Map.of(), null);

    private static final Pattern CREATE = Pattern.compile("(?is)CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s.*");
    private static final Pattern DROP = Pattern.compile("(?is)DROP\\s+INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+EXISTS\\s+)?(\\S+?);?");
    private static final Pattern SETTING =
            Pattern.compile("(?is)ALTER\\s+(?:SYSTEM|DATABASE\\s+\\S+)\\s+SET\\s+(\\w+)\\s*(?:=|\\bTO\\b)\\s*'?([\\w.]+)'?\\s*;?.*");
    private static final List<String> PLANNER = List.of("random_page_cost", "seq_page_cost", "effective_cache_size", "work_mem", "jit_above_cost",
            "plan_cache_mode", "cpu_tuple_cost", "enable_");

    public Trial {
        create = List.copyOf(create);
        drop = List.copyOf(drop);
        settings = Map.copyOf(settings);
    }

    /** What a statement means to a planner. */
    public static Trial of(String act) {
        Matcher drop = DROP.matcher(act.strip());
        if (drop.matches()) {
            return new Trial(List.of(), List.of(drop.group(1)), Map.of(), null);
        }
        if (CREATE.matcher(act.strip()).matches()) {
            return new Trial(List.of(act.strip().replaceFirst(";$", "")), List.of(), Map.of(), null);
        }
        Matcher set = SETTING.matcher(act.strip());
        boolean planner = set.matches() && PLANNER.stream().anyMatch(p -> set.group(1).startsWith(p));
        return planner ? new Trial(List.of(), List.of(), Map.of(set.group(1), set.group(2)), null) : NONE;
    }

    static Trial rewritten(@Nullable String statement) {
        return statement == null ? NONE : new Trial(List.of(), List.of(), Map.of(), statement);
    }

    /** What a statement costs whoever runs it, in one sentence. */
    public static String cost(String act) {
        return Price.of(act);
    }

    /** Whether there is anything to try. */
    public boolean possible() {
        return !equals(NONE);
    }
}
