package dev.howdah.engine.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connections and sessions. */
final class Connects {
    private static final int MOST = 20_000;

    private final List<String> databaseKeys;
    private final List<String> applicationKeys;
    private long received;
    private long authenticated;
    private long authorized;
    private long disconnected;
    private long sessionMicros;
    private long longest;
    private final Map<String, Long> hosts = new HashMap<>();
    private final Map<String, Long> users = new HashMap<>();
    private final Map<String, Long> databases = new HashMap<>();
    private final Map<String, Long> applications = new HashMap<>();

    Connects(Words words) {
        databaseKeys = words.list("database_is");
        applicationKeys = words.list("application_is");
    }

    /** @param text {@code host=... port=...} in any language */
    void received(String text) {
        received++;
        int value = text.indexOf('=') + 1;
        int port = text.lastIndexOf('=');
        int end = port < value ? text.length() : Math.max(value, text.lastIndexOf(' ', port));
        count(hosts, text.substring(value, end));
    }

    void authenticated() {
        authenticated++;
    }

    /** @param text {@code user=... database=... application_name=... SSL enabled ...} in any language */
    void authorized(String text) {
        authorized++;
        int secure = text.indexOf(" SSL");
        int end = secure < 0 ? text.length() : secure;
        int[] database = find(text, databaseKeys);
        int[] application = find(text, applicationKeys);
        int afterDatabase = application[0] < 0 ? end : application[0];
        int user = text.indexOf('=') + 1;
        int afterUser = database[0] < 0 ? afterDatabase : database[0];
        if (user > 0 && user <= afterUser) {
            count(users, text.substring(user, afterUser));
        }
        if (database[0] >= 0 && database[1] <= afterDatabase) {
            count(databases, text.substring(database[1], afterDatabase));
        }
        count(applications, application[0] < 0 || application[1] > end ? "" : text.substring(application[1], end));
    }

    /** Where one of the keys starts and where its value does. */
    private static int[] find(String text, List<String> keys) {
        for (String key : keys) {
            int at = text.indexOf(key);
            if (at >= 0) {
                return new int[] {at, at + key.length()};
            }
        }
        return new int[] {-1, -1};
    }

    private static void count(Map<String, Long> counts, String name) {
        counts.merge(counts.size() < MOST || counts.containsKey(name) ? name : "(others)", 1L, Long::sum);
    }

    void disconnected(long micros) {
        disconnected++;
        sessionMicros += micros;
        longest = Math.max(longest, micros);
    }

    LogReport.Connections report() {
        return new LogReport.Connections(received, authenticated, authorized, disconnected, Names.ms(sessionMicros),
                Names.ms(longest), Names.counts(hosts), Names.counts(users), Names.counts(databases), Names.counts(applications));
    }
}
