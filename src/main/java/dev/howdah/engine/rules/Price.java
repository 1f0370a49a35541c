package dev.howdah.engine.rules;

import dev.howdah.engine.text.Text;
import java.util.Map;
import java.util.regex.Pattern;

/** What a statement costs whoever runs it: locks, reading, space. */
final class Price {
    private static final Map<String, Pattern> KINDS = java.util.Collections.unmodifiableMap(kinds());

    private Price() {}

    private static Map<String, Pattern> kinds() {
        Map<String, Pattern> all = new java.util.LinkedHashMap<>();
        all.put("drop-index", pattern("DROP\\s+INDEX"));
        all.put("create-index", pattern("CREATE\\s+(UNIQUE\\s+)?INDEX"));
        all.put("reindex", pattern("REINDEX"));
        all.put("vacuum-full", pattern("VACUUM\\s*\\([^)]*FULL"));
        all.put("vacuum", pattern("VACUUM"));
        all.put("analyze", pattern("ANALYZE"));
        all.put("create-statistics", pattern("CREATE\\s+STATISTICS"));
        all.put("statistics-target", pattern("ALTER\\s+TABLE.*SET\\s+STATISTICS"));
        all.put("storage", pattern("ALTER\\s+TABLE\\s+\\S+\\s+(SET|RESET)\\s*\\("));
        all.put("rewrite", pattern("ALTER\\s+TABLE.*\\sTYPE\\s"));
        all.put("sequence", pattern("ALTER\\s+SEQUENCE"));
        all.put("plan-cache", pattern("ALTER\\s+DATABASE.*plan_cache_mode"));
        all.put("setting", pattern("ALTER\\s+(SYSTEM|DATABASE|ROLE)"));
        return all;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile("(?is)\\s*" + regex + ".*");
    }

    /** One sentence; of several statements the first counts. */
    static String of(String statement) {
        return KINDS.entrySet().stream().filter(k -> k.getValue().matcher(statement).matches()).findFirst()
                .map(k -> Text.of("rules.cost." + k.getKey())).orElseGet(() -> Text.of("rules.cost.other"));
    }
}
