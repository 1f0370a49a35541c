package dev.howdah.engine.cache;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tables and views a statement reads, by PostgreSQL's own resolution of every name in it; views are opened down to their
 * tables. A column named like a table brings that table too, which only drops an entry once too often. What a function reads
 * inside its body is not seen: name such tables with {@link CachedQuery#reading}. Thread-safe.
 */
public final class Relations {
    private final Db db;
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    public Relations(Db db) {
        this.db = db;
    }

    /** {@code schema.table} of each; remembered by text, see {@link #forget}. */
    public Set<String> readBy(String sql) {
        return known.computeIfAbsent(sql, this::ask);
    }

    /** After a change of the schema. */
    public void forget() {
        known.clear();
    }

    private Set<String> ask(String sql) {
        Map<String, Object> params = new HashMap<>();
        params.put("names", names(sql).toArray(String[]::new));
        return Set.copyOf(db.list("cache/relations", Row.class, params).stream().map(Row::name).toList());
    }

    /** One relation. */
    public record Row(String name) {}

    /** All words, and all pairs of words with a dot between, as they were written. */
    static Set<String> names(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        Set<String> names = new LinkedHashSet<>();
        String before = "";
        boolean dotted = false;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            boolean name = kind == SqlLexer.WORD || (kind == SqlLexer.QUOTED && bytes[lexer.start] == '"');
            if (name) {
                String word = new String(Arrays.copyOfRange(bytes, lexer.start, lexer.end), StandardCharsets.UTF_8);
                names.add(dotted && !before.isEmpty() ? before + "." + word : word);
                before = dotted ? "" : word;
                dotted = false;
            } else {
                dotted = kind == SqlLexer.PUNCT && bytes[lexer.start] == '.' && !before.isEmpty();
                before = dotted ? before : "";
            }
        }
        return names;
    }
}
