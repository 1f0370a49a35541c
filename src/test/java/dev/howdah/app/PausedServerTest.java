package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Signals;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.shell.Connected;
import dev.howdah.ui.shell.Shell;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The whole window on a server that is stopped with SIGSTOP: it neither answers nor refuses. */
@ResourceLock("javafx")
class PausedServerTest {
    @TempDir
    Path folder;

    @Test
    void theWindowAnswersSaysWhatIsWrongAndGoesOn() throws Exception {
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", folder.toString()), folder, "dba", "Linux");
        try (PgCluster server = PgCluster.start(Servers.binaries(), ClusterSpec.temporary(18, folder.resolve("server")));
                Wiring wiring = new Wiring(here, folder);
                Engine engine = Engine.open(server.target("postgres"), PoolSpec.of(2, 0, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC())) {
            FxWindow.start();
            Kit kit = FxWindow.call(this::kit);
            Desk desk = new Desk(wiring, kit);
            Shell shell = FxWindow.call(() -> new Shell(desk, kit));
            try (FxWindow window = FxWindow.show(shell::root)) {
                Connected connected = FxWindow.call(() -> desk.connected(engine, shell.range()));
                List<String> tabs = connected.tabs().stream().map(TabSpec::id).toList();
                FxWindow.run(() -> shell.show(connected));
                window.awaitWords("PostgreSQL 18");
                List<Long> all = Signals.processes(server);
                Signals.send("STOP", all);
                try {
                    for (String tab : tabs) {
                        waitsForNobody(() -> shell.tab(tab), tab);
                        waitsForNobody(shell::search, tab);
                    }
                    window.awaitWords("has not answered since");
                } finally {
                    Signals.send("CONT", all);
                }
                window.awaitWords("PostgreSQL 18");
                FxWindow.run(shell::close);
            }
        }
    }

    @Test
    @Tag("campaign")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aServerThatHangsIsLetGoWhenAnotherIsOpened() throws Exception {
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", folder.toString()), folder, "dba", "Linux");
        try (PgCluster hung = PgCluster.start(Servers.binaries(), ClusterSpec.temporary(18, folder.resolve("server")))) {
            Wiring wiring = new Wiring(here, Servers.binaries());
            wiring.settings().set("history.record", false);
            try (WindowWalk walk = new WindowWalk(wiring, open(Servers.newDatabase().withName("orders")), Notices.silent())) {
                List<WeakReference<Engine>> left = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    try {
                        left.add(visit(walk, hung));
                        Engine other = open(Servers.newDatabase().withName("orders"));
                        walk.open(other);
                        Await.until("the other is open", Duration.ofMinutes(2), () -> walk.shows(other.target().name()));
                    } finally {
                        Signals.send("CONT", Signals.processes(hung));
                    }
                }
                Await.until("all that were left are let go", Duration.ofMinutes(5), () -> {
                    System.gc();
                    return left.stream().filter(e -> e.get() != null).count() <= 1;
                });
            }
        }
    }

    /** Opens a server and shows every tab of it; then it hangs, and is looked at for a while. */
    private static WeakReference<Engine> visit(WindowWalk walk, PgCluster server) {
        Engine engine = open(server.target("postgres").withName("hanging"));
        walk.open(engine);
        Await.until("it is open", Duration.ofMinutes(2), () -> walk.shows("hanging"));
        walk.ids().forEach(tab -> walk.each(tab, (name, root) -> { }));
        Signals.send("STOP", Signals.processes(server));
        walk.ids().forEach(tab -> walk.each(tab, (name, root) -> { }));
        return new WeakReference<>(engine);
    }

    private static Engine open(Target target) {
        return Engine.open(target.withEnvironment(Environment.STAGING), PoolSpec.of(2, 0, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC());
    }

    /** Looks over the FX thread's shoulder: it may take its time on a busy machine, and may not spend it waiting for somebody. */
    private static void waitsForNobody(Runnable action, String tab) {
        Thread fx = FxWindow.call(Thread::currentThread);
        var done = CompletableFuture.runAsync(action, Platform::runLater);
        Await.until(tab, Duration.ofMinutes(2), () -> {
            assertThat(fx.getStackTrace()).as(tab).noneMatch(PausedServerTest::waiting);
            return done.isDone();
        });
        done.join();
    }

    private static boolean waiting(StackTraceElement e) {
        return e.getClassName().startsWith("org.postgresql.") || e.getClassName().startsWith("com.zaxxer.hikari.pool.HikariPool")
                || e.getClassName().equals(CompletableFuture.class.getName()) && List.of("join", "get").contains(e.getMethodName())
                || e.getClassName().equals(Thread.class.getName()) && e.getMethodName().equals("join");
    }

    private Kit kit() {
        return new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
    }
}
