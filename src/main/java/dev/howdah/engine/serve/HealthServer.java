package dev.howdah.engine.serve;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.engine.serve.http.HttpListener;
import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.text.JsonText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Serves health, metrics and a few jobs of some targets over HTTP. Thread-safe. */
public final class HealthServer implements AutoCloseable {
    private final Desks desks;
    private final Metrics metrics;
    private final HttpListener listener;

    /**
     * How it is served.
     *
     * @param admin whether clients may start jobs
     * @param jobs the jobs by name
     */
    public record Rules(InetSocketAddress address, HttpLimits limits, Token token, boolean admin, Function<String, Job> jobs, AuditLog audit) {}

    private HealthServer(List<? extends Served> targets, Rules rules, InstantSource clock) throws IOException {
        if (targets.isEmpty() || targets.stream().map(t -> t.target().name()).distinct().count() != targets.size()) {
            throw new IllegalArgumentException("wants targets of different names");
        }
        desks = new Desks(targets, clock);
        desks.all().forEach(Desk::vitals);
        metrics = new Metrics(desks);
        Api api = new Api(routes(rules), rules.token(), rules.limits().perMinute(), rules.address().getAddress().isLoopbackAddress());
        metrics.count(api);
        try {
            listener = HttpListener.open(rules.address(), rules.limits(), api);
        } catch (IOException | RuntimeException e) {
            metrics.close();
            desks.close();
            throw e;
        }
    }

    /**
     * Begins to serve; the targets stay the caller's to close, after this.
     *
     * @param targets at least one, of different names; the first is meant where a request names none
     * @throws IOException when the address cannot be listened on
     */
    public static HealthServer open(List<? extends Served> targets, Rules rules, InstantSource clock) throws IOException {
        return new HealthServer(targets, rules, clock);
    }

    private List<Route> routes(Rules rules) {
        List<Route> all = new ArrayList<>(new HealthRoutes(desks, rules.audit()).all());
        all.add(1, Route.get("/metrics", "serve.e.metrics", String.class, metrics::scrape));
        all.addAll(new AdminRoutes(desks, rules.audit(), rules.jobs(), rules.admin()).all());
        List<Route> described = List.copyOf(all);
        byte[] document = JsonText.of(OpenApi.of(described)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String page = ApiPage.of(described, rules.limits().perMinute());
        all.add(Route.get("/openapi.json", "serve.e.openapi", String.class,
                r -> new Reply(200, "application/json; charset=utf-8", document, java.util.Map.of())).withoutToken());
        all.add(Route.get("/", "serve.e.page", String.class, r -> Reply.text("text/html; charset=utf-8", page)
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"))
                .withoutToken());
        return all;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    @Override
    public void close() {
        listener.close();
        metrics.close();
        desks.close();
    }
}
