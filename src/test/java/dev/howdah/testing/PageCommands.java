package dev.howdah.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the pages of the documentation ask their readers to type. */
public final class PageCommands {
    private static final Pattern COMMAND = Pattern.compile("\\s*(?:\\./)?howdah( .*)?");
    private static final Pattern OPTION = Pattern.compile("`[^`\n]*`");
    private static final Pattern LONG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private PageCommands() {}

    public static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("packaging/README.md")), docs.filter(p -> p.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    /** The commands that stand in fences, as words; without "howdah" itself, comments, pipes and redirections. */
    public static List<List<String>> of(Path page) throws IOException {
        List<List<String>> all = new ArrayList<>();
        StringBuilder command = null;
        boolean fence = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                fence = !fence;
            }
            boolean begins = fence && COMMAND.matcher(line).matches();
            // generated pages break long commands; their second half begins at the margin
            boolean goesOn = command != null && !begins && !line.isBlank() && !line.startsWith("```") && !line.startsWith(" ") && page.endsWith("cli.md");
            if (goesOn) {
                command.append(' ').append(line);
                continue;
            }
            if (command != null) {
                all.add(words(command.toString()));
            }
            command = begins ? new StringBuilder(line.strip()) : null;
        }
        return all;
    }

    /** The long options in a page's code; in fences only those of Howdah's commands. */
    public static Set<String> options(Path page) throws IOException {
        Set<String> all = new TreeSet<>();
        String text = Files.readString(page).replaceAll("(?ms)^```.*?^```", "");
        OPTION.matcher(text).results().map(r -> r.group()).filter(c -> !c.matches("`(mvn|java|curl|psql|jlink|jpackage|chrt).*"))
                .forEach(c -> LONG.matcher(c).results().forEach(r -> all.add(r.group())));
        return all;
    }

    /** What stands in the fences of this language. */
    public static List<String> fences(Path page, String language) throws IOException {
        Matcher m = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(Files.readString(page));
        return m.results().map(r -> r.group(1)).toList();
    }

    /** Files that a page links to or shows. */
    public static Set<String> links(Path page) throws IOException {
        Set<String> all = new TreeSet<>();
        Matcher m = LINK.matcher(Files.readString(page).replaceAll("(?ms)^```.*?^```", "").replaceAll("`[^`\n]*`", ""));
        while (m.find()) {
            all.add(m.group(1));
        }
        return all;
    }

    /** As a shell would part them. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        int blanks = 0;
        for (char c : line.toCharArray()) {
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                if (++blanks == 3) {
                    break;
                }
                continue;
            }
            blanks = 0;
            if (quote == 0 && word == null && (c == '#' || c == '|' || c == '>')) {
                break;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words.subList(1, words.size());
    }
}
