package dev.howdah.engine.serve;

import dev.howdah.engine.Engine;
import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.JsonText;
import dev.howdah.testing.Audits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A health server on real targets, and a client that has the token. */
public final class Serving implements AutoCloseable {
    private static final HttpLimits.Times PATIENT = new HttpLimits.Times(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofMinutes(2));
    static final String TOKEN = "a-token-of-the-tests";

    private final List<Engine> engines = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HealthServer server;
    private volatile Duration later = Duration.ZERO;
    final AuditLog audit;

    Serving(HttpLimits limits, boolean admin, Target... targets) throws IOException {
        audit = Audits.scratch();
        Arrays.stream(targets).forEach(t -> engines.add(Engine.open(t, PoolSpec.of(2, 1, Duration.ofHours(1), true), audit, Clock.systemUTC())));
        Catalogue catalogue = new Catalogue(Path.of("none"), audit, Clock.systemUTC());
        HttpLimits patient = new HttpLimits(limits.sizes(), PATIENT, limits.connections(), limits.perMinute());
        server = HealthServer.open(engines, new HealthServer.Rules(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), patient,
                new Token(new Secret(TOKEN)), admin, name -> carried(catalogue, name), audit), () -> Clock.systemUTC().instant().plus(later));
    }

    private static Job carried(Catalogue catalogue, String name) {
        return catalogue.carried().stream().filter(j -> j.name().equals(name)).findFirst().orElseThrow();
    }

    /** Lets the time of what is served jump ahead. */
    void later(Duration time) {
        later = time;
    }

    /** What was written down, newest first. */
    List<AuditEntry> acts() {
        return audit.read(AuditQuery.newest(100));
    }

    Engine engine(int i) {
        return engines.get(i);
    }

    int port() {
        return server.address().getPort();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN), headers);
    }

    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    static JsonNode json(HttpResponse<String> r) {
        return JsonText.read(r.body());
    }

    @Override
    public void close() {
        server.close();
        engines.forEach(Engine::close);
    }
}
