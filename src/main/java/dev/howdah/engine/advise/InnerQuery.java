package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The query within a command: of a cursor, of PREPARE, under whose text its EXECUTEs are counted, of COPY, of a table that is made from
 * it, of EXPLAIN.
 */
final class InnerQuery {
    private static final Set<String> MADE_FROM = Set.of("table", "temp", "temporary", "unlogged", "local", "global", "materialized");

    private InnerQuery() {}

    /** A word or a bracket with its place in the text. */
    private record Word(String text, int depth, int from, int to) {}

    /** The same where there is none. */
    static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Word> words = words(bytes);
        if (words.size() < 3) {
            return text;
        }
        int from = switch (words.getFirst().text()) {
            case "declare" -> after(words, "for");
            case "prepare" -> after(words, "as");
            case "create" -> MADE_FROM.contains(words.get(1).text()) ? after(words, "as") : -1;
            case "copy" -> words.get(1).text().equals("(") ? words.get(1).to() : -1;
            case "explain" -> explained(words);
            default -> -1;
        };
        if (from < 0) {
            return text;
        }
        int to = bytes.length;
        for (int i = 0; i < words.size(); i++) {
            Word w = words.get(i);
            boolean data = w.text().equals("with") && i > 0 && (next(words, i, "data") || (next(words, i, "no") && next(words, i + 1, "data")));
            boolean copied = words.getFirst().text().equals("copy") && w.text().equals(")") && w.depth() == 0;
            if (w.from() > from && to == bytes.length && (copied || (data && w.depth() == 0))) {
                to = w.from();
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    }

    private static boolean next(List<Word> words, int i, String text) {
        return i + 1 < words.size() && words.get(i + 1).text().equals(text);
    }

    private static int after(List<Word> words, String text) {
        return words.stream().filter(w -> w.depth() == 0 && w.text().equals(text)).mapToInt(Word::to).findFirst().orElse(-1);
    }

    /** Behind the options, which stand in brackets or are two words. */
    private static int explained(List<Word> words) {
        int i = 1;
        if (words.get(1).text().equals("(")) {
            while (i < words.size() && !(words.get(i).text().equals(")") && words.get(i).depth() == 0)) {
                i++;
            }
            i++;
        }
        while (i < words.size() && (words.get(i).text().equals("analyze") || words.get(i).text().equals("verbose"))) {
            i++;
        }
        return i < words.size() ? words.get(i).from() : -1;
    }

    private static List<Word> words(byte[] bytes) {
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        List<Word> words = new ArrayList<>();
        int depth = 0;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            String text = new String(bytes, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            depth -= text.equals(")") && kind == SqlLexer.PUNCT ? 1 : 0;
            if (kind == SqlLexer.WORD || text.equals("(") || text.equals(")")) {
                words.add(new Word(text, depth, lexer.start, lexer.end));
            }
            depth += text.equals("(") && kind == SqlLexer.PUNCT ? 1 : 0;
        }
        return words;
    }
}
