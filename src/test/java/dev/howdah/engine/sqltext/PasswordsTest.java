package dev.howdah.engine.sqltext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "ALTER ROLE ann PASSWORD 'hunter2'",
        "alter role ann with login encrypted password E'hunter2\\'' valid until 'infinity'",
        "CREATE USER \"x y\" PASSWORD $$hunter2$$",
        "ALTER ROLE ann PASSWORD 'hunter2",
        "CREATE USER MAPPING FOR ann SERVER s OPTIONS (user 'ann', password 'hunter2')",
        "CREATE USER MAPPING FOR ann SERVER s OPTIONS (user 'ann', \"password\" 'hunter2')",
        "CREATE SUBSCRIPTION s CONNECTION 'host=db user=ann password=hunter2' PUBLICATION p",
        "SELECT * FROM dblink('host=db password = ''hunter2'' user=x', 'SELECT 1')",
        "SELECT dblink_connect('postgres://ann:hunter2@db/orders')",
        "UPDATE users SET password = 'hunter2' WHERE id = 1"
    })
    void aPasswordIsNotShown(String sql) {
        assertThat(Passwords.hide(sql)).doesNotContain("hunter").contains("•••");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT password FROM users WHERE id = $1",
        "UPDATE users SET password = $1, name = 'hunter2'",
        "SELECT 'a', 1 FROM t -- password",
        "ALTER ROLE ann PASSWORD NULL",
        "SELECT crypt(password, 'md5') FROM users",
        "SELECT 'http://db/x', 'ann@db'"
    })
    void theRestStays(String sql) {
        assertThat(Passwords.hide(sql)).isEqualTo(sql);
    }

    @Test
    void onlyTheConstantGoes() {
        assertThat(Passwords.hide("ALTER ROLE é  PASSWORD /* new */ 'x' VALID UNTIL '2030-01-01'"))
                .isEqualTo("ALTER ROLE é  PASSWORD /* new */ '•••' VALID UNTIL '2030-01-01'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "host=db1 user=standby password=pw1 sslmode=require | host=db1 user=standby password=••• sslmode=require",
        "AWS_SECRET_ACCESS_KEY=pw1 push %p | AWS_SECRET_ACCESS_KEY=••• push %p",
        "fetch --token: pw1 %f | fetch --token: ••• %f",
        "curl https://me:pw1@files/%f | curl https://me:•••@files/%f",
        "echo passphrase=pw1 | echo passphrase=•••",
        "curl -H Authorization: Bearer pw1.pw1pw1 x | curl -H Authorization: Bearer ••• x",
        "basic | basic",
        "scram-sha-256 | scram-sha-256",
        "on | on"})
    void settingsAreToldWithoutSecrets(String value, String told) {
        assertThat(Passwords.inSetting(value)).isEqualTo(told);
    }
}
