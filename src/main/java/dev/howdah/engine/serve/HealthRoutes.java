package dev.howdah.engine.serve;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.serve.http.Request;
import dev.howdah.engine.text.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The health endpoints. None asks the server; what changes, changes this process only. */
final class HealthRoutes {
    private static final int PRESET = 20;

    private final Desks desks;
    private final AuditLog audit;

    HealthRoutes(Desks desks, AuditLog audit) {
        this.desks = desks;
        this.audit = audit;
    }

    List<Route> all() {
        return List.of(
                Route.get("/health", "serve.e.health", Views.Health.class, r -> health()).answering(200, 503),
                Route.get("/api/health/database", "serve.e.database", Views.Database.class, desks.read(Desk::vitals, Desk::database)).taking("target"),
                Route.get("/api/health/database/events", "serve.e.events", Views.PoolEvents[].class, desks.now(Desk::events)).taking("target"),
                Route.get("/api/health/cache", "serve.e.cache", Views.Cache.class, desks.read(Desk::databases, Desk::cache)).taking("target"),
                Route.post("/api/health/cache/clear", "serve.e.cache-clear", Views.Cleared.class, this::clear).taking("target").reading("tier"),
                Route.post("/api/health/cache/reset-stats", "serve.e.cache-reset", Views.Reset.class, this::resetCache).taking("target"),
                Route.get("/api/health/profiling", "serve.e.profiling", Views.Profiling.class,
                        desks.now(d -> Views.Profiling.of(d.served().profiler().report()))).taking("target"),
                Route.get("/api/health/profiling/queries", "serve.e.queries", Views.Queries.class, this::queries).taking("target", "limit"),
                Route.get("/api/health/profiling/slow-queries", "serve.e.slow", Views.SlowQueries.class, desks.read(Desk::running, Desk::slow))
                        .taking("target"),
                Route.post("/api/health/profiling/reset", "serve.e.profiling-reset", Views.Reset.class, this::resetProfiler).taking("target"),
                Route.get("/api/health/full", "serve.e.full", Views.Full.class, desks.read(Desk::vitals, HealthRoutes::full)).taking("target"));
    }

    private Reply health() {
        List<Views.OfTarget> targets = desks.all().stream().map(d -> {
            var look = d.vitals();
            return new Views.OfTarget(d.name(), Desk.word(d.status()), Views.known(look.age()), look.problem());
        }).toList();
        boolean up = targets.stream().allMatch(t -> t.status().equals("up"));
        return Reply.json(up ? 200 : 503, new Views.Health(up ? "up" : "degraded", targets));
    }

    private static Views.Full full(Desk desk, Kept.Look<dev.howdah.engine.health.Vitals> look) {
        return new Views.Full(desk.database(look), desk.events(), desk.cache(desk.databases()),
                Views.Profiling.of(desk.served().profiler().report()), desk.slow(desk.running()));
    }

    private Reply queries(Request request) {
        int limit = Desks.number(request, "limit", PRESET, 100);
        return desks.read(Desk::statements, (desk, look) -> desk.queries(look, limit)).apply(request);
    }

    private Reply clear(Request request) {
        Desk desk = desks.of(request);
        Tier tier = tier(request);
        long gone = audit.doing(Asked.deed(request, desk, Act.CACHE_CLEAR, tier == null ? "" : tier.word()),
                () -> tier == null ? desk.served().cache().clear() : desk.served().cache().clear(tier));
        return Reply.json(200, desk.answer(desks.clock(), new Views.Cleared(gone)));
    }

    private static @Nullable Tier tier(Request request) {
        JsonNode body = Desks.body(request);
        JsonNode named = body == null ? null : body.get("tier");
        if (named == null || named.isNull()) {
            return null;
        }
        for (Tier t : Tier.values()) {
            if (named.isString() && t.name().equals(named.stringValue().toUpperCase(Locale.ROOT))) {
                return t;
            }
        }
        throw new Api.BadRequest(400, Text.of("serve.no-tier"));
    }

    private Reply resetCache(Request request) {
        Desk desk = desks.of(request);
        return reset(request, desk, () -> desk.served().cache().resetStats());
    }

    private Reply resetProfiler(Request request) {
        Desk desk = desks.of(request);
        return reset(request, desk, () -> desk.served().profiler().reset());
    }

    private Reply reset(Request request, Desk desk, Runnable act) {
        Views.Reset done = audit.doing(Asked.deed(request, desk, Act.RESET_STATISTICS, ""), () -> {
            act.run();
            return new Views.Reset(desks.clock().instant());
        });
        return Reply.json(200, desk.answer(desks.clock(), done));
    }
}
