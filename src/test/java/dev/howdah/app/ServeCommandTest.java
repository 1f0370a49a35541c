package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private static final Pattern URL = Pattern.compile("http://[^ ]+:\\d+");

    @TempDir
    Path home;

    private final Called cli = Called.withoutServers();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void printsTheTokenOnlyWhenAskedTo() {
        assertThat(run("serve", "--show-token")).isZero();
        String token = cli.out().strip();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(run("serve", "--show-token", "--new-token")).isZero();
        assertThat(cli.out().strip()).isNotEqualTo(token);
        environment.put("HOWDAH_SERVE_TOKEN", "token-of-the-environment");
        assertThat(run("serve", "--show-token")).isZero();
        assertThat(cli.out().strip()).isEqualTo("token-of-the-environment");
        environment.put("HOWDAH_SERVE_TOKEN", "short");
        assertThat(run("serve", "--show-token")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void servesUntilStoppedAndWritesDownWhatWasDone() throws Exception {
        environment.put("HOWDAH_SERVE_TOKEN", "token-of-the-environment");
        Target target = Servers.newDatabase();
        environment.put("PGPASSWORD", Objects.requireNonNull(target.password()).reveal());
        AtomicInteger code = new AtomicInteger(-1);
        Thread serving = Thread.ofVirtual().start(() ->
                code.set(run("serve", "--port", "0", "--target", "postgres://" + target.user() + "@" + target.address() + "/" + target.database())));
        Await.until("it listens", Duration.ofMinutes(2), () -> URL.matcher(cli.err()).find() || code.get() >= 0);
        Matcher url = URL.matcher(cli.err());
        assertThat(url.find()).as(cli.err()).isTrue();
        assertThat(cli.err()).doesNotContain("WARNING", "token-of-the-environment");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder clear = HttpRequest.newBuilder(URI.create(url.group() + "/api/health/cache/clear"))
                    .header("Authorization", "Bearer token-of-the-environment").POST(HttpRequest.BodyPublishers.noBody());
            assertThat(client.send(clear.build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
        Path audit = home.resolve("data/audit/audit.jsonl");
        assertThat(Files.readString(audit)).contains("CACHE_CLEAR", "127.0.0.1 over HTTP").doesNotContain("token-of");
        serving.interrupt();
        serving.join();
        assertThat(code).hasValueGreaterThanOrEqualTo(0);
    }

    @Test
    void saysLoudlyWhenOthersCanAsk() {
        InetSocketAddress anybody = new InetSocketAddress("192.0.2.1", 9432);
        assertThat(ServeCommand.said(anybody, List.of("orders"), true)).anyMatch(l -> l.startsWith("WARNING")).anyMatch(l -> l.contains("/api/admin"));
        assertThat(ServeCommand.said(new InetSocketAddress("127.0.0.1", 9432), List.of("orders"), false)).noneMatch(l -> l.startsWith("WARNING"));
    }

    @Test
    void refusesPortsThatAreNone() {
        assertThat(run("serve", "--port", "70000")).isEqualTo(ExitCode.USAGE);
        assertThat(run("serve", "--port", "x")).isEqualTo(ExitCode.USAGE);
    }

    private int run(String... words) {
        return cli.run(home, environment, words);
    }
}
