package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cache.BufferCache;
import dev.howdah.engine.cache.CacheSpec;
import dev.howdah.engine.cache.HitRatio;
import dev.howdah.engine.cache.HitWindow;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.SecondLevel;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The server's caches at a glance; entries that instances share in Redis can be dropped. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = "Hit ratios, shared_buffers and what writes them out. With clear: drops the entries that instances share in Redis.",
        footer = {"", "  howdah cache --target orders --json", "  howdah cache clear --redis cache1:6379 --namespace orders --tier short"})
final class CacheCommand implements Callable<Integer> {
    /** What can be done. */
    enum Verb {
        STATUS,
        CLEAR,
        RESET_STATS
    }

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Parameters(arity = "0..1", paramLabel = "VERB", defaultValue = "status", description = "status, clear or reset-stats; default ${DEFAULT-VALUE}.")
    String verb = "status";

    @Option(names = "--redis", paramLabel = "HOST:PORT", description = "The second level. Its password comes from REDIS_PASSWORD.")
    @Nullable String redis;

    @Option(names = "--namespace", paramLabel = "NAME", description = "Whose entries; by default those of the target's database.")
    @Nullable String namespace;

    @Option(names = "--tier", paramLabel = "TIER", description = "SHORT, MEDIUM, LONG or TOKEN; without it all.")
    @Nullable Tier tier;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    CacheCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What is reported; the field names of the JSON form are these in snake_case. */
    record Status(
            String target,
            List<HitRatio> databases,
            BufferCache.@Nullable Summary buffers,
            BufferCache.@Nullable Writes writes,
            List<BufferCache.Io> io,
            List<BufferCache.Slru> slru,
            SecondLevel.@Nullable Stats secondLevel,
            List<Lack> notShown) {}

    /** What clear did. */
    record Cleared(String redis, String tiers, boolean told) {}

    @Override
    public Integer call() throws InterruptedException {
        return switch (parsed()) {
            case STATUS -> status();
            case CLEAR -> clear();
            case RESET_STATS -> reset();
        };
    }

    private Verb parsed() {
        try {
            return Verb.valueOf(verb.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Text.of("cachecli.bad-verb", verb), e);
        }
    }

    private int status() throws InterruptedException {
        try (Engine engine = wiring.connect(connect.target)) {
            Db db = engine.interactive();
            List<Lack> lacks = new ArrayList<>();
            Status status = new Status(
                    engine.target().name(),
                    new HitWindow(Duration.ofMinutes(1)).add(wiring.clock().instant(), BufferCache.DATABASES.read(db)),
                    read(BufferCache.SUMMARY, db, lacks),
                    read(BufferCache.WRITES, db, lacks),
                    list(read(BufferCache.IO, db, lacks)),
                    list(read(BufferCache.SLRU, db, lacks)),
                    second(),
                    lacks);
            Printed.of(spec, connect.json, status, out -> print(out, status));
            return ExitCode.OK;
        }
    }

    private static <T> List<T> list(@Nullable List<T> read) {
        return read == null ? List.of() : read;
    }

    private static <T> @Nullable T read(Probe<T> probe, Db db, List<Lack> lacks) {
        Lack lack = probe.missing(db);
        if (lack != null) {
            lacks.add(lack);
            return null;
        }
        return probe.read(db);
    }

    private static void print(PrintWriter out, Status s) {
        for (HitRatio r : s.databases()) {
            out.printf("%-32s %s%n", r.name(), Double.isNaN(r.sinceReset())
                    ? Text.of("cachecli.few") : Share.text(r.sinceReset(), 2));
        }
        BufferCache.Summary b = s.buffers();
        if (b != null) {
            out.println(Text.of("cachecli.buffers", (b.all() * b.blockSize()) >> 20, (b.used() * b.blockSize()) >> 20, (b.dirty() * b.blockSize()) >> 20));
        }
        BufferCache.Writes w = s.writes();
        if (w != null) {
            out.println(Text.of("cachecli.writes", w.timed(), w.requested(), w.byCheckpoint(), w.byWriter(), w.byClients()));
        }
        SecondLevel.Stats l = s.secondLevel();
        if (l != null) {
            out.println(Text.of("cachecli.second", l.address(), l.state(), l.failure() == null ? "" : l.failure()));
        }
        s.notShown().forEach(l2 -> out.println(Text.of("cli.status.lack", l2.reason(), l2.remedy() == null ? "" : l2.remedy())));
    }

    private SecondLevel.@Nullable Stats second() throws InterruptedException {
        if (redis == null) {
            return null;
        }
        try (SecondLevel level = open()) {
            return connected(level);
        }
    }

    private int clear() throws InterruptedException {
        if (redis == null) {
            throw new ParameterException(spec.commandLine(), Text.of("cachecli.needs-redis"));
        }
        try (SecondLevel level = open()) {
            connected(level);
            QueryCache cache = new QueryCache(CacheSpec.standard(), level, wiring.clock(), System::nanoTime, Runnable::run);
            if (tier == null) {
                cache.clear();
            } else {
                cache.clear(tier);
            }
            boolean told = level.stats().unforgotten() == 0;
            String tiers = tier == null ? "all" : tier.word();
            Printed.lines(spec, connect.json, new Cleared(redis, tiers, told),
                    List.of(Text.of(told ? "cachecli.cleared" : "cachecli.not-cleared", tiers, redis, String.valueOf(level.stats().failure()))));
            return told ? ExitCode.OK : ExitCode.NO_CONNECTION;
        }
    }

    private int reset() {
        Printed.lines(spec, connect.json, Map.of(), List.of(Text.of("cachecli.reset")));
        return ExitCode.OK;
    }

    private SecondLevel open() {
        String[] at = String.valueOf(redis).split(":", 2);
        int port;
        try {
            port = at.length < 2 ? 6379 : Integer.parseInt(at[1]);
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), Text.of("cachecli.bad-redis", redis), e);
        }
        String whose = namespace == null ? wiring.caching().namespace(wiring.target(connect.target)) : namespace;
        return new SecondLevel(wiring.caching().redis(at[0], port, whose).withPatience(Duration.ofSeconds(10), Duration.ofSeconds(1)));
    }

    private static SecondLevel.Stats connected(SecondLevel level) throws InterruptedException {
        for (int i = 0; i < 400 && level.stats().state() == SecondLevel.State.CONNECTING; i++) {
            Thread.sleep(Duration.ofMillis(50));
        }
        return level.stats();
    }
}
