package dev.howdah.engine.log;

import java.util.HashMap;
import java.util.Map;

/** Connections and sessions. */
final class Connects {
    private static final int MOST = 20_000;

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

    /** @param text {@code host=... port=...} */
    void received(String text) {
        received++;
        int end = text.indexOf(" port=");
        String host = text.startsWith("host=") ? text.substring(5, end < 0 ? text.length() : end) : text;
        count(hosts, host);
    }

    void authenticated() {
        authenticated++;
    }

    /** @param text {@code user=... database=... application_name=... SSL enabled ...} */
    void authorized(String text) {
        authorized++;
        int database = text.indexOf(" database=");
        int application = text.indexOf(" application_name=");
        int secure = text.indexOf(" SSL enabled");
        int end = secure < 0 ? text.length() : secure;
        int afterDatabase = application < 0 ? end : application;
        if (text.startsWith("user=")) {
            count(users, text.substring(5, database < 0 ? afterDatabase : database));
        }
        if (database >= 0 && database + 10 <= afterDatabase) {
            count(databases, text.substring(database + 10, afterDatabase));
        }
        count(applications, application < 0 || application + 18 > end ? "" : text.substring(application + 18, end));
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
