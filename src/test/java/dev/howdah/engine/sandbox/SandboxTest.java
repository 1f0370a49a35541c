package dev.howdah.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Environment;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @TempDir
    Path temp;

    @Test
    void isMarkedAsDisposableAndHasItsExtensions() {
        try (Sandbox sandbox = Sandbox.open(Servers.binaries(), temp.resolve("sandbox"), 0)) {
            var server = Servers.db(sandbox.target()).server();
            assertThat(sandbox.target().environment()).isEqualTo(Environment.SANDBOX);
            assertThat(server.major()).isEqualTo(18);
            assertThat(server.extensions()).containsKeys("pg_stat_statements", "pg_buffercache", "pgstattuple");
            assertThat(server.preloaded()).contains("pg_stat_statements", "auto_explain");
            boolean disposable = Servers.db(sandbox.target()).call(h ->
                    h.createQuery("SELECT disposable FROM howdah.marker").mapTo(Boolean.class).one());
            assertThat(disposable).isTrue();
        }
    }

    @Test
    void aSecondConsoleUsesTheServerOfTheFirst() {
        try (Sandbox first = Sandbox.open(Servers.binaries(), temp.resolve("sandbox"), 0);
                Sandbox second = Sandbox.open(Servers.binaries(), temp.resolve("sandbox"), 0)) {
            assertThat(second.target().address()).isEqualTo(first.target().address());
            second.close();
            assertThat(Servers.db(first.target()).server().major()).isEqualTo(18);
        }
    }
}
