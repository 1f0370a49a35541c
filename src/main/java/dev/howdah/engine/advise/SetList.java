package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The columns that a statement sets: of UPDATE, of an upsert, of MERGE. */
final class SetList {
    private static final Set<String> AFTER = Set.of("where", "from", "returning", "when");

    private SetList() {}

    static Set<String> columns(String statement) {
        Set<String> result = new HashSet<>();
        List<Tokens.Token> t = Tokens.of(statement);
        int depth = 0;
        int within = -1;
        for (int i = 0; i < t.size(); i++) {
            Tokens.Token token = t.get(i);
            if (token.is("(")) {
                boolean several = depth == within && starts(t, i);
                int end = Tokens.closing(t, i);
                if (several && end + 1 < t.size() && t.get(end + 1).is("=")) {
                    t.subList(i, end).stream().filter(Tokens.Token::isName).forEach(n -> result.add(folded(n)));
                }
                depth++;
            } else if (token.is(")")) {
                depth--;
                within = depth < within ? -1 : within;
            } else if (token.is("set") && within < 0) {
                within = depth;
            } else if (depth == within && AFTER.contains(token.text().toLowerCase(Locale.ROOT))) {
                within = -1;
            } else if (depth == within && token.isName() && starts(t, i)) {
                result.add(folded(token));
            }
        }
        return result;
    }

    /** After SET or a comma. */
    private static boolean starts(List<Tokens.Token> t, int at) {
        return at > 0 && (t.get(at - 1).is("set") || t.get(at - 1).is(","));
    }

    /** A name as the catalogue has it. */
    static String folded(Tokens.Token name) {
        return name.kind() == SqlLexer.QUOTED ? name.name() : name.text().toLowerCase(Locale.ROOT);
    }
}
