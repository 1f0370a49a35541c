package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names of users, databases and applications in what stands before the labels, where nothing but their place tells what
 * they are: words that are not the same on every line, compared with what the connections of the same log say.
 */
final class NameGuess {
    /** Stands for a name in a template; no log holds it. */
    private static final String NAME = "\u0001";
    private static final Pattern WORD = Pattern.compile("%-?\\d*[a-zA-Z%]|([^\\s%|,;:\\[\\](){}<>=@/\"']+)(?![^\\s%|,;:\\[\\](){}<>=@/\"']*[=:])");
    private static final Pattern CONNECTION = Pattern.compile("=(\\S+) .*?[= ](\\S+)(?: [^ =]+=(.*))?$");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private final Set<String> users = new HashSet<>();
    private final Set<String> databases = new HashSet<>();
    private final Set<String> applications = new HashSet<>();
    private final Set<String> constant = new HashSet<>();
    private final Map<String, List<Set<String>>> places = new HashMap<>();

    /**
     * @param templates of the heads of all lines, words as they are
     * @param lines     whole
     * @param vocabulary how each language says that somebody connected
     */
    NameGuess(List<String> templates, Collection<String> lines, Words vocabulary) {
        List<String> connected = new ArrayList<>(vocabulary.list("connection_authorized"));
        connected.add("connection authorized:");
        for (String line : lines) {
            Matcher m = CONNECTION.matcher(line);
            int at = connected.stream().mapToInt(line::indexOf).max().orElse(-1);
            if (at >= 0 && m.find(at)) {
                users.add(m.group(1));
                databases.add(m.group(2));
                if (m.group(3) != null) {
                    applications.add(m.group(3).replaceFirst(" SSL .*", "").strip());
                }
            }
        }
        Map<String, Integer> heads = new HashMap<>();
        for (String template : templates) {
            for (String word : new TreeSet<>(words(template))) {
                heads.merge(word, 1, Integer::sum);
            }
        }
        heads.forEach((word, n) -> {
            if (n == templates.size() && !users.contains(word) && !databases.contains(word) && !applications.contains(word)) {
                constant.add(word);
            }
        });
    }

    private static List<String> words(String template) {
        List<String> words = new ArrayList<>();
        Matcher m = WORD.matcher(template);
        while (m.find()) {
            if (m.group(1) != null && LETTER.matcher(m.group(1)).find()) {
                words.add(m.group(1));
            }
        }
        return words;
    }

    /** The template with every word that changes from line to line replaced by a mark. */
    String marked(String template) {
        List<String> names = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        Matcher m = WORD.matcher(template);
        while (m.find()) {
            String word = m.group(1);
            boolean isName = word != null && LETTER.matcher(word).find() && !constant.contains(word);
            if (isName) {
                names.add(word);
            }
            m.appendReplacement(out, isName ? NAME : Matcher.quoteReplacement(m.group()));
        }
        m.appendTail(out);
        List<Set<String>> seen = places.computeIfAbsent(out.toString(), t -> new ArrayList<>());
        for (int i = 0; i < names.size(); i++) {
            if (i == seen.size()) {
                seen.add(new HashSet<>());
            }
            seen.get(i).add(names.get(i));
        }
        return out.toString();
    }

    /** The marks of a template made into escapes. */
    String named(String marked) {
        List<Set<String>> seen = places.getOrDefault(marked, List.of());
        List<String> free = new ArrayList<>(List.of("%u", "%d", "%a"));
        free.removeIf(marked::contains);
        String[] chosen = new String[seen.size()];
        for (int i = 0; i < chosen.length; i++) {
            Set<String> words = seen.get(i);
            if (words.stream().allMatch(w -> w.matches("[A-Z]+|idle|authentication"))) {
                chosen[i] = "%i";
                continue;
            }
            long asUser = free.contains("%u") ? words.stream().filter(users::contains).count() : 0;
            long asDatabase = free.contains("%d") ? words.stream().filter(databases::contains).count() : 0;
            long asApplication = free.contains("%a") ? words.stream().filter(applications::contains).count() : 0;
            long most = Math.max(asUser, Math.max(asDatabase, asApplication));
            if (most > 0) {
                chosen[i] = asUser == most ? "%u" : asDatabase == most ? "%d" : "%a";
                free.remove(chosen[i]);
            }
        }
        boolean told = !users.isEmpty();
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (String escape : chosen) {
            int next = marked.indexOf(NAME, at);
            String made = escape;
            if (made == null) {
                made = free.isEmpty() ? "" : told && free.contains("%a") ? "%a" : free.getFirst();
                free.remove(made);
            }
            out.append(marked, at, next).append(made);
            at = next + 1;
        }
        return out.append(marked.substring(at)).toString();
    }
}
