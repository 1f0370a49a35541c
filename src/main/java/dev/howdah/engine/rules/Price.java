package dev.howdah.engine.rules;

import dev.howdah.engine.text.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a statement costs whoever runs it: locks, reading, space. */
final class Price {
    /** In this order: the first that fits counts. */
    private static final Map<String, Pattern> KINDS = kinds(
            "drop-index", "DROP\\s+INDEX",
            "create-index", "CREATE\\s+(UNIQUE\\s+)?INDEX",
            "reindex", "REINDEX",
            "vacuum-full", "VACUUM\\s*\\([^)]*FULL",
            "vacuum", "VACUUM",
            "analyze", "ANALYZE",
            "create-statistics", "CREATE\\s+STATISTICS",
            "statistics-target", "ALTER\\s+TABLE.*SET\\s+STATISTICS",
            "storage", "ALTER\\s+TABLE\\s+\\S+\\s+(SET|RESET)\\s*\\(",
            "rewrite", "ALTER\\s+TABLE.*\\sTYPE\\s",
            "sequence", "ALTER\\s+SEQUENCE",
            "plan-cache", "ALTER\\s+DATABASE.*plan_cache_mode",
            "setting", "ALTER\\s+(SYSTEM|DATABASE|ROLE)");

    private Price() {}

    private static Map<String, Pattern> kinds(String... pairs) {
        Map<String, Pattern> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], Pattern.compile("(?is)\\s*" + pairs[i + 1] + ".*"));
        }
        return Collections.unmodifiableMap(all);
    }

    /** One sentence; of several statements the first counts. */
    static String of(String statement) {
        return KINDS.entrySet().stream().filter(k -> k.getValue().matcher(statement).matches()).findFirst()
                .map(k -> Text.of("rules.cost." + k.getKey())).orElseGet(() -> Text.of("rules.cost.other"));
    }
}
