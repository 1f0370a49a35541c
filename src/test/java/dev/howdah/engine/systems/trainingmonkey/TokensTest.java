package dev.howdah.engine.systems.trainingmonkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.systems.Migrations;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final Duration SOON = Duration.ofHours(1);

    @Test
    void survivesEveryMoodOfTheIssuerAndLosesNoToken() throws IOException, SQLException {
        Target target = tokens(20);
        try (Issuer issuer = new Issuer();
                OAuthClient client = client(issuer, 1000);
                Connection c = Connections.open(target, SessionSpec.batch())) {
            issuer.moods.put("r1", "busy once");
            issuer.moods.put("r2", "broken once");
            issuer.moods.put("r3", "slow once");
            issuer.moods.put("r4", "revoked");
            issuer.moods.put("r5", "broken");
            issuer.moods.put("r6", "garbage");
            issuer.moods.put("r7", "keeps");
            issuer.moods.put("r8", "later");
            assertThat(Tokens.refresh(c, "true", SOON, client)).isEqualTo(16);
            assertThat(word(c, "r1")).isEqualTo("new-r1 next-r1 valid");
            assertThat(word(c, "r2")).isEqualTo("new-r2 next-r2 valid");
            assertThat(word(c, "r3")).isEqualTo("new-r3 next-r3 valid");
            assertThat(word(c, "r4")).isEqualTo("a4 r4 revoked");
            assertThat(word(c, "r5")).isEqualTo("a5 r5 failed");
            assertThat(word(c, "r6")).isEqualTo("a6 r6 failed");
            assertThat(word(c, "r7")).isEqualTo("new-r7 r7 valid");
            assertThat(word(c, "r8")).isEqualTo("a8 r8 failed");
            assertThat(Tokens.health(c, SOON)).isEqualTo(new Tokens.Health(16, 0, 0, 3, 1));
            issuer.moods.clear();
            assertThat(Tokens.refresh(c, "true", SOON, client)).isEqualTo(3);
            assertThat(Tokens.health(c, SOON)).isEqualTo(new Tokens.Health(19, 0, 0, 0, 1));
        }
    }

    @Test
    void keepsToItsRate() throws IOException, SQLException {
        Target target = tokens(60);
        try (Issuer issuer = new Issuer();
                OAuthClient client = client(issuer, 50, Duration.ofSeconds(60));
                Connection c = Connections.open(target, SessionSpec.batch())) {
            long start = System.nanoTime();
            assertThat(Tokens.refresh(c, "true", SOON, client)).isEqualTo(60);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
            assertThat(issuer.requests.get()).isEqualTo(60);
        }
    }

    @Test
    void keepsToARateBelowTenToo() throws IOException, SQLException {
        Target target = tokens(4);
        try (Issuer issuer = new Issuer();
                OAuthClient client = client(issuer, 4, Duration.ofSeconds(60));
                Connection c = Connections.open(target, SessionSpec.batch())) {
            long start = System.nanoTime();
            assertThat(Tokens.refresh(c, "true", SOON, client)).isEqualTo(4);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(490));
        }
    }

    @Test
    void holdsItsRateOverAllChunksOfARun() throws IOException {
        Target target = tokens(30);
        Job job = TrainingmonkeyJobs.all(InstantSource.system()).getFirst();
        try (Issuer issuer = new Issuer();
                JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            Arguments arguments = Arguments.of(job.parameters(), Map.of("endpoint", issuer.endpoint().toString(), "client-id", "howdah",
                    "client-secret", "hush & hush", "per-second", "20"));
            long start = System.nanoTime();
            JobRun run = runner.start(job, arguments, Knobs.usual().withMaxRows(2).withHeadRoom(0));
            assertThat(run.await(Duration.ofMinutes(2)).phase()).isEqualTo(Phase.DONE);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1300));
            assertThat(issuer.requests.get()).isEqualTo(30);
        }
    }

    @Test
    void tokensGoIntoAPrivateFileAndBackAllOrNone(@TempDir Path folder) throws IOException, SQLException {
        Target target = tokens(4);
        Path file = folder.resolve("tokens.csv");
        assertThat(run(target, "trainingmonkey/load-tokens", file).phase()).isEqualTo(Phase.DONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        Servers.execute(target, "DELETE FROM trainingmonkey.oauth_tokens WHERE user_id = 1", "UPDATE trainingmonkey.oauth_tokens SET access_token = 'lost'");
        assertThat(run(target, "trainingmonkey/save-tokens", file).phase()).isEqualTo(Phase.DONE);
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            assertThat(word(c, "r1")).isEqualTo("a1 r1 valid");
            assertThat(word(c, "r4")).isEqualTo("a4 r4 valid");
        }
        Files.writeString(file, Files.readString(file).replace("a1", "new") + "9999,p,a,r,2026-01-01\n");
        assertThat(run(target, "trainingmonkey/save-tokens", file).phase()).isEqualTo(Phase.FAILED);
        assertThat(run(target, "trainingmonkey/save-tokens", folder.resolve("none")).message()).contains("Cannot read");
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            assertThat(word(c, "r1")).isEqualTo("a1 r1 valid");
        }
    }

    private static JobStatus run(Target target, String name, Path file) {
        Job job = TrainingmonkeyJobs.all(InstantSource.system()).stream().filter(j -> j.name().equals(name)).findFirst().orElseThrow();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            return runner.start(job, Arguments.of(job.parameters(), Map.of("file", file.toString())), Knobs.usual()).await(Duration.ofMinutes(1));
        }
    }

    @Test
    void doesNotOverwriteATokenThatChangedMeanwhile() throws SQLException {
        Target target = tokens(1);
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            Servers.execute(target, "UPDATE trainingmonkey.oauth_tokens SET refresh_token = 'newer'");
            Tokens.save(c, java.util.List.of(new Tokens.Due(1, "r1")), java.util.List.of(
                    new OAuthClient.Outcome.Refreshed("stale", "stale", InstantSource.system().instant())));
            assertThat(word(c, "newer")).isEqualTo("a1 newer valid");
        }
    }

    private static OAuthClient client(Issuer issuer, int perSecond) {
        return client(issuer, perSecond, Duration.ofSeconds(3));
    }

    private static OAuthClient client(Issuer issuer, int perSecond, Duration timeout) {
        return new OAuthClient(issuer.endpoint(), "howdah", new Secret("hush & hush"),
                new OAuthClient.Limits(perSecond, timeout, 3), InstantSource.system());
    }

    private static Target tokens(int count) {
        Target target = Servers.newDatabase();
        new Migrations(target).migrate(new Trainingmonkey());
        Servers.execute(target, "INSERT INTO trainingmonkey.users (email, name) SELECT g, g FROM generate_series(1, " + count + ") g",
                "INSERT INTO trainingmonkey.oauth_tokens (user_id, provider, access_token, refresh_token, expires_at)"
                        + " SELECT g, 'p', 'a' || g, 'r' || g, now() - interval '1 minute' FROM generate_series(1, " + count + ") g");
        return target;
    }

    private static String word(Connection c, String old) throws SQLException {
        try (var s = c.createStatement();
                var r = s.executeQuery("SELECT access_token || ' ' || refresh_token || ' ' || status FROM trainingmonkey.oauth_tokens"
                        + " WHERE refresh_token IN ('" + old + "', 'next-" + old + "')")) {
            r.next();
            return r.getString(1);
        }
    }
}
