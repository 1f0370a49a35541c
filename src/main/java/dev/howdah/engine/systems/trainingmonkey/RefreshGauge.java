package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.systems.Bench;
import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Milliseconds for one token, refreshed at an issuer 50 ms away and saved: alone, one after the other, or many at once. The tokens
 * are as they were afterwards.
 */
final class RefreshGauge implements Claim.Gauge {
    private static final Duration AWAY = Duration.ofMillis(50);
    private static final Duration SOON = Duration.ofDays(36_500);

    @Override
    public double read(Way way, Bench bench) {
        OAuthClient.Limits limits = new OAuthClient.Limits(100_000, Duration.ofSeconds(30), 3);
        try (StubIssuer issuer = new StubIssuer(AWAY);
                OAuthClient client = new OAuthClient(issuer.endpoint(), "bench", new Secret("bench"), limits, InstantSource.system());
                Connection c = Connections.open(bench.workbench().target(), SessionSpec.batch())) {
            c.setAutoCommit(false);
            try {
                batch(c, client, way, 0);
                return measured(c, client, way, bench.time());
            } finally {
                c.rollback();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw DbException.of(e, bench.workbench().target());
        }
    }

    private static double measured(Connection c, OAuthClient client, Way way, Duration time) throws SQLException {
        long tokens = 0;
        long start = System.nanoTime();
        int round = 1;
        do {
            tokens += batch(c, client, way, round++);
        } while (System.nanoTime() - start < time.toNanos());
        return (System.nanoTime() - start) / 1e6 / Math.max(1, tokens);
    }

    private static long batch(Connection c, OAuthClient client, Way way, int round) throws SQLException {
        return Tokens.refresh(c, way == Way.BASELINE ? "id = " + (1 + round % 3) : "id <= 400", SOON, client);
    }
}
