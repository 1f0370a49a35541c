package dev.howdah.engine.serve;

import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.serve.http.Request;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;

/**
 * One endpoint: what it is called, what it takes, what it answers.
 *
 * @param method GET or POST
 * @param path may end in a name in braces, which stands for one word: {@code /api/admin/jobs/{id}}
 * @param text what it is for: a key of serve.properties
 * @param parameters names of query parameters
 * @param body names of the fields of a JSON body, all of them optional; empty when it takes none
 * @param answer the record that it answers with; String for text
 * @param own statuses beside those that any endpoint has; below 400 and 503 come with its answer, others with a fault
 * @param open true when it asks for no token
 */
record Route(
        String method, String path, String text, List<String> parameters, List<String> body, Type answer, List<Integer> own, boolean open,
        Function<Request, Reply> handler) {
    static Route get(String path, String text, Type answer, Function<Request, Reply> handler) {
        return new Route("GET", path, text, List.of(), List.of(), answer, List.of(200), false, handler);
    }

    static Route post(String path, String text, Type answer, Function<Request, Reply> handler) {
        return new Route("POST", path, text, List.of(), List.of(), answer, List.of(200), false, handler);
    }

    Route taking(String... names) {
        return new Route(method, path, text, List.of(names), body, answer, own, open, handler);
    }

    Route reading(String... fields) {
        return new Route(method, path, text, parameters, List.of(fields), answer, own, open, handler);
    }

    Route answering(Integer... statuses) {
        return new Route(method, path, text, parameters, body, answer, List.of(statuses), open, handler);
    }

    Route withoutToken() {
        return new Route(method, path, text, parameters, body, answer, own, true, handler);
    }

    /** Whether this path is meant, whatever the method. */
    boolean is(String asked) {
        int brace = path.indexOf('{');
        if (brace < 0) {
            return path.equals(asked);
        }
        return asked.startsWith(path.substring(0, brace)) && asked.length() > brace && asked.indexOf('/', brace) < 0;
    }
}
