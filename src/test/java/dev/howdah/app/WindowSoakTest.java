package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.howdah.engine.Engine;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.text.Text;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Soak;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Theme;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The real window, off-screen, used without a pause: servers are opened and closed, every part of every tab is shown, the past is walked
 * through, jobs run, themes, sizes and languages change, while a clock that runs 600 times as fast lets days go by:
 * {@code -Dsoak.minutes=20 -Dtest.jvm=-XX:SoftRefLRUPolicyMSPerMB=0}. What is left after each round is printed; what grows with every
 * round is a leak. The flag lets a collection take what is only softly held: the toolkit keeps pictures of effects so, as long as there is room.
 */
@Tag("campaign")
@ResourceLock("javafx")
class WindowSoakTest {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 20);
    private static final int SPEED = Integer.getInteger("soak.speed", 600);
    private static final double MEGABYTES_A_ROUND = 0.25;

    @TempDir
    Path home;

    private final Instant begun = InstantSource.system().instant();
    private final long zero = System.nanoTime();
    private final InstantSource clock = () -> begun.plusNanos((System.nanoTime() - zero) * SPEED);
    private final List<WeakReference<Engine>> opened = new ArrayList<>();
    private final Map<String, Integer> said = new ConcurrentHashMap<>();

    private record Round(Soak.Mark mark, int nodes, int connections, long engines) {}

    @Test
    @Timeout(value = 80, unit = TimeUnit.HOURS)
    void leavesNothingBehind() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (PgCluster server = Servers.own(Servers.NEWEST, Map.of("shared_preload_libraries", "pg_stat_statements", "max_connections", "200"))) {
            List<Target> targets = List.of(database(server, "orders"), database(server, "stock"));
            Servers.execute(server.target("postgres"), "CREATE DATABASE archive");
            Thread traffic = Thread.startVirtualThread(() -> traffic(targets, stop));
            try {
                soak(wiring(server, targets), server.target("postgres"));
            } finally {
                stop.set(true);
                traffic.join();
                System.clearProperty(Text.PROPERTY);
            }
        }
    }

    private static Target database(PgCluster server, String name) {
        Servers.execute(server.target("postgres"), "CREATE DATABASE " + name);
        Target target = server.target(name).withName(name).withEnvironment(Environment.STAGING);
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE items (id bigint PRIMARY KEY, note text)",
                "INSERT INTO items SELECT i, 'note ' || i FROM generate_series(1, 5000) i");
        return target;
    }

    private Wiring wiring(PgCluster server, List<Target> targets) throws Exception {
        Target archive = server.target("archive");
        Path settings = Files.createDirectories(home.resolve("config")).resolve("settings.toml");
        Files.writeString(settings, "[history]\nrepository = \"postgres://%s:%s@127.0.0.1:%d/archive?sslmode=disable\"\n".formatted(
                archive.user(), Objects.requireNonNull(archive.password()).reveal(), server.port()));
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "dba", "Linux");
        Wiring wiring = new Wiring(here, Servers.binaries(), clock);
        for (Target t : targets) {
            wiring.settings().save(new Profile(t.name(), t.environment(), ConnInfo.of(t)));
            wiring.secrets().put(t.name(), Objects.requireNonNull(t.password()));
        }
        return wiring;
    }

    private Engine engine(Wiring wiring, int round) {
        Engine engine = wiring.open(round % 2 == 0 ? "orders" : "stock");
        opened.add(new WeakReference<>(engine));
        return engine;
    }

    private void soak(Wiring wiring, Target place) {
        Notices notices = (tone, title, text, action) -> said.merge(tone + ": " + title + " " + text, 1, Integer::sum);
        List<Round> rounds = new ArrayList<>();
        Map<String, Long> early = new TreeMap<>();
        try (WindowWalk walk = new WindowWalk(wiring, wiring.open("orders"), notices)) {
            long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
            for (int n = 1; System.nanoTime() < end; n++) {
                round(wiring, walk, n);
                Round r = look(walk, place);
                rounds.add(r);
                System.out.printf("round %3d, day %.1f: heap %.1f MB, %d threads, %d files, %d nodes, %d connections, %d engines%n", n,
                        Duration.between(begun, clock.instant()).toMinutes() / 1440.0, r.mark().heap(), r.mark().threads(), r.mark().files(),
                        r.nodes(), r.connections(), r.engines());
                if (n == 2) {
                    early.putAll(Soak.instances());
                }
            }
            Soak.grown(early, Soak.instances(), 40).forEach(System.out::println);
        }
        said.forEach((what, times) -> System.out.println(times + " times " + what));
        judge(rounds);
    }

    private void round(Wiring wiring, WindowWalk walk, int n) {
        System.setProperty(Text.PROPERTY, Text.LANGUAGES.get(n / 2 % 2));
        Engine engine = engine(wiring, n);
        walk.open(engine);
        Await.until("it is open", Duration.ofMinutes(5), () -> walk.shows(engine.target().name()));
        walk.theme(n % 2 == 0 ? Theme.DARK : Theme.LIGHT);
        Job job = wiring.jobs().named(n % 3 == 0 ? "maintenance/vacuum" : "maintenance/analyze");
        var run = engine.jobs().start(job, Arguments.of(job.parameters(), Map.of("table", "items")), job.knobs());
        int[] size = {1280, 800, n % 5 == 0 ? 150 : 100};
        for (String tab : WindowWalk.TABS) {
            walk.each(tab, size, (name, root) -> { });
        }
        for (int hours = 1; hours < 40; hours *= 3) {
            Instant past = clock.instant().minus(Duration.ofHours(hours));
            FxWindow.run(() -> walk.shell().seek(past));
            walk.each(WindowWalk.TABS.get(hours % WindowWalk.TABS.size()), size, (name, root) -> { });
        }
        FxWindow.run(() -> {
            walk.shell().seek(null);
            walk.shell().search();
            walk.shell().tab("overview");
        });
        assertThat(run.await(Duration.ofMinutes(5)).phase()).isEqualTo(Phase.DONE);
    }

    private Round look(WindowWalk walk, Target place) {
        Await.until("the server before is let go", Duration.ofMinutes(5), () -> {
            System.gc();
            return living() <= 2;
        });
        int nodes = FxWindow.call(() -> (int) WindowWalk.all(walk.shell().root()).count());
        int connections = Servers.db(place).call(h -> h.createQuery("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'howdah/%'")
                .mapTo(Integer.class).one());
        return new Round(Soak.mark(), nodes, connections, living());
    }

    /** Engines that somebody holds: the one that is shown, and one that is on its way out. */
    private long living() {
        opened.removeIf(e -> e.get() == null);
        return opened.size();
    }

    /** The first third fills caches; from then on nothing may rise for good. */
    private static void judge(List<Round> rounds) {
        List<Round> settled = rounds.subList(rounds.size() / 3, rounds.size());
        double slope = Soak.slope(settled.stream().mapToDouble(r -> r.mark().heap()).toArray());
        System.out.printf("%d rounds; after the first third the heap changes by %.3f MB a round%n", rounds.size(), slope);
        assertThat(settled.size()).as("rounds to judge by: more minutes are needed").isGreaterThan(3);
        List<Round> before = settled.subList(0, settled.size() / 2);
        List<Round> after = settled.subList(settled.size() / 2, settled.size());
        if (softIsGone()) {
            assertThat(slope).as("megabytes a round").isLessThan(MEGABYTES_A_ROUND);
        } else {
            System.out.println("the heap is not judged: what is softly held is in it without -XX:SoftRefLRUPolicyMSPerMB=0");
        }
        assertThat(most(after, r -> r.mark().threads())).as("threads").isLessThan(most(before, r -> r.mark().threads()) + 15);
        assertThat(most(after, r -> r.mark().files())).as("files").isLessThan(most(before, r -> r.mark().files()) + 20);
        assertThat(most(after, Round::connections)).as("connections").isLessThan(most(before, Round::connections) + 10);
        assertThat(most(after, Round::nodes)).as("nodes").isLessThan(most(before, Round::nodes) + 300);
    }

    private static boolean softIsGone() {
        var vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return vm.getVMOption("SoftRefLRUPolicyMSPerMB").getValue().equals("0");
    }

    private static int most(List<Round> rounds, ToIntFunction<Round> figure) {
        return rounds.stream().mapToInt(figure).max().orElse(0);
    }

    private static void traffic(List<Target> targets, AtomicBoolean stop) {
        try (Connection a = Connections.open(targets.getFirst(), SessionSpec.batch()); Connection b = Connections.open(targets.getLast(), SessionSpec.batch());
                var first = a.createStatement(); var second = b.createStatement()) {
            for (int n = 0; !stop.get(); n++) {
                (n % 2 == 0 ? first : second).execute("SELECT /* " + n % 50 + " */ count(*) FROM items WHERE id % " + (n % 9 + 2) + " = 0");
                LockSupport.parkNanos(100_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
