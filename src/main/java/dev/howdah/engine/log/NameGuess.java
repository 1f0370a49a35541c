package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names of users, databases and applications in what stands before the labels, where nothing but their place tells what
 * they are: words that are not the same on every line, compared with what the connections of the same log say.
 */
final class NameGuess {
    /** Stands for a name in a template; no log holds it. */
    private static final String NAME = "\u0001";
    /** Stands around the width of a name that is padded. */
    private static final char WIDTH = '\u0002';
    private static final Pattern WORD = Pattern.compile("%-?\\d*[a-zA-Z%]|([^\\s%|,;:\\[\\](){}<>=@/\"']+)(?![^\\s%|,;:\\[\\](){}<>=@/\"']*[=:])");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** What people put before a value to say what it is. */
    private static final Set<String> KEYWORDS = Set.of("from", "host", "client", "user", "usr", "db", "database", "app", "application", "pid", "process",
            "session", "sid", "on", "at", "by", "tx", "txid", "xid", "vxid", "line", "state", "query", "queryid", "type", "backend", "tag", "cmd", "command");

    private final Set<String> users = new HashSet<>();
    private final Set<String> databases = new HashSet<>();
    private final Set<String> applications = new HashSet<>();
    private final Set<String> constant = new HashSet<>();
    private final Map<String, List<Set<String>>> places = new HashMap<>();

    /**
     * @param templates of the heads of all lines, words as they are
     * @param known     names that are known in full
     * @param stand     what stands for a name with blanks in the templates
     */
    NameGuess(List<String> templates, Connected known, UnaryOperator<String> stand) {
        known.users.forEach(n -> users.add(stand.apply(n)));
        known.databases.forEach(n -> databases.add(stand.apply(n)));
        known.applications.forEach(n -> applications.add(stand.apply(n)));
        Map<String, Integer> heads = new HashMap<>();
        for (String template : templates) {
            for (String word : new TreeSet<>(words(template))) {
                heads.merge(word, 1, Integer::sum);
            }
        }
        heads.forEach((word, n) -> {
            if ((n == templates.size() || KEYWORDS.contains(word.toLowerCase(Locale.ROOT))) && !users.contains(word) && !databases.contains(word) && !applications.contains(word)) {
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

    /** The template with every word that changes from line to line replaced by a mark, and by its width where it is padded with blanks. */
    String marked(String template) {
        List<String> names = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        Matcher m = WORD.matcher(template);
        int at = 0;
        while (m.find()) {
            String word = m.group(1);
            boolean isName = word != null && LETTER.matcher(word).find() && !constant.contains(word);
            if (!isName) {
                continue;
            }
            names.add(word);
            int ahead = m.start();
            while (ahead > at && template.charAt(ahead - 1) == ' ') {
                ahead--;
            }
            int behind = m.end();
            while (behind < template.length() && template.charAt(behind) == ' ') {
                behind++;
            }
            boolean closed = behind < template.length() && "])}>|,".indexOf(template.charAt(behind)) >= 0;
            boolean right = (behind - m.end() > 1 && ahead > 0) || (behind > m.end() && closed);
            boolean left = !right && m.start() - ahead > 1;
            out.append(template, at, left ? ahead : m.start()).append(NAME);
            if (left) {
                out.append(WIDTH).append(m.end() - ahead).append(WIDTH);
            } else if (right) {
                int separator = closed ? 0 : 1;
                out.append(WIDTH).append('-').append(behind - m.start() - separator).append(WIDTH).append(" ".repeat(separator));
            }
            at = right ? behind : m.end();
        }
        out.append(template.substring(at));
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
            out.append(marked, at, next);
            at = next + 1;
            if (at < marked.length() && marked.charAt(at) == WIDTH && !made.isEmpty()) {
                int end = marked.indexOf(WIDTH, at + 1);
                out.append('%').append(marked, at + 1, end).append(made.substring(1));
                at = end + 1;
            } else {
                out.append(made);
            }
        }
        return out.append(marked.substring(at)).toString();
    }
}
