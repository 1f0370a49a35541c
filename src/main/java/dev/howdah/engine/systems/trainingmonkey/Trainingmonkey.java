package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Operation;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedTable;
import dev.howdah.engine.systems.Session;
import dev.howdah.engine.systems.Shelf;
import dev.howdah.engine.systems.Words;
import java.util.List;

/** Training logs with tokens of other services and a workload ratio for each athlete and day. */
public final class Trainingmonkey implements SampleSystem {
    private static final int BATCH = 50;

    private static final SeedTable USERS = new SeedTable("users", List.of("id", "email", "name", "created_at"), List.of("email"), 3, 200,
            (n, random, spec) -> new Object[] {
                n, "athlete" + n + "@example.org", Words.of(2, random), spec.asOf().minusSeconds(86_400L * 400)
            });
    private static final SeedTable SETTINGS = new SeedTable("user_settings",
            List.of("id", "user_id", "max_hr", "resting_hr", "decay_rate"), List.of("user_id"), 3, 200,
            (n, random, spec) -> new Object[] {n, n, random.nextInt(170, 200), random.nextInt(40, 65), 0.1});
    private static final SeedTable ACTIVITIES = new SeedTable("activities",
            List.of("id", "user_id", "day", "sport", "minutes", "training_load"), List.of("id"), 491, 50_000,
            (n, random, spec) -> new Object[] {
                n, 1 + (n - 1) % spec.rows(USERS), spec.asOf().atOffset(java.time.ZoneOffset.UTC).toLocalDate()
                        .minusDays(random.nextInt(365)), Words.any(random, "run", "ride", "swim", "lift"),
                random.nextInt(10, 180), random.nextInt(5, 400) / 2.0
            });
    private static final SeedTable TOKENS = new SeedTable("oauth_tokens",
            List.of("id", "user_id", "provider", "access_token", "refresh_token", "expires_at"), List.of("user_id", "provider"), 3, 200,
            (n, random, spec) -> new Object[] {
                n, n, "strava", "access-" + n, "refresh-" + n, spec.asOf().plusSeconds(random.nextLong(86_400L * 2))
            });

    private static final Operation DASHBOARD = Operation.same("dashboard", 20, s -> {
        long user = s.anyId("trainingmonkey.users");
        s.cached(Shelf.TOKEN, "trainingmonkey.dashboard:" + user, () -> s.read("""
                SELECT day, sum(training_load), sum(minutes) FROM trainingmonkey.activities
                WHERE user_id = ? AND day > current_date - 42 GROUP BY day ORDER BY day""", user));
    });
    private static final Operation LOG = Operation.same("log activity", 5, s -> {
        long user = s.anyId("trainingmonkey.users");
        s.update("INSERT INTO trainingmonkey.activities (user_id, day, sport, minutes, training_load)"
                + " VALUES (?, current_date - ?, 'run', 45, 80)", user, s.random().nextInt(30));
        s.changed("trainingmonkey.dashboard:" + user);
    });
    private static final Operation SETTINGS_OF = Operation.same("settings", 8, s -> {
        long user = s.anyId("trainingmonkey.users");
        s.cached(Shelf.MEDIUM, "trainingmonkey.settings:" + user,
                () -> s.read("SELECT * FROM trainingmonkey.user_settings WHERE user_id = ?", user));
    });
    private static final Operation TOKENS_LOAD = new Operation("load 50 tokens", 2, s -> {
        for (long user : someUsers(s)) {
            s.read("SELECT access_token, expires_at FROM trainingmonkey.oauth_tokens WHERE user_id = ?", user);
        }
    }, s -> s.read("SELECT user_id, access_token, expires_at FROM trainingmonkey.oauth_tokens WHERE user_id = ANY (?)",
            (Object) someUsers(s)));
    private static final Operation TOKENS_SAVE = new Operation("save 50 tokens", 1, s -> {
        for (long user : someUsers(s)) {
            s.update("UPDATE trainingmonkey.oauth_tokens SET access_token = ? WHERE user_id = ?", "access-" + user, user);
        }
    }, s -> {
        Long[] users = someUsers(s);
        s.update("UPDATE trainingmonkey.oauth_tokens t SET access_token = 'access-' || u.id FROM unnest(?::bigint[]) AS u(id)"
                + " WHERE t.user_id = u.id", (Object) users);
    });
    private static final Operation CONNECT = Operation.same("connect and ask", 1, s -> s.read("SELECT 1"));

    @Override
    public String name() {
        return "trainingmonkey";
    }

    @Override
    public List<String> migrations() {
        return List.of("V1__training.sql");
    }

    @Override
    public List<SeedTable> tables() {
        return List.of(USERS, SETTINGS, ACTIVITIES, TOKENS);
    }

    @Override
    public List<Operation> operations() {
        return List.of(DASHBOARD, LOG, SETTINGS_OF, TOKENS_LOAD, TOKENS_SAVE);
    }

    @Override
    public List<Claim> claims() {
        return List.of(
                Claim.latency("connection", 20, CONNECT),
                Claim.latency("tokens-load", 3.3, TOKENS_LOAD),
                Claim.latency("tokens-save", 3.97, TOKENS_SAVE),
                new Claim("tokens-refresh", Claim.Unit.MILLISECONDS, 3.3, new RefreshGauge()),
                new Claim("acwr", Claim.Unit.MILLISECONDS, 2.5, new AcwrGauge()),
                new Claim("batch-loss", Claim.Unit.CEILING, 0, (way, bench) -> OverloadGauge.read(bench, way).lost()),
                new Claim("batch-errors", Claim.Unit.CEILING, 0.01, (way, bench) -> OverloadGauge.read(bench, way).errors()));
    }

    @Override
    public List<String> verifications() {
        return List.of("verify_orphans", "verify_token_states");
    }

    @Override
    public List<String> cleanups() {
        return List.of("cleanup_expired_tokens");
    }

    private static Long[] someUsers(Session s) {
        long highest = s.highestId("trainingmonkey.users");
        // In order, so that two savers take their locks in the same order.
        return s.random().longs(BATCH, 1, highest + 1).distinct().sorted().boxed().toArray(Long[]::new);
    }
}
