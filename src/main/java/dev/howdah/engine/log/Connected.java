package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of users, databases and applications that a log's own lines about connections give in full. Immutable once made. */
final class Connected {
    static final Connected NONE = new Connected(List.of(), Words.ALL);
    private static final Pattern KEYS = Pattern.compile("=(.+?) [^ =]+=(.+?)(?: [^ =]+=(.*?))?(?: (?:SSL|GSS)\\b.*)?\\s*$");
    private static final Pattern WORDS = Pattern.compile("=(\\S+) .*?[= ](\\S+)(?: [^ =]+=(.*?))?(?: SSL .*)?\\s*$");
    private static final int MOST = 500;

    final Set<String> users = new LinkedHashSet<>();
    final Set<String> databases = new LinkedHashSet<>();
    final Set<String> applications = new LinkedHashSet<>();

    /** @param vocabulary how each language says that somebody connected */
    Connected(Collection<String> lines, Words vocabulary) {
        List<String> said = new ArrayList<>(vocabulary.list("connection_authorized"));
        said.add("connection authorized:");
        for (String line : lines) {
            int at = said.stream().mapToInt(line::indexOf).max().orElse(-1);
            Matcher m = at < 0 ? null : Stream.of(KEYS, WORDS).map(p -> p.matcher(line)).filter(x -> x.find(at)).findFirst().orElse(null);
            if (m != null && users.size() + databases.size() + applications.size() < MOST) {
                users.add(m.group(1));
                databases.add(m.group(2));
                if (m.group(3) != null && !m.group(3).isBlank()) {
                    applications.add(m.group(3).strip());
                }
            }
        }
    }

    private Connected(Connected other, UnaryOperator<String> stand) {
        other.users.forEach(n -> users.add(stand.apply(n)));
        other.databases.forEach(n -> databases.add(stand.apply(n)));
        other.applications.forEach(n -> applications.add(stand.apply(n)));
    }

    /** The same names, each put in other words. */
    Connected as(UnaryOperator<String> stand) {
        return new Connected(this, stand);
    }

    /** All names with a blank, a bracket or another sign in them, the longest first. */
    List<String> odd() {
        return Stream.of(users, databases, applications).flatMap(Set::stream).distinct().filter(Connected::isOdd)
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** Such names of users, databases or applications, as bytes. @param escape u, d or a; of any other there is none */
    byte[][] odd(char escape) {
        Set<String> names = escape == 'u' ? users : escape == 'd' ? databases : escape == 'a' ? applications : Set.of();
        return names.stream().filter(Connected::isOdd).sorted(Comparator.comparingInt(String::length).reversed())
                .map(n -> n.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    boolean knows(char escape, String name) {
        return (escape == 'u' ? users : escape == 'd' ? databases : applications).contains(name);
    }

    private static boolean isOdd(String name) {
        return name.chars().anyMatch(c -> !Character.isLetterOrDigit(c) && "_-.".indexOf(c) < 0);
    }
}
