package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    @TempDir
    Path home;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void nothingAtAllIsTheSandbox() {
        assertThat(targets().resolve(null, null)).isEqualTo(new Targets.Answer.Sandbox());
        assertThat(targets().resolve(" ", null)).isEqualTo(new Targets.Answer.Sandbox());
        assertThat(targets().resolve("sandbox", null)).isEqualTo(new Targets.Answer.Sandbox());
    }

    @Test
    void databaseUrlComesBeforeThePgVariables() {
        variables.put("PGHOST", "pg.example");
        variables.put("PGDATABASE", "second");
        assertThat(found(null).target().name()).isEqualTo("second@pg.example:5432");
        assertThat(found(null).origin()).isEqualTo("PGHOST, PGDATABASE");
        variables.put("DATABASE_URL", "postgres://first.example/one");
        assertThat(found(null).target().name()).isEqualTo("one@first.example:5432");
        assertThat(found(null).origin()).isEqualTo("DATABASE_URL");
    }

    @Test
    void aPasswordVariableAloneSaysNotWhere() {
        variables.put("PGPASSWORD", "x");
        variables.put("PGSSLMODE", "require");
        assertThat(targets().resolve(null, null)).isEqualTo(new Targets.Answer.Sandbox());
    }

    @Test
    void fillsInWhatLibpqFillsIn() {
        Target t = found("postgresql://").target();
        assertThat(t.address()).isEqualTo("localhost:5432");
        assertThat(t.user()).isEqualTo("dba");
        assertThat(t.database()).isEqualTo("dba");
        assertThat(t.tls().mode()).isEqualTo(Tls.Mode.PREFER);
        assertThat(t.password()).isNull();
        assertThat(found("user=ann").target().database()).isEqualTo("ann");
    }

    @Test
    void readsEveryPartOfALibpqAddress() {
        Target t = found("postgresql://an%20n:p%40ss%3A@db1:6543,[2001:db8::1]:6544/or%2Fders?sslmode=verify-full&sslrootcert=%7E/ca.crt"
                        + "&sslcert=/c.crt&sslkey=/c.key&connect_timeout=7&options=-c%20geqo%3Doff&application_name=x"
                        + "&target_session_attrs=read-write&load_balance_hosts=random&channel_binding=require")
                .target();
        assertThat(t.hosts()).containsExactly(new Target.Host("db1", 6543), new Target.Host("2001:db8::1", 6544));
        assertThat(t.user()).isEqualTo("an n");
        assertThat(t.password()).isEqualTo(new Secret("p@ss:"));
        assertThat(t.database()).isEqualTo("or/ders");
        assertThat(t.tls())
                .isEqualTo(new Tls(Tls.Mode.VERIFY_FULL, home.resolve("ca.crt"), Path.of("/c.crt"), Path.of("/c.key"), null));
        assertThat(t.properties())
                .containsOnly(
                        Map.entry("connectTimeout", "7"),
                        Map.entry("loginTimeout", "7"),
                        Map.entry("options", "-c geqo=off"),
                        Map.entry("targetServerType", "primary"),
                        Map.entry("loadBalanceHosts", "true"),
                        Map.entry("channelBinding", "require"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://h/d                    | h:5432      | d
            postgres://h:1/d                    | h:1         | d
            postgresql+asyncpg://h/d            | h:5432      | d
            postgresql://u@h                    | h:5432      | u
            postgresql:///d?host=h&port=9       | h:9         | d
            postgresql://[::1]/d                | [::1]:5432  | d
            postgresql://[::1]:77/d             | [::1]:77    | d
            postgresql://h/d?dbname=other       | h:5432      | other
            host=h port=9 dbname=d              | h:9         | d
            host = 'h' dbname='a b\\'c'         | h:5432      | a b'c
            hostaddr=10.0.0.1 dbname=d          | 10.0.0.1:5432 | d
            host=a,b port=5433 dbname=d         | a:5433      | d
            jdbc:postgresql://h:9/d             | h:9         | d
            jdbc:postgresql://h/d?user=u        | h:5432      | d
            jdbc:postgresql:d                   | localhost:5432 | d
            jdbc:postgresql:/                   | localhost:5432 | dba
            jdbc:postgresql://[::1]:9/d         | [::1]:9     | d
            jdbc:postgresql://a:1,b:2/d%20e     | a:1         | d e
            """)
    void readsEveryForm(String text, String address, String database) {
        Target t = found(text).target();
        assertThat(t.address()).isEqualTo(address);
        assertThat(t.database()).isEqualTo(database);
    }

    @Test
    void aUrlIsProductionUnlessToldOtherwise() {
        assertThat(found("postgresql://localhost/x").target().environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(((Targets.Answer.Found) targets().resolve("postgresql://h/x", Environment.STAGING)).target().environment())
                .isEqualTo(Environment.STAGING);
    }

    @Test
    void takesFromAJdbcUrlWhatIsOfUseAndNamesTheRest() {
        variables.put("PGHOST", "elsewhere");
        variables.put("PGPASSWORD", "pw");
        var f = found("jdbc:postgresql:orders?user=ann&ssl=true&reWriteBatchedInserts=true&prepareThreshold=0&socketTimeout=0"
                + "&socketFactory=evil.Class&targetServerType=preferSecondary");
        assertThat(f.target().address()).isEqualTo("localhost:5432");
        assertThat(f.target().password()).isEqualTo(new Secret("pw"));
        assertThat(f.target().tls().mode()).isEqualTo(Tls.Mode.VERIFY_FULL);
        assertThat(f.target().properties()).containsOnly(Map.entry("prepareThreshold", "0"), Map.entry("targetServerType", "preferSecondary"));
        assertThat(f.notes()).singleElement().asString().contains("reWriteBatchedInserts", "socketTimeout", "socketFactory");
        assertThat(found("jdbc:postgresql:x?ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory").target().tls().mode())
                .isEqualTo(Tls.Mode.REQUIRE);
    }

    @Test
    void aServiceComesFromTheUsersFileThenTheMachines() throws Exception {
        Path machine = Files.createDirectory(home.resolve("etc"));
        variables.put("PGSYSCONFDIR", machine.toString());
        write(machine.resolve("pg_service.conf"), "[orders]\nhost=machine\n[other]\nhost=far\nport=99\n");
        write(home.resolve(".pg_service.conf"), "# mine\n\n[orders]\nhost=mine\n dbname=o\nuser=ann\nhost=ignored\n[next]\nrubbish\n");
        var f = found("orders");
        assertThat(f.target().name()).isEqualTo("orders");
        assertThat(f.target().address()).isEqualTo("mine:5432");
        assertThat(f.target().database()).isEqualTo("o");
        assertThat(f.origin()).isEqualTo("service orders in ~/.pg_service.conf");
        assertThat(found("other").target().address()).isEqualTo("far:99");
        assertThat(found("service=orders dbname=mine").target().database()).isEqualTo("mine");
        assertThat(found("postgresql://?service=other").target().address()).isEqualTo("far:99");
        variables.put("PGSERVICE", "other");
        variables.put("PGPORT", "7");
        assertThat(found(null).target().address()).isEqualTo("far:99");
        write(home.resolve("another"), "[orders]\nhost=another\n");
        variables.put("PGSERVICEFILE", home.resolve("another").toString());
        assertThat(found("orders").target().address()).isEqualTo("another:7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host=h\\npassword secret | Line 3 of ~/.pg_service.conf is not of the form name=value.
            hots=h                  | Line 2 of ~/.pg_service.conf: "hots" is not a connection parameter of PostgreSQL.
            service=b               | Line 2 of ~/.pg_service.conf: a service cannot name another service.
            ldap://x/y              | Line 2 of ~/.pg_service.conf asks an LDAP server
            """)
    void aWrongLineOfTheServiceFileIsNamed(String lines, String message) throws Exception {
        write(home.resolve(".pg_service.conf"), "[a]\n" + lines.replace("\\n", "\n") + "\n");
        assertThatThrownBy(() -> targets().resolve("a", null)).isInstanceOf(TargetException.class).hasMessageContaining(message);
    }

    @Test
    void anUnknownNameListsTheKnownOnes() throws Exception {
        write(home.resolve(".pg_service.conf"), "[orders]\nhost=mine\n");
        assertThatThrownBy(() -> targets(profile("lab", "host=h")).resolve("labs", null))
                .hasMessageContaining("\"labs\"")
                .hasMessageContaining("lab, orders, sandbox");
        assertThatThrownBy(() -> targets().resolve("service=nix", null))
                .hasMessageContaining("no service \"nix\" (looked in ~/.pg_service.conf");
    }

    @Test
    void aProfileSaysItsEnvironmentAndTakesNoPgVariables() {
        variables.put("PGHOST", "elsewhere");
        variables.put("PGDATABASE", "other");
        variables.put("PGUSER", "root");
        variables.put("PGPASSWORD", "fromEnvironment");
        Targets targets = targets(profile("lab", "host=h user=ann"));
        var f = (Targets.Answer.Found) targets.resolve("lab", Environment.SANDBOX);
        assertThat(f.target().name()).isEqualTo("lab");
        assertThat(f.target().address()).isEqualTo("h:5432");
        assertThat(f.target().database()).isEqualTo("ann");
        assertThat(f.target().environment()).isEqualTo(Environment.DEVELOPMENT);
        assertThat(f.target().password()).isEqualTo(new Secret("kept"));
        assertThat(f.origin()).isEqualTo("profile lab");
    }

    @Test
    void aProfileWithoutHostOrWithAPasswordIsRefused() {
        assertThatThrownBy(() -> targets(profile("lab", "dbname=x")).resolve("lab", null)).hasMessage("Profile lab names no host.");
        assertThatThrownBy(() -> targets(profile("lab", "host=x password=geheim")).resolve("lab", null))
                .hasMessageContaining("Profile lab holds a password")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void findsThePasswordInThePasswordFile() throws Exception {
        Path file = home.resolve(".pgpass");
        write(file, "# c\nother:*:*:*:no\nh:5433:*:ann:wrong port\nh:*:d:ann:pa\\:ss:\\\\word\n*:*:*:*:any\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(found("postgresql://ann@h/d").target().password()).isEqualTo(new Secret("pa:ss:\\word"));
        assertThat(found("postgresql://ann@h:1/e").target().password()).isEqualTo(new Secret("any"));
        assertThat(found("postgresql://ann:given@h/d").target().password()).isEqualTo(new Secret("given"));
        variables.put("PGPASSFILE", home.resolve("nothing").toString());
        assertThat(found("postgresql://ann@h/d").target().password()).isNull();
        assertThat(found("host=h user=ann dbname=d passfile=" + file).target().password()).isEqualTo(new Secret("pa:ss:\\word"));
    }

    @Test
    void aPasswordFileThatOthersMayReadIsNotUsed() throws Exception {
        Path file = home.resolve(".pgpass");
        write(file, "*:*:*:*:any\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        var f = found("postgresql://ann@h/d");
        assertThat(f.target().password()).isNull();
        assertThat(f.notes()).containsExactly("~/.pgpass was not used because other users may read it. Run chmod 600 on it.");
    }

    @Test
    void libpqsDefaultFilesAreUsedWhenTheyAreThere() throws Exception {
        Path folder = Files.createDirectory(home.resolve(".postgresql"));
        write(folder.resolve("root.crt"), "x");
        assertThat(found("host=h").target().tls().rootCert()).isEqualTo(folder.resolve("root.crt"));
        assertThat(found("host=h").target().tls().cert()).isNull();
    }

    @Test
    void looksOnWindowsWhereWindowsKeepsIt() throws Exception {
        Path folder = Files.createDirectories(home.resolve("Roaming").resolve("postgresql"));
        write(folder.resolve("pgpass.conf"), "*:*:*:*:win\n");
        Files.setPosixFilePermissions(folder.resolve("pgpass.conf"), PosixFilePermissions.fromString("rw-------"));
        write(folder.resolve(".pg_service.conf"), "[w]\nhost=win\n");
        Surroundings windows =
                new Surroundings(Map.of("APPDATA", home.resolve("Roaming").toString()), home, "dba", "Windows 11");
        var f = (Targets.Answer.Found) new Targets(windows, Profiles.none()).resolve("w", null);
        assertThat(f.target().address()).isEqualTo("win:5432");
        assertThat(f.target().password()).isEqualTo(new Secret("win"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "postgresql://u:geheim%zz@h/d", "postgresql://u:geheim%00@h/d", "postgresql://u:geheim@[::1/d", "postgresql://u:geheim@h:0/d",
        "postgresql://u:geheim@h:99999/d", "postgresql://u:geheim@h/d?nix=1", "postgresql://u:geheim@h/d?sslmode=maybe",
        "postgresql://u:geheim@h/d?password=geheim=", "postgresql://u:geheim@h/d?x", "postgresql://u@h/d?password=geheim%z",
        "postgresql://u:geheim@%2Ftmp/d", "postgresql://u:geheim@a,b,c:1,2/d?port=1,2", "host=h password=my geheim", "host=h password='geheim",
        "password=x geheim=1", "host=h geheim", "host=h password=geheim connect_timeout=x", "host=h password=geheim target_session_attrs=x",
        "host=h password=geheim sslcrl=x", "host=h sslrootcert=system sslmode=require password=geheim", "host='a b' password=geheim",
        "jdbc:postgresql://u:geheim@h/d", "jdbc:postgresql://h/d?password=geheim%z", "jdbc:postgresql://[::1/d?password=geheim",
        "mysql://u:geheim@h/d", "host=a\u0007\u202eb password=geheim", "port=1,2,3 host=a,b password=geheim", "=geheim", "password==geheim x"
    })
    void saysWhatIsWrongAndNeverThePassword(String text) {
        assertThatThrownBy(() -> targets().resolve(text, null))
                .isInstanceOf(TargetException.class)
                .hasMessageNotContaining("geheim")
                .hasMessageNotContaining("!target")
                .hasMessageEndingWith(".");
    }

    @Test
    void noPasswordIsEverPrinted() {
        var f = found("postgresql://u:geheim@h/d?sslpassword=geheim");
        assertThat(f.toString()).doesNotContain("geheim");
        ConnInfo info = ConnInfo.parse("postgresql://u:geheim@h/d?sslpassword=geheim");
        assertThat(info.toString() + info.toUrl() + info.toKeywords()).doesNotContain("geheim");
        assertThat(new Profile("p", Environment.STAGING, info).toString()).doesNotContain("geheim");
        assertThat(JdbcUrl.parse("jdbc:postgresql://h/d?password=geheim").toString()).doesNotContain("geheim");
    }

    @Test
    void readsEnvironmentsAsPeopleWriteThem() {
        assertThat(Targets.environment("Prod")).isEqualTo(Environment.PRODUCTION);
        assertThat(Targets.environment("dev")).isEqualTo(Environment.DEVELOPMENT);
        assertThat(Targets.environment("live")).isNull();
    }

    private Targets.Answer.Found found(@Nullable String text) {
        return (Targets.Answer.Found) targets().resolve(text, null);
    }

    private Targets targets(Profile... profiles) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.putIfAbsent("PGSYSCONFDIR", home.resolve("none").toString());
        return new Targets(new Surroundings(environment, home, "dba", "Linux"), new Profiles() {
            @Override
            public List<Profile> all() {
                return List.of(profiles);
            }

            @Override
            public Secret password(String profile) {
                return new Secret("kept");
            }
        });
    }

    private static Profile profile(String name, String address) {
        return new Profile(name, Environment.DEVELOPMENT, ConnInfo.parse(address));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
