package dev.howdah.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Secret;
import dev.howdah.testing.Await;
import dev.howdah.testing.ClusterMain;
import dev.howdah.testing.Jvm;
import dev.howdah.testing.Servers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgClusterTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void answersAsTheVersionThatWasAskedFor(int major) {
        assertThat(Servers.db(Servers.newDatabase(major)).server().major()).isEqualTo(major);
    }

    @Test
    void keepsItsDataAndItsPasswordToItself() throws Exception {
        ClusterSpec spec = ClusterSpec.lasting(18, temp.resolve("lasting"));
        try (PgCluster first = PgCluster.start(Servers.binaries(), spec)) {
            Servers.execute(first.target("postgres"), "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spec.folder().resolve("password"))))
                    .isEqualTo("rw-------");
        }
        try (PgCluster again = PgCluster.start(Servers.binaries(), spec)) {
            assertThat(Servers.db(again.target("postgres")).update("UPDATE kept SET n = 8 WHERE n = 7", Map.of())).isEqualTo(1);
        }
    }

    @Test
    void comesBackAfterItsServerWasKilled() throws Exception {
        ClusterSpec spec = ClusterSpec.lasting(18, temp.resolve("crashed"));
        try (PgCluster first = PgCluster.start(Servers.binaries(), spec)) {
            Servers.execute(first.target("postgres"), "CREATE TABLE kept AS SELECT 7 AS n");
            long pid = first.pid();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until("the server is gone", () -> ProcessHandle.of(pid).isEmpty());
            assertThat(spec.folder().resolve("data/postmaster.pid")).exists();
        }
        try (PgCluster again = PgCluster.start(Servers.binaries(), spec)) {
            assertThat(Servers.db(again.target("postgres")).update("UPDATE kept SET n = 8 WHERE n = 7", Map.of())).isEqualTo(1);
        }
    }

    @Test
    void refusesAWrongPassword() {
        var target = Servers.shared(18).target("postgres").withUser(PgCluster.USER, new Secret("wrong"));
        assertThatThrownBy(() -> Servers.execute(target, "SELECT 1")).hasMessageContaining("password authentication failed");
    }

    @Test
    void aTemporaryClusterLeavesNothingBehind() {
        ClusterSpec spec = ClusterSpec.temporary(18, temp.resolve("gone"));
        PgCluster cluster = PgCluster.start(Servers.binaries(), spec);
        long pid = cluster.pid();
        cluster.close();
        assertThat(spec.folder()).doesNotExist();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void whatIsLeftToTheGuardIsGoneSoonToo() {
        ClusterSpec spec = ClusterSpec.temporary(18, temp.resolve("later"));
        PgCluster cluster = PgCluster.start(Servers.binaries(), spec);
        cluster.closeLater();
        Await.until("the server ends", () -> !cluster.isRunning());
        Await.until("its folder is removed", () -> !Files.exists(spec.folder()));
        PgCluster ended = PgCluster.start(Servers.binaries(), spec);
        ProcessHandle.of(ended.pid()).orElseThrow().destroy();
        Await.until("it ended by itself", () -> !ended.isRunning());
        ended.closeLater();
        assertThat(spec.folder()).doesNotExist();
    }

    @Test
    void aKilledConsoleLeavesNoServerAndNoFiles() throws Exception {
        Path folder = temp.resolve("killed");
        Process console = Jvm.start(ClusterMain.class, folder.toString());
        long server = Long.parseLong(new BufferedReader(new InputStreamReader(console.getInputStream())).readLine());
        assertThat(ProcessHandle.of(server)).isPresent();
        console.destroyForcibly().waitFor();
        Await.until("the server ends", () -> ProcessHandle.of(server).isEmpty());
        Await.until("its folder is removed", () -> !Files.exists(folder));
    }

    @Test
    void saysThatItsFolderCannotBeWritten() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> PgCluster.start(Servers.binaries(), ClusterSpec.temporary(18, file.resolve("cluster"))))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("Cannot write to")
                .hasMessageContaining("HOWDAH_HOME");
    }

    /** A folder without the right to run programs, or another kind of machine. */
    @Test
    void saysThatItsProgramsDoNotRunHere() throws Exception {
        Path jars = Files.createDirectory(temp.resolve("jars"));
        Files.writeString(jars.resolve("postgres-18.jar"), "none");
        Path programs = Files.createDirectories(temp.resolve("unpacked/postgres-18-4/bin"));
        Files.writeString(programs.resolve("initdb"), "not a program");
        PgBinaries broken = new PgBinaries(jars, temp.resolve("unpacked"));
        assertThatThrownBy(() -> new PgBinaries(jars, temp.resolve("elsewhere")).home(18))
                .isInstanceOf(ClusterException.class).hasMessageContaining("postgres-18.jar is damaged").hasMessageNotContaining("space");
        assertThatThrownBy(() -> PgCluster.start(broken, ClusterSpec.temporary(18, temp.resolve("cluster"))))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("could not prepare its files")
                .hasMessageContaining("right to run programs from " + programs.getParent());
        try (var left = Files.list(temp.resolve("unpacked"))) {
            assertThat(left).singleElement().isEqualTo(programs.getParent());
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ClusterSpec spec = ClusterSpec.temporary(18, temp.resolve("port")).withPort(taken.getLocalPort());
            assertThatThrownBy(() -> PgCluster.start(Servers.binaries(), spec))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void takesAnotherPortWhenSomebodyWasQuicker() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")); ServerSocket free = new ServerSocket(0)) {
            Iterator<Integer> ports = List.of(taken.getLocalPort(), free.getLocalPort()).iterator();
            free.close();
            try (PgCluster cluster = PgCluster.start(Servers.binaries(), ClusterSpec.temporary(18, temp.resolve("quick")), ports::next)) {
                assertThat(cluster.port()).isEqualTo(free.getLocalPort());
                assertThat(Servers.db(cluster.target("postgres")).server().major()).isEqualTo(18);
            }
        }
    }

    @Test
    void saysWhichVersionIsNotCarried() {
        ClusterSpec spec = ClusterSpec.temporary(9, temp.resolve("nine"));
        assertThatThrownBy(() -> PgCluster.start(Servers.binaries(), spec)).hasMessageContaining("PostgreSQL 9 is not among");
    }
}
