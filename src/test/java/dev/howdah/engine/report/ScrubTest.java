package dev.howdah.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Secret;
import dev.howdah.engine.text.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubTest {
    private final Scrub scrub = new Scrub(List.of(new Secret("known-s3cret")));

    @ParameterizedTest
    @ValueSource(strings = {
        "postgres://me:pl4nted@db1:5432/orders", "jdbc:postgresql://db1/orders?user=me&password=pl4nted&ssl=true", "host=db1 password=pl4nted user=me",
        "host=db1 password='pl4nted with blanks' user=me", "PGPASSWORD=pl4nted howdah", "ALTER ROLE me PASSWORD 'pl4nted'", "\"password\": \"pl4nted\"",
        "{\"password\":\"pl4nted\\\"more\"}", "sslpassword: pl4nted", "Authorization: Bearer pl4nted.pl4nted-pl4nted", "Basic pl4ntedpl4nted==",
        "SCRAM-SHA-256$4096:pl4nted$x:y", "client_secret=pl4nted", "api_key => 'pl4nted'", "redis://:pl4nted@cache:6379", "postgres://me:pl4nted@with@db1/x",
        "-----BEGIN RSA PRIVATE KEY-----\npl4nted\n-----END RSA PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\npl4nted cut off",
        "url = \"https://hooks.example.org/services/T1/pl4nted\"", "{\"url\":\"https://hooks.example.org/pl4nted\"}", "argv = [\"curl\", \"https://hooks.example.org?key=pl4nted\"]", "refresh_token=pl4nted, x=1", "the password pl4nted was refused"
    })
    void takesOutSecretsUnderTheirUsualNames(String text) {
        assertThat(scrub.secrets(text)).doesNotContain("pl4nted").contains(Scrub.DOTS);
    }

    @Test
    void takesOutKnownSecretsWhereverTheyStand() {
        assertThat(scrub.secrets("xknown-s3crety")).isEqualTo("x" + Scrub.DOTS + "y");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ERROR: duplicate key value: Key (email)=(pl4nted@example.org) already exists.", "statement: SELECT * FROM t WHERE name = 'pl4nted ''too'",
        "INSERT INTO t VALUES ($tag$pl4nted$tag$)", "invalid input syntax for type integer: \"pl4nted\"", "Failing row contains (1, pl4nted, null).",
        "SELECT * FROM t WHERE id = 4711 AND x IN (4711, 4711) LIMIT 4711"
    })
    void takesConstantsOutOfLogs(String text) {
        assertThat(scrub.log(text)).doesNotContain("pl4nted", "4711");
    }

    @Test
    void leavesTheRestAlone() {
        String text = "relation \"orders\" does not exist at 2026-11-21 10:00:00 in 42P01, took 12.5 ms";
        assertThat(scrub.log(text)).isEqualTo(text);
    }

    @Test
    void leavesJsonJson() {
        String json = JsonText.of(Map.of("password", "pl4nted", "tokens", List.of(1, 2), "token_count", 12_345, "secret", true, "x", "y"));
        assertThat(JsonText.read(scrub.secrets(json)).get("x").stringValue()).isEqualTo("y");
    }
}
