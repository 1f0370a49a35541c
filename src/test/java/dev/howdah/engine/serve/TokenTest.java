package dev.howdah.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.db.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    @TempDir
    Path home;

    @Test
    void isRandomKeptAndRenewedOnlyWhenAsked() {
        Secret first = Token.current(null, secrets());
        assertThat(first.reveal()).matches("[A-Za-z0-9_-]{43}");
        assertThat(Token.current(null, secrets())).isEqualTo(first);
        Secret second = Token.renew(secrets());
        assertThat(second).isNotEqualTo(first);
        assertThat(Token.current(null, secrets())).isEqualTo(second);
    }

    @Test
    void liesInFilesThatNobodyElseReads() throws IOException {
        String token = Token.current(null, secrets()).reveal();
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(file.toString()).isEqualTo("rw-------");
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain(token);
            }
        }
    }

    @Test
    void comesFromTheEnvironmentWhenThereIsOne() {
        assertThat(Token.current("  of-the-environment ", secrets()).reveal()).isEqualTo("of-the-environment");
        assertThatThrownBy(() -> Token.current("short", secrets())).hasMessageContaining("HOWDAH_SERVE_TOKEN").hasMessageNotContaining("\"short\"");
    }

    @Test
    void opensForItselfOnly() {
        Token token = new Token(new Secret("the-right-token"));
        assertThat(token.opens("Bearer the-right-token")).isTrue();
        assertThat(token.opens("bearer  the-right-token ")).isTrue();
        for (String wrong : new String[] {null, "", "Bearer", "Bearer ", "Bearer the-right-toke", "Bearer the-right-tokens", "the-right-token"}) {
            assertThat(token.opens(wrong)).as(wrong).isFalse();
        }
    }

    private Secrets secrets() {
        return Secrets.open(new Surroundings(Map.of(), home, "me", "Linux"), home.resolve("config"));
    }
}
