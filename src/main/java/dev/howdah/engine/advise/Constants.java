package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The constants in a statement's text, as opposed to the values that one call of it had. */
final class Constants {
    private Constants() {}

    /** Those that stand in all of some calls of one statement. */
    static Set<String> common(Collection<String> texts) {
        Set<String> common = new HashSet<>();
        boolean first = true;
        for (String text : texts) {
            Set<String> mine = in(text);
            if (first) {
                common.addAll(mine);
            } else {
                common.retainAll(mine);
            }
            first = false;
        }
        return common;
    }

    private static Set<String> in(String text) {
        return Tokens.of(text).stream()
                .filter(t -> t.kind() == SqlLexer.STRING || t.kind() == SqlLexer.NUMBER)
                .map(t -> value(t.text()))
                .collect(Collectors.toSet());
    }

    /** Without its quotes. */
    static String value(String constant) {
        return constant.replaceFirst("(?s)^'(.*)'$", "$1").replace("''", "'");
    }
}
