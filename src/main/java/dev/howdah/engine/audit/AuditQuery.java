package dev.howdah.engine.audit;

import java.time.Instant;

/**
 * Which entries are wanted.
 *
 * @param target a target's name, address or database; empty for all
 * @param since those that began then or later
 * @param text to be found in any part; empty for all
 * @param limit at most so many, the newest
 */
public record AuditQuery(String target, Instant since, String text, int limit) {
    /** The newest of all. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery("", Instant.EPOCH, "", limit);
    }

    boolean wants(AuditEntry e) {
        Place p = e.where();
        boolean here = target.isEmpty() || target.equals(p.target()) || target.equals(p.address()) || target.equals(p.database());
        return here && !e.at().isBefore(since) && (text.isEmpty() || e.has(text));
    }
}
