package dev.howdah.engine.serve;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.serve.http.RateLimits;
import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.serve.http.Request;
import dev.howdah.engine.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The door: limits each client, asks for the token, finds the endpoint, turns what goes wrong into JSON. Thread-safe. */
final class Api implements Function<Request, Reply> {
    private static final int CLASSES = 6;

    private final List<Route> routes;
    private final Token token;
    private final RateLimits limits;
    private final int perMinute;
    private final boolean loopback;
    private final LongAdder[] answers = new LongAdder[CLASSES];
    private final LongAdder limited = new LongAdder();

    /** @param loopback true when it listens on loopback only: then no other name of this machine is taken for it */
    Api(Collection<Route> routes, Token token, int perMinute, boolean loopback) {
        this.routes = List.copyOf(routes);
        this.token = token;
        this.limits = new RateLimits(perMinute);
        this.perMinute = perMinute;
        this.loopback = loopback;
        for (int i = 0; i < CLASSES; i++) {
            answers[i] = new LongAdder();
        }
    }

    @Override
    public Reply apply(Request request) {
        Reply reply = guarded(request);
        answers[Math.min(CLASSES - 1, reply.status() / 100)].increment();
        return reply;
    }

    /** Answers of a class so far: 2 for 200 to 299. */
    long answered(int hundreds) {
        return answers[hundreds].sum();
    }

    /** Requests beyond a client's minute. */
    long refusedByRate() {
        return limited.sum();
    }

    private Reply guarded(Request request) {
        // who has the token does not pay for who has not
        boolean known = token.opens(request.header("authorization"));
        long wait = limits.secondsToWait(known ? request.client() : "? " + request.client());
        if (wait > 0) {
            limited.increment();
            return Reply.fault(429, Text.of("serve.too-many", perMinute), Text.of("serve.too-many-hint", wait))
                    .with("Retry-After", Long.toString(wait));
        }
        if (loopback && !local(request.header("host"))) {
            return Reply.fault(421, Text.of("serve.not-local"), Text.of("serve.not-local-hint"));
        }
        List<Route> there = routes.stream().filter(r -> r.is(request.path())).toList();
        Route route = there.stream().filter(r -> fits(r, request.method())).findFirst().orElse(null);
        if ((route == null || !route.open()) && !known) {
            return Reply.fault(401, Text.of("serve.no-token"), Text.of("serve.no-token-hint")).with("WWW-Authenticate", "Bearer realm=\"howdah\"");
        }
        if (there.isEmpty()) {
            return Reply.fault(404, Text.of("serve.no-endpoint"), Text.of("serve.no-endpoint-hint"));
        }
        if (route == null) {
            String allowed = allowed(there);
            return Reply.fault(405, Text.of("serve.no-method"), Text.of("serve.no-method-hint", allowed)).with("Allow", allowed);
        }
        return answer(route, request);
    }

    private static boolean fits(Route route, String method) {
        return route.method().equals(method) || (route.method().equals("GET") && method.equals("HEAD"));
    }

    private static String allowed(List<Route> there) {
        TreeSet<String> methods = new TreeSet<>();
        there.forEach(r -> methods.add(r.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /** A page that a browser loaded from elsewhere under a name that now points here must not get through. */
    private static boolean local(@Nullable String host) {
        if (host == null) {
            return true;
        }
        String name = host.replaceFirst(":\\d*$", "");
        return name.equalsIgnoreCase("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    private static Reply answer(Route route, Request request) {
        try {
            return route.handler().apply(request);
        } catch (BadRequest e) {
            return Reply.fault(e.status(), e.sentence(), Text.of("serve.described"));
        } catch (JobException e) {
            int status = switch (e.kind()) {
                case BAD_INPUT -> 400;
                case REFUSED -> 403;
                case CHANGED -> 409;
                case FAILED -> 500;
            };
            return Reply.fault(status, String.valueOf(e.getMessage()), Text.of("serve.described"));
        } catch (DbException e) {
            DbProblem p = e.problem();
            return Reply.fault(p.lostConnection() ? 503 : 502, p.title(), p.hint());
        }
    }

    /** What a client asked for cannot be. */
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String sentence;

        BadRequest(int status, String sentence) {
            super(sentence);
            this.status = status;
            this.sentence = sentence;
        }

        int status() {
            return status;
        }

        String sentence() {
            return sentence;
        }
    }
}
