package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Surroundings;
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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
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
