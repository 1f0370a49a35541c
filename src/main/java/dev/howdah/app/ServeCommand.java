package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.serve.HealthServer;
import dev.howdah.engine.serve.Token;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Health endpoints and metrics for other tools. */
@Command(name = "serve", mixinStandardHelpOptions = true,
        description = {"Serve health, Prometheus metrics and OpenAPI over HTTP until stopped.",
            "On 127.0.0.1 only, and only with the token, unless told otherwise."},
        footer = {"", "The token is random and kept in the keyring, or comes from HOWDAH_SERVE_TOKEN.", "",
            "  howdah serve --target orders --target billing",
            "  curl -H \"Authorization: Bearer $(howdah serve --show-token)\" http://127.0.0.1:9432/metrics"})
final class ServeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = {"-t", "--target"}, paramLabel = "TARGET",
            description = {"A profile's name, a JDBC or postgres:// URL, or service=NAME; may be repeated.",
                "Without it: DATABASE_URL, then the PG* variables, then the sandbox."})
    List<String> targets = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", defaultValue = "9432", description = "0 takes any free one; default ${DEFAULT-VALUE}.")
    int port;

    @Option(names = "--address", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "Where to listen; default ${DEFAULT-VALUE}. Anything but loopback lets other machines ask, unencrypted.")
    String address = "127.0.0.1";

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100", description = "Requests a minute and client; default ${DEFAULT-VALUE}.")
    int rate;

    @Option(names = "--admin", description = "Also let clients start the jobs under /api/admin.")
    boolean admin;

    @Option(names = "--show-token", description = "Print the token and end.")
    boolean show;

    @Option(names = "--new-token", description = "Make a new token in place of the kept one; what runs goes on with the old one.")
    boolean renew;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    ServeCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Secret token = renew ? Token.renew(wiring.secrets()) : Token.current(wiring.surroundings().get(Token.VARIABLE), wiring.secrets());
        if (show) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(token.reveal());
            out.flush();
            return ExitCode.OK;
        }
        InetSocketAddress where = where();
        List<Engine> engines = new ArrayList<>();
        try {
            List<@Nullable String> named = new ArrayList<>(targets);
            if (named.isEmpty()) {
                named.add(null);
            }
            named.forEach(t -> engines.add(wiring.open(t)));
            serve(engines, new HealthServer.Rules(where, HttpLimits.DEFAULT.withPerMinute(rate), new Token(token), admin, wiring.jobs()::named,
                    wiring.audit()));
        } finally {
            engines.forEach(Engine::close);
        }
        return ExitCode.OK;
    }

    private InetSocketAddress where() throws IOException {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(Text.of("cli.serve.port", port));
        }
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    private void serve(List<Engine> engines, HealthServer.Rules rules) throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            stopped.countDown();
            awaitQuietly(ended);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try (HealthServer server = HealthServer.open(engines, rules, wiring.clock())) {
            PrintWriter err = spec.commandLine().getErr();
            said(server.address(), engines.stream().map(e -> e.target().name()).toList(), admin).forEach(err::println);
            err.flush();
            stopped.await();
        } finally {
            ended.countDown();
            removeQuietly(hook);
        }
    }

    /** What whoever starts it must know. */
    static List<String> said(InetSocketAddress address, List<String> targets, boolean admin) {
        String url = "http://" + host(address) + ":" + address.getPort();
        List<String> lines = new ArrayList<>();
        lines.add(Text.of("cli.serve.started", String.join(", ", targets), url));
        if (!address.getAddress().isLoopbackAddress()) {
            lines.add(Text.of("cli.serve.open", url));
        }
        if (admin) {
            lines.add(Text.of("cli.serve.admin"));
        }
        lines.add(Text.of("cli.serve.token"));
        return lines;
    }

    private static String host(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeQuietly(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }
}
