package dev.howdah.engine.log;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a learnt prefix takes for granted and the log itself does not tell. */
final class Doubts {
    private static final Pattern OPENED = Pattern.compile("[\\[(<{]$");
    private static final Pattern BEHIND_USER = Pattern.compile("%-?\\d*u[\\])>}]?@$");
    private static final Pattern NAMED = Pattern.compile("%-?\\d*([uda])");
    private static final Pattern PAIR = Pattern.compile("^[\\])>}]?@[\\[(<{]?%-?\\d*d.*", Pattern.DOTALL);

    private Doubts() {}

    /** Whether a name stands where only its place says whose it is: keys, an @ between two, or what the log says of connections would tell. */
    static boolean untold(Trial best, Connected known) {
        String text = best.prefix.text();
        Matcher name = NAMED.matcher(text);
        while (name.find()) {
            char escape = name.group(1).charAt(0);
            Set<String> values = best.values(escape);
            String ahead = OPENED.matcher(text.substring(0, name.start())).replaceFirst("");
            boolean keyed = NameColumns.meaning(ahead).indexOf(escape) >= 0 || (escape == 'd' && BEHIND_USER.matcher(ahead).find())
                    || (escape == 'u' && PAIR.matcher(text.substring(name.end())).matches());
            boolean seen = values.stream().anyMatch(v -> known.knows(escape, v));
            boolean nothing = values.stream().allMatch("[unknown]"::equals);
            if (!keyed && !seen && !nothing) {
                return true;
            }
        }
        return false;
    }

    /** Whether the log's own lines about connections prove the place of every name: all users and databases are known from them, and applications. */
    static boolean certain(Trial trial, Connected known) {
        return trial.prefix.lacks().isEmpty() && proven(trial, known, 'u') && proven(trial, known, 'd')
                && trial.values('a').stream().anyMatch(v -> known.knows('a', v));
    }

    private static boolean proven(Trial trial, Connected known, char escape) {
        Set<String> values = trial.values(escape);
        return values.stream().allMatch(v -> "[unknown]".equals(v) || known.knows(escape, v)) && values.stream().anyMatch(v -> known.knows(escape, v));
    }
}
