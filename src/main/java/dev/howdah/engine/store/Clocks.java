package dev.howdah.engine.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * The two clocks of a repository that several consoles share: that of the machine which samples, by which samples stand, and
 * the repository server's own. Either can be wrong, so what is too old must be too old by both.
 *
 * @param mine of the machine that samples
 * @param server of the repository's server, at the same moment
 */
record Clocks(Instant mine, Instant server) {
    /** Less than that is a matter of how well machines keep time. */
    static final Duration WRONG = Duration.ofSeconds(30);

    /** What is further in the future than anything is kept was written by a wrong clock. */
    private static final Duration AHEAD = Level.COARSE.kept().plus(Level.COARSE.width());

    /** Asks the server. */
    static Clocks read(Connection c, Instant mine) throws SQLException {
        long start = System.nanoTime();
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT clock_timestamp()")) {
            r.next();
            return new Clocks(mine.plusNanos(System.nanoTime() - start), r.getTimestamp(1).toInstant());
        }
    }

    /** Both the same. */
    static Clocks same(Instant now) {
        return new Clocks(now, now);
    }

    /** How far the machine that samples is ahead; negative when it is behind, zero when the two agree. */
    Duration ahead() {
        Duration ahead = Duration.between(server, mine);
        return ahead.abs().compareTo(WRONG) < 0 ? Duration.ZERO : Duration.ofSeconds(ahead.toSeconds());
    }

    Instant earlier() {
        return mine.isBefore(server) ? mine : server;
    }

    /** A difference in the largest unit of which it has two. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 120 ? minutes + " min" : minutes < 2_880 ? Math.round(minutes / 60.0) + " h" : Math.round(minutes / 1_440.0) + " d";
    }

    private Instant later() {
        return mine.isBefore(server) ? server : mine;
    }

    /** True for what nobody wants any more: too old by both clocks, or in a future that only a wrong clock can have written. */
    boolean over(Instant from, Instant to, Duration kept) {
        return to.isBefore(earlier().minus(kept)) || from.isAfter(later().plus(AHEAD));
    }
}
