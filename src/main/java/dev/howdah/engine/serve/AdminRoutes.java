package dev.howdah.engine.serve;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Result;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.RunLog;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.serve.http.Request;
import dev.howdah.engine.systems.trainingmonkey.Tokens;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an administrator asks: states, and the batch jobs of trainingmonkey. Jobs run under the job runner's own rules: what destroys
 * needs a disposable database that is not production, and its name.
 */
final class AdminRoutes {
    private static final int MOST_RUNS = 200;

    private final Desks desks;
    private final AuditLog audit;
    private final Function<String, Job> jobs;
    private final boolean mayStart;
    private final Map<UUID, JobRun> runs = new ConcurrentHashMap<>();

    /** @param mayStart whether clients may start jobs */
    AdminRoutes(Desks desks, AuditLog audit, Function<String, Job> jobs, boolean mayStart) {
        this.desks = desks;
        this.audit = audit;
        this.jobs = jobs;
        this.mayStart = mayStart;
    }

    /** An optimisation, whether it is on, and by which figure. */
    record Optimisation(String name, boolean on, String figure) {}

    record Started(@Nullable UUID run, @Nullable String status, @Nullable JobPlan plan) {}

    /** @param link connecting, up or down @param cost of sampling, in ms and statements a second */
    record AdminHealth(String status, String link, List<Views.Pool> pools, int jobsRunning, Cost cost) {}

    List<Route> all() {
        return List.of(
                Route.get("/api/admin/health", "serve.e.admin-health", AdminHealth.class, desks.read(Desk::vitals, (d, look) -> health(d))).taking("target"),
                Route.get("/api/admin/optimization-status", "serve.e.optimization", Optimisation[].class, desks.now(AdminRoutes::optimisations))
                        .taking("target"),
                Route.get("/api/admin/tokens/health", "serve.e.tokens", Tokens.Health.class, desks.read(Desk::tokens, (d, look) -> nullable(look.value())))
                        .taking("target"),
                job("/api/admin/tokens/refresh", "serve.e.tokens-refresh", "trainingmonkey/refresh-tokens"),
                job("/api/admin/tokens/cleanup", "serve.e.tokens-cleanup", "trainingmonkey/cleanup-tokens"),
                job("/api/admin/acwr/recalculate", "serve.e.acwr", "trainingmonkey/acwr"),
                Route.get("/api/admin/jobs/{id}", "serve.e.job", JobStatus.class, this::status));
    }

    @SuppressWarnings("NullAway") // what was not read yet is null in the JSON
    private static Object nullable(@Nullable Object value) {
        return value;
    }

    private Route job(String path, String text, String name) {
        return Route.post(path, text, Started.class, r -> start(r, name)).taking("target").reading("parameters", "dry_run", "yes_destroy")
                .answering(200, 202, 403, 409, 502);
    }

    private static AdminHealth health(Desk desk) {
        String link = switch (desk.served().sampler().link()) {
            case Link.Connecting c -> "connecting";
            case Link.Up up -> "up";
            case Link.Down down -> "down";
        };
        return new AdminHealth(Desk.word(desk.status()), link, desk.pools(), desk.served().jobs().running().size(), desk.served().sampler().cost());
    }

    private static List<Optimisation> optimisations(Desk desk) {
        PoolSpec spec = desk.served().pool().spec();
        var cache = desk.served().cache().stats();
        var profiler = desk.served().profiler().report();
        Link link = desk.served().sampler().link();
        boolean counted = link instanceof Link.Up up && up.server().extensions().containsKey("pg_stat_statements");
        return List.of(
                new Optimisation("connection_pool", true, spec.size() + " + " + spec.overflow()),
                new Optimisation("pool_pre_ping", spec.prePing(), Boolean.toString(spec.prePing())),
                new Optimisation("pool_recycle", !spec.recycle().isZero(), spec.recycle().toSeconds() + " s"),
                new Optimisation("query_cache", cache.total().reads() > 0, Share.text(cache.total().hitRatio(), 0) + " of " + cache.total().reads()),
                new Optimisation("second_level_cache", cache.secondLevel() != null, cache.secondLevel() == null ? "" : cache.secondLevel().state().name()),
                new Optimisation("query_profiling", profiler.executions() > 0, Long.toString(profiler.executions())),
                new Optimisation("statement_statistics", counted, "pg_stat_statements"));
    }

    private Reply start(Request request, String name) {
        Desk desk = desks.of(request);
        JsonNode body = Desks.body(request);
        Job job = jobs.apply(name);
        Arguments arguments = Arguments.of(job.parameters(), parameters(body));
        if (flag(body, "dry_run")) {
            return Reply.json(200, desk.answer(desks.clock(), new Started(null, null, desk.served().jobs().plan(job, arguments))));
        }
        JobRun run = started(request, desk, job, arguments, text(body, "yes_destroy"));
        remember(run);
        Started started = new Started(run.id(), "/api/admin/jobs/" + run.id(), null);
        return Reply.json(202, desk.answer(desks.clock(), started)).with("Location", "/api/admin/jobs/" + run.id());
    }

    /** The run writes down what it does by itself; here stands who asked for it, also when the answer was no. */
    private JobRun started(Request request, Desk desk, Job job, Arguments arguments, String typedName) {
        AuditLog.Running asked = audit.begin(Asked.deed(request, desk, Act.JOB, job.name()));
        if (!mayStart) {
            asked.ended(Result.FAILED, Text.of("serve.no-admin"));
            throw new Api.BadRequest(403, Text.of("serve.no-admin"));
        }
        try {
            JobRun run = desk.served().jobs().start(job, arguments, job.knobs(), typedName, RunLog.silent());
            asked.ended(Result.DONE, run.id().toString());
            return run;
        } catch (RuntimeException e) {
            asked.failed(e);
            throw e;
        }
    }

    private void remember(JobRun run) {
        if (runs.size() >= MOST_RUNS) {
            runs.values().removeIf(r -> r.status().phase().isOver());
        }
        runs.put(run.id(), run);
    }

    private Reply status(Request request) {
        UUID id;
        try {
            id = UUID.fromString(request.path().substring(request.path().lastIndexOf('/') + 1));
        } catch (IllegalArgumentException e) {
            throw new Api.BadRequest(404, Text.of("serve.no-run"));
        }
        JobRun run = runs.get(id);
        if (run == null) {
            throw new Api.BadRequest(404, Text.of("serve.no-run"));
        }
        return Reply.json(200, run.status());
    }

    private static Map<String, String> parameters(@Nullable JsonNode body) {
        Map<String, String> given = new LinkedHashMap<>();
        JsonNode all = body == null ? null : body.get("parameters");
        if (all != null && !all.isNull()) {
            if (!all.isObject()) {
                throw new Api.BadRequest(400, Text.of("serve.bad-parameters"));
            }
            all.properties().forEach(e -> {
                if (!e.getValue().isValueNode() || e.getValue().isNull()) {
                    throw new Api.BadRequest(400, Text.of("serve.bad-parameters"));
                }
                given.put(e.getKey(), e.getValue().asString());
            });
        }
        return given;
    }

    private static boolean flag(@Nullable JsonNode body, String name) {
        JsonNode value = body == null ? null : body.get(name);
        if (value != null && !value.isBoolean()) {
            throw new Api.BadRequest(400, Text.of("serve.bad-flag", name));
        }
        return value != null && value.booleanValue();
    }

    private static String text(@Nullable JsonNode body, String name) {
        JsonNode value = body == null ? null : body.get(name);
        return value == null || !value.isString() ? "" : value.stringValue();
    }
}
