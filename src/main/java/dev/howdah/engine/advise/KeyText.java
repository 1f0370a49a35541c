package dev.howdah.engine.advise;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an index sorts by and which rows it holds, written so that the same is the same text: without the brackets around the whole, which
 * PostgreSQL sets by rules of its own. Those within say what is reckoned first.
 *
 * @param keys each with its operators, collation and direction where these are not the ordinary ones
 * @param rows condition of a partial index; empty for a whole one
 */
record KeyText(List<String> keys, String rows) {
    /** What stands in a definition that pg_get_indexdef wrote. */
    static KeyText of(Capsule.Index index) {
        List<Tokens.Token> t = Tokens.of(index.definition());
        int using = 0;
        while (using < t.size() && !t.get(using).is("using")) {
            using++;
        }
        int open = Math.min(using + 2, t.size());
        int close = open < t.size() ? Tokens.closing(t, open) : t.size();
        List<String> keys = open >= close
                ? List.of()
                : Tokens.split(t.subList(open + 1, close), ",").stream().map(KeyText::key).toList();
        return new KeyText(keys, rows(index.predicate()));
    }

    static KeyText of(IndexDef index) {
        return new KeyText(index.keys().stream().map(k -> key(Tokens.of(k.sql()))).toList(), rows(index.predicate()));
    }

    private static String rows(@Nullable String predicate) {
        return predicate == null ? "" : text(Tokens.bare(Tokens.of(predicate)));
    }

    /** A column or an expression, and behind it how it sorts. Only brackets that hold all of an expression begin a key. */
    private static String key(List<Tokens.Token> key) {
        int end = !key.isEmpty() && key.getFirst().is("(") ? Math.min(Tokens.closing(key, 0) + 1, key.size()) : 0;
        List<Tokens.Token> parts = new ArrayList<>(Tokens.bare(key.subList(0, end)));
        parts.addAll(key.subList(end, key.size()));
        return text(parts);
    }

    private static String text(List<Tokens.Token> tokens) {
        return tokens.stream().map(KeyText::text).collect(Collectors.joining(" "));
    }

    private static String text(Tokens.Token t) {
        if (t.text().startsWith("\"")) {
            return t.name();
        }
        return t.isName() ? t.text().toLowerCase(Locale.ROOT) : t.text();
    }

    /** True when whoever sorts so also sorts like the other, forwards or backwards, and holds the same rows. */
    boolean begins(IndexDef other) {
        KeyText same = of(other);
        return rows.equals(same.rows) && keys.size() >= same.keys.size()
                && (prefix(same.keys) || (other.method().equals("btree") && prefix(backwards(other))));
    }

    private boolean prefix(List<String> narrow) {
        return keys.subList(0, narrow.size()).equals(narrow);
    }

    private static List<String> backwards(IndexDef index) {
        List<String> keys = new ArrayList<>();
        for (IndexDef.Key k : index.keys()) {
            keys.add(key(Tokens.of(new IndexDef.Key(k.column(), k.expression(), k.opclass(), !k.descending(), !k.nullsFirst()).sql())));
        }
        return keys;
    }
}
