package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void withoutASessionBusTheFileIsUsed() {
        Secrets secrets = Secrets.open(new Surroundings(Map.of(), folder, "dba", "Linux"), folder);
        assertThat(secrets.kind()).isEqualTo(Secrets.Kind.FILE);
        Map<String, String> deadBus = Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("nobody"));
        assertThat(Secrets.open(new Surroundings(deadBus, folder, "dba", "Linux"), folder).kind()).isEqualTo(Secrets.Kind.FILE);
    }

    @Test
    void keepsPasswordsEncryptedAndPrivate() throws Exception {
        Secrets secrets = new FileSecrets(folder.resolve("new"));
        assertThat(secrets.get("lab")).isNull();
        secrets.remove("lab");
        secrets.put("lab", new Secret("Schlüssel 🐘"));
        secrets.put("other", new Secret("geheim"));
        secrets.put("lab", new Secret("Schloss 🐘"));
        Secrets again = new FileSecrets(folder.resolve("new"));
        assertThat(again.get("lab")).isEqualTo(new Secret("Schloss 🐘"));
        again.remove("other");
        assertThat(secrets.get("other")).isNull();
        for (String file : List.of("secrets", "secrets.key")) {
            Path path = folder.resolve("new").resolve(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
            assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)).doesNotContain("Schloss", "geheim");
        }
    }

    @Test
    void saysThatAFileWasChangedOrBelongsToAnotherKey() throws Exception {
        Secrets secrets = new FileSecrets(folder);
        secrets.put("a", new Secret("geheim"));
        String line = Files.readString(folder.resolve("secrets"));
        // The entry of one name under another: the name is part of what is sealed.
        Files.writeString(folder.resolve("secrets"), line.replaceFirst("^\\S+", "Yg=="));
        assertThatThrownBy(() -> secrets.get("b")).isInstanceOf(SecretsException.class).hasMessageContaining("cannot be decrypted");
        Files.writeString(folder.resolve("secrets"), line);
        Files.write(folder.resolve("secrets.key"), new byte[32]);
        assertThatThrownBy(() -> secrets.get("a")).hasMessageContaining("cannot be decrypted").hasMessageNotContaining("geheim");
    }

    @Test
    void losesNothingWhenTwoConsolesWriteAtOnce() {
        var all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.runAsync(() -> new FileSecrets(folder).put("p" + i, new Secret("s" + i)),
                        task -> Thread.ofVirtual().start(task)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        assertThat(IntStream.range(0, 16)).allMatch(i -> new Secret("s" + i).equals(new FileSecrets(folder).get("p" + i)));
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("config"), "no folder");
        Secrets secrets = new FileSecrets(folder.resolve("config"));
        assertThatThrownBy(() -> secrets.put("a", new Secret("geheim")))
                .isInstanceOf(SecretsException.class)
                .hasMessageStartingWith("Cannot keep passwords in")
                .hasMessageNotContaining("geheim");
        assertThat(secrets.get("a")).isNull();
    }

    @Test
    void aSecretNeverPrintsItself() {
        assertThat(new Secret("geheim").toString() + new Secret("geheim").hashCode()).doesNotContain("geheim");
    }
}
