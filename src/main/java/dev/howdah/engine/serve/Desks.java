package dev.howdah.engine.serve;

import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.serve.http.Request;
import dev.howdah.engine.text.JsonText;
import dev.howdah.engine.text.Text;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** All targets that are served, and how a request names one. Thread-safe. */
final class Desks implements AutoCloseable {
    private final List<Desk> desks;
    private final InstantSource clock;

    Desks(List<? extends Served> served, InstantSource clock) {
        this.desks = served.stream().map(s -> new Desk(s, clock)).toList();
        this.clock = clock;
    }

    List<Desk> all() {
        return desks;
    }

    InstantSource clock() {
        return clock;
    }

    /** The one that {@code ?target=} names; the first when it names none. */
    Desk of(Request request) {
        String name = request.parameter("target");
        if (name == null) {
            return desks.getFirst();
        }
        return desks.stream().filter(d -> d.name().equals(name)).findFirst()
                .orElseThrow(() -> new Api.BadRequest(404, Text.of("serve.no-target", desks.stream().map(Desk::name).toList())));
    }

    /** Answers with what was read some time ago; the header Age says how long. */
    <T> Function<Request, Reply> read(Function<Desk, Kept.Look<T>> look, java.util.function.BiFunction<Desk, Kept.Look<T>, Object> data) {
        return request -> {
            Desk desk = of(request);
            Kept.Look<T> seen = look.apply(desk);
            Reply reply = Reply.json(200, desk.answer(seen, data.apply(desk, seen)));
            return seen.now() == null ? reply : reply.with("Age", Long.toString((long) seen.age()));
        };
    }

    /** Answers with what this process knows itself. */
    Function<Request, Reply> now(Function<Desk, Object> data) {
        return request -> {
            Desk desk = of(request);
            return Reply.json(200, desk.answer(clock, data.apply(desk)));
        };
    }

    /** A whole number of the query, within bounds. */
    static int number(Request request, String name, int preset, int most) {
        String text = request.parameter(name);
        if (text == null) {
            return preset;
        }
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new Api.BadRequest(400, Text.of("serve.bad-number", name, most));
        }
        return Integer.parseInt(text);
    }

    /** The body as a JSON object; null when there is none. */
    static @Nullable JsonNode body(Request request) {
        if (request.body().isBlank()) {
            return null;
        }
        try {
            JsonNode node = JsonText.read(request.body());
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new Api.BadRequest(400, Text.of("serve.bad-json"));
        }
        throw new Api.BadRequest(400, Text.of("serve.bad-json"));
    }

    @Override
    public void close() {
        desks.forEach(Desk::close);
    }
}
