package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Chunk;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.TableName;
import dev.howdah.engine.job.Work;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.text.Text;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tokens and workload ratios, in batches. */
public final class TrainingmonkeyJobs {
    private static final TableName TOKENS = TableName.parse("trainingmonkey.oauth_tokens");
    private static final TableName USERS = TableName.parse("trainingmonkey.users");

    private TrainingmonkeyJobs() {}

    public static List<Job> all(InstantSource clock) {
        return List.of(
                new ReadyJob("trainingmonkey/refresh-tokens", Text.of("jobs.trainingmonkey-refresh-tokens"), List.of(
                        Parameter.text("endpoint", null, Text.of("jobs.p-endpoint")),
                        Parameter.text("client-id", null, Text.of("jobs.p-client-id")),
                        Parameter.secret("client-secret", Text.of("jobs.p-client-secret")),
                        Parameter.whole("soon-minutes", "60", 1, 100_000, Text.of("jobs.p-soon")),
                        Parameter.whole("per-second", "50", 1, 10_000, Text.of("jobs.p-per-second"))), false,
                        (db, a) -> refresh(a, clock)),
                new ReadyJob("trainingmonkey/load-tokens", Text.of("jobs.trainingmonkey-load-tokens"), List.of(
                        Parameter.text("file", null, Text.of("jobs.p-file"))), false, (db, a) -> TokenFiles.load(a)),
                new ReadyJob("trainingmonkey/save-tokens", Text.of("jobs.trainingmonkey-save-tokens"), List.of(
                        Parameter.text("file", null, Text.of("jobs.p-file-read"))), false, (db, a) -> TokenFiles.save(a)),
                new ReadyJob("trainingmonkey/token-health", Text.of("jobs.trainingmonkey-token-health"), List.of(), false, (db, a) -> health()),
                new ReadyJob("trainingmonkey/cleanup-tokens", Text.of("jobs.trainingmonkey-cleanup-tokens"), List.of(
                        Parameter.whole("days", "90", 1, 3650, Text.of("jobs.p-days"))), true, (db, a) -> cleanup(a)),
                new ReadyJob("trainingmonkey/acwr", Text.of("jobs.trainingmonkey-acwr"), List.of(
                        Parameter.whole("chronic-days", "28", Acwr.ACUTE_DAYS, 365, Text.of("jobs.p-chronic")),
                        Parameter.decimal("decay", "0.1", 0, 10, Text.of("jobs.p-decay")),
                        new Parameter("first", Parameter.Type.DATE, null, false, List.of(), null, null, Text.of("jobs.p-first")),
                        new Parameter("last", Parameter.Type.DATE, null, false, List.of(), null, null, Text.of("jobs.p-last"))), false,
                        TrainingmonkeyJobs::acwr));
    }

    private static Draft refresh(Arguments a, InstantSource clock) {
        URI endpoint = endpoint(a.text("endpoint"));
        Duration soon = Duration.ofMinutes(a.whole("soon-minutes"));
        OAuthClient.Limits limits = new OAuthClient.Limits((int) a.whole("per-second"), Duration.ofSeconds(5), 3);
        Secret secret = new Secret(a.text("client-secret"));
        Work.ChunkWork each = new Refreshing(soon, () -> new OAuthClient(endpoint, a.text("client-id"), secret, limits, clock));
        return new Draft(new Work.Chunked(TOKENS, null, false, 50, each), List.of("POST " + endpoint + " grant_type=refresh_token"), -1,
                List.of("ROW EXCLUSIVE"), List.of(TOKENS.toString()), null);
    }

    /**
     * One client for all chunks: the rate holds over the whole run, and connections to the issuer are kept. It ends with the run,
     * when nobody holds it any more.
     */
    private static final class Refreshing implements Work.ChunkWork {
        private final Duration soon;
        private final Supplier<OAuthClient> maker;
        private @Nullable OAuthClient client;

        Refreshing(Duration soon, Supplier<OAuthClient> maker) {
            this.soon = soon;
            this.maker = maker;
        }

        @Override
        public long apply(Connection c, Chunk chunk) throws SQLException {
            OAuthClient known = client == null ? maker.get() : client;
            client = known;
            return Tokens.refresh(c, chunk.condition(), soon, known);
        }
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            boolean local = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
            // RFC 6749, 3.2: credentials travel over TLS only.
            if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.bad-endpoint", text));
        }
        throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.bad-endpoint", text));
    }

    private static Draft health() {
        String sql = "SELECT status, count(*) FROM trainingmonkey.oauth_tokens GROUP BY status";
        Step step = new Step("health", sql, (c, said) -> {
            Tokens.Health h = Tokens.health(c, Duration.ofHours(24));
            if (h.failed() + h.expired() > 0) {
                throw new JobException(JobException.Kind.FAILED, Text.of("jobs.token-health", h.valid(), h.expiring(), h.expired(), h.failed(), h.revoked()));
            }
        });
        return Draft.steps(List.of(step), List.of("ACCESS SHARE"), List.of(TOKENS.toString()), null);
    }

    private static Draft cleanup(Arguments a) {
        String sql = "DELETE FROM trainingmonkey.oauth_tokens WHERE {chunk} AND expires_at < now() - interval '" + a.whole("days") + " days'";
        return new Draft(new Work.Chunked(TOKENS, Work.statement(sql)), List.of(sql), -1, List.of("ROW EXCLUSIVE"), List.of(TOKENS.toString()), null);
    }

    private static Draft acwr(Db db, Arguments a) {
        Acwr acwr = new Acwr((int) a.whole("chronic-days"), a.decimal("decay").doubleValue());
        LocalDate first = a.date("first");
        LocalDate last = a.date("last");
        if (last.isBefore(first)) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.bad-dates", first, last));
        }
        Work.ChunkWork each = (c, chunk) -> AcwrTable.batch(c, chunk.condition(), first, last, acwr);
        return new Draft(new Work.Chunked(USERS, null, false, 100, each), List.of("DELETE, COPY trainingmonkey.acwr_results"), -1,
                List.of("ROW EXCLUSIVE"), List.of("trainingmonkey.acwr_results"), null);
    }
}
