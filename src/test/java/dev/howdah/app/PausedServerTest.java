package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Servers;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The whole window on a server that is stopped with SIGSTOP: it neither answers nor refuses. */
@ResourceLock("javafx")
class PausedServerTest {
    /** Statements of a tab give up after at least so long; an FX thread that waited for one would stand still for this time. */
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(5);

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
                List<Long> all = Stream.concat(Stream.of(server.pid()), ProcessHandle.of(server.pid()).stream()
                                .flatMap(ProcessHandle::children).map(ProcessHandle::pid)).toList();
                signal("STOP", all);
                try {
                    for (String tab : tabs) {
                        long start = System.nanoTime();
                        FxWindow.run(() -> shell.tab(tab));
                        FxWindow.run(shell::search);
                        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(tab).isLessThan(SHORTEST_LIMIT);
                    }
                    window.awaitWords("has not answered since");
                } finally {
                    signal("CONT", all);
                }
                window.awaitWords("PostgreSQL 18");
                FxWindow.run(shell::close);
            }
        }
    }

    private Kit kit() {
        return new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
    }

    private static void signal(String name, List<Long> pids) throws Exception {
        for (Long pid : pids) {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
        }
    }
}
