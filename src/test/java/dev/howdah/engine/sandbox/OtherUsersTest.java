package dev.howdah.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else who is logged in on the same machine, and whom the port on the loopback address stands open to as well. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "file modes and users of POSIX systems")
class OtherUsersTest {
    @TempDir
    Path temp;

    @Test
    void nobodyElseGetsInWithoutThePassword() {
        try (Sandbox sandbox = Sandbox.open(Servers.binaries(), temp.resolve("sandbox"), 0)) {
            for (Target way : List.of(sandbox.target(), sandbox.repository())) {
                assertThat(refusal(way.withUser(way.user(), new Secret("howdah")))).isInstanceOf(DbProblem.LoginRefused.class);
                assertThat(refusal(way.withUser("postgres", new Secret("")))).isInstanceOf(DbProblem.LoginRefused.class);
            }
        }
    }

    @Test
    void nobodyElseReadsTheFolder() throws Exception {
        try (Sandbox sandbox = Sandbox.open(Servers.binaries(), temp.resolve("sandbox"), 0)) {
            Path folder = temp.resolve("sandbox");
            assertThat(sandbox.target().user()).isNotEmpty();
            assertThat(Files.getPosixFilePermissions(folder).stream().map(Enum::name)).allMatch(p -> p.startsWith("OWNER"));
            assertThat(Files.getPosixFilePermissions(folder.resolve("password")).stream().map(Enum::name))
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
            String rules = Files.readString(folder.resolve("data/pg_hba.conf"));
            assertThat(rules.lines().filter(l -> !l.isBlank() && !l.startsWith("#"))).allMatch(l -> l.endsWith("scram-sha-256"));
            assumeTrue(System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs a second user");
            openUp(folder.getParent());
            for (String file : List.of("", "password", "log", "data", "data/postmaster.pid")) {
                assertThat(asNobody("ls", folder.resolve(file).toString())).as(file).contains("Permission denied");
            }
            assertThat(asNobody("cat", folder.resolve("password").toString())).contains("Permission denied");
        }
    }

    /** The way down to the folder, as in a home that others may enter. */
    private static void openUp(Path folder) throws Exception {
        for (Path p = folder; p != null && !p.equals(Path.of("/tmp")) && p.getNameCount() > 1; p = p.getParent()) {
            Files.setPosixFilePermissions(p, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String asNobody(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        Stream.of(words).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isNotZero();
        return said;
    }

    private static DbProblem refusal(Target target) {
        try {
            Connections.open(target, SessionSpec.interactive()).close();
        } catch (DbException e) {
            return e.problem();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("let in: " + target.address());
    }
}
