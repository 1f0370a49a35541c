package dev.howdah.engine.rules;

import dev.howdah.engine.db.PartedIndex;
import java.util.ArrayList;
import java.util.HashMap;
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

    private static final String ID = "(?:\"(?:[^\"]|\"\")+\"|[^\\s\".;]+)";
    private static final Pattern CREATE = Pattern.compile("(?is)CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s.*");
    private static final Pattern DROP =
            Pattern.compile("(?is)DROP\\s+INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+EXISTS\\s+)?(" + ID + "(?:\\." + ID + ")?)");
    private static final Pattern SETTING = Pattern.compile(
            "(?is)ALTER\\s+(?:SYSTEM|DATABASE\\s+" + ID + ")\\s+SET\\s+(\\w+)\\s*(?:=|\\bTO\\b)\\s*'?([\\w.]+)'?");
    private static final List<String> PLANNER = List.of("random_page_cost", "seq_page_cost", "effective_cache_size", "work_mem", "jit_above_cost",
            "plan_cache_mode", "cpu_tuple_cost", "enable_");

    public Trial {
        create = List.copyOf(create);
        drop = List.copyOf(drop);
        settings = Map.copyOf(settings);
    }

    /** What statements mean to a planner: all that it knows of them. */
    public static Trial of(String act) {
        List<String> create = new ArrayList<>();
        List<String> drop = new ArrayList<>();
        Map<String, String> settings = new HashMap<>();
        for (String sql : PartedIndex.whole(act)) {
            Matcher gone = DROP.matcher(sql);
            Matcher set = SETTING.matcher(sql);
            if (gone.matches()) {
                drop.add(gone.group(1));
            } else if (CREATE.matcher(sql).matches()) {
                create.add(sql);
            } else if (set.matches() && PLANNER.stream().anyMatch(p -> set.group(1).startsWith(p))) {
                settings.put(set.group(1), set.group(2));
            }
        }
        return new Trial(create, drop, settings, null);
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
