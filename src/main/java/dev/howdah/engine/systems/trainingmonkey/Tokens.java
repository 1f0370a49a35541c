package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.systems.trainingmonkey.OAuthClient.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Loads, refreshes and saves tokens in batches. Stateless. */
public final class Tokens {
    private Tokens() {}

    record Due(long id, String refreshToken) {}

    /** How the tokens are: valid, ending within the given time, ended, failed at their last refresh, revoked. */
    public record Health(long valid, long expiring, long expired, long failed, long revoked) {}

    public static Health health(Connection c, Duration soon) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("""
                SELECT count(*) FILTER (WHERE status = 'valid' AND expires_at > now() + ? * interval '1 second'),
                       count(*) FILTER (WHERE status = 'valid' AND expires_at > now() AND expires_at <= now() + ? * interval '1 second'),
                       count(*) FILTER (WHERE status = 'valid' AND expires_at <= now()),
                       count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'revoked')
                FROM trainingmonkey.oauth_tokens""")) {
            s.setLong(1, soon.toSeconds());
            s.setLong(2, soon.toSeconds());
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return new Health(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5));
            }
        }
    }

    /**
     * Refreshes all tokens that fulfil a condition and end soon, and saves the outcomes in one statement, in the caller's
     * transaction; the number refreshed. A token whose row was changed meanwhile keeps that change.
     *
     * @param condition on {@code trainingmonkey.oauth_tokens}
     */
    public static long refresh(Connection c, String condition, Duration soon, OAuthClient client) throws SQLException {
        List<Due> due = due(c, condition, soon);
        List<CompletableFuture<Outcome>> outcomes = due.stream().map(d -> client.refresh(d.refreshToken())).toList();
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).join();
        return save(c, due, outcomes.stream().map(CompletableFuture::join).toList());
    }

    private static List<Due> due(Connection c, String condition, Duration soon) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT id, refresh_token FROM trainingmonkey.oauth_tokens WHERE " + condition
                + " AND status <> 'revoked' AND expires_at < now() + ? * interval '1 second' ORDER BY id")) {
            s.setLong(1, soon.toSeconds());
            try (ResultSet r = s.executeQuery()) {
                List<Due> due = new ArrayList<>();
                while (r.next()) {
                    due.add(new Due(r.getLong(1), r.getString(2)));
                }
                return due;
            }
        }
    }

    static long save(Connection c, List<Due> due, List<Outcome> outcomes) throws SQLException {
        int n = due.size();
        Object[] ids = new Object[n];
        Object[] olds = new Object[n];
        Object[] access = new Object[n];
        Object[] refresh = new Object[n];
        Object[] expires = new Object[n];
        Object[] status = new Object[n];
        Object[] failure = new Object[n];
        long refreshed = 0;
        for (int i = 0; i < n; i++) {
            ids[i] = due.get(i).id();
            olds[i] = due.get(i).refreshToken();
            switch (outcomes.get(i)) {
                case Outcome.Refreshed r -> {
                    access[i] = r.accessToken();
                    refresh[i] = r.refreshToken();
                    expires[i] = Timestamp.from(r.expiresAt());
                    status[i] = "valid";
                    refreshed++;
                }
                case Outcome.Revoked r -> {
                    status[i] = "revoked";
                    failure[i] = r.reason();
                }
                case Outcome.Failed f -> {
                    status[i] = "failed";
                    failure[i] = f.reason();
                }
            }
        }
        try (PreparedStatement s = c.prepareStatement("""
                UPDATE trainingmonkey.oauth_tokens t SET access_token = coalesce(n.access, t.access_token),
                    refresh_token = coalesce(n.refresh, t.refresh_token), expires_at = coalesce(n.expires, t.expires_at),
                    status = n.status, failure = n.failure, refreshed_at = CASE WHEN n.access IS NULL THEN t.refreshed_at ELSE now() END
                FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                    AS n(id, old, access, refresh, expires, status, failure)
                WHERE t.id = n.id AND t.refresh_token = n.old""")) {
            s.setArray(1, c.createArrayOf("bigint", ids));
            s.setArray(2, c.createArrayOf("text", olds));
            s.setArray(3, c.createArrayOf("text", access));
            s.setArray(4, c.createArrayOf("text", refresh));
            s.setArray(5, c.createArrayOf("timestamptz", expires));
            s.setArray(6, c.createArrayOf("text", status));
            s.setArray(7, c.createArrayOf("text", failure));
            s.executeUpdate();
        }
        return refreshed;
    }
}
