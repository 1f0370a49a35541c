package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Doctor.Finding;
import dev.howdah.engine.db.Doctor.Verdict;
import dev.howdah.testing.Servers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
    private static final String ODD = "Od\"d 'Rôle' 🐘 ";

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void everyRemedyMendsWhatItIsFor(int major) {
        Target superuser = Servers.newDatabase(major);
        String role = ODD + superuser.database();
        Servers.execute(
                superuser,
                "CREATE ROLE " + Identifiers.quote(role) + " LOGIN PASSWORD 'x'",
                "CREATE SCHEMA stats",
                "CREATE EXTENSION pg_stat_statements SCHEMA stats",
                "CREATE TABLE secret (n int)");
        Db odd = Servers.db(superuser.withUser(role, new Secret("x")));
        List<Finding> before = Doctor.examine(odd);
        assertThat(before).allSatisfy(f -> assertThat(f.text()).doesNotContain("!doctor").doesNotContain("{"));
        assertThat(lacking(before))
                .contains("pg_monitor", "pg_signal_backend", "pg_stat_statements", "pg_buffercache", "pgstattuple", "tables");
        assertThat(lacking(before).contains("pg_maintain")).isEqualTo(major >= 17);
        assertThat(lacking(before).contains("pg_checkpoint")).isEqualTo(major >= 15);
        assertThat(lacking(before).contains("pg_use_reserved_connections")).isEqualTo(major >= 16);

        // A created extension may bring the next lack, so twice.
        List<Finding> now = before;
        for (int round = 0; round < 2; round++) {
            now.stream()
                    .filter(f -> f.verdict() == Verdict.LACK)
                    .forEach(f -> Servers.execute(superuser, java.util.Objects.requireNonNull(f.remedy(), f.text())));
            now = Doctor.examine(odd);
        }
        assertThat(now).noneMatch(f -> f.verdict() == Verdict.LACK);
        assertThat(odd.server().has("pg_monitor")).isTrue();
        odd.execute("SELECT stats.pg_stat_statements_reset(1, 1, 1)");
    }

    @Test
    void saysThatTheLibraryIsNotLoadedAndWhereTheLogIs() {
        try (PgCluster bare = Servers.own(18, Map.of("shared_preload_libraries", "auto_explain", "logging_collector", "on"))) {
            Target target = bare.target("postgres");
            Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE ROLE bob LOGIN PASSWORD 'x'");
            assertThat(Doctor.examine(Servers.db(target)))
                    .anySatisfy(f -> {
                        assertThat(f.text()).contains("its library is not loaded");
                        assertThat(f.remedy()).isEqualTo("ALTER SYSTEM SET shared_preload_libraries = 'auto_explain', 'pg_stat_statements';");
                    })
                    .anySatisfy(f -> assertThat(f.text()).isEqualTo("The server's log can be read through SQL."));
            Db bob = Servers.db(target.withUser("bob", new Secret("x")));
            List<Finding> logs = Doctor.examine(bob).stream().filter(f -> f.subject().equals("log")).toList();
            assertThat(logs).isNotEmpty().allSatisfy(f -> Servers.execute(target, java.util.Objects.requireNonNull(f.remedy())));
            assertThat(Doctor.examine(bob).stream().filter(f -> f.subject().equals("log"))).allMatch(f -> f.verdict() == Verdict.OK);

            // As the providers show themselves: by the role that they give their customers.
            for (String cloud : List.of("rds_superuser", "azure_pg_admin", "cloudsqlsuperuser")) {
                Servers.execute(target, "CREATE ROLE " + cloud);
                assertThat(Doctor.examine(Servers.db(target)))
                        .anySatisfy(f -> {
                            assertThat(f.text()).contains("its library is not loaded").doesNotContain("!doctor");
                            assertThat(f.remedy()).isNull();
                        });
                Servers.execute(target, "DROP ROLE " + cloud);
            }
        }
    }

    @Test
    void notesASuperuserAndAReadOnlyRole() {
        Target superuser = Servers.newDatabase();
        assertThat(Doctor.examine(Servers.db(superuser))).anyMatch(f -> f.text().contains("is a superuser"));
        Target nobody = Servers.unprivileged(superuser);
        Servers.execute(superuser, "ALTER ROLE " + nobody.user() + " SET default_transaction_read_only = on");
        Finding found = Doctor.examine(Servers.db(nobody)).stream()
                .filter(f -> f.text().contains("are read-only"))
                .findFirst()
                .orElseThrow();
        Servers.execute(superuser, java.util.Objects.requireNonNull(found.remedy()));
        assertThat(Doctor.examine(Servers.db(nobody))).noneMatch(f -> f.text().contains("are read-only"));
    }

    private static List<String> lacking(List<Finding> findings) {
        return findings.stream().filter(f -> f.verdict() == Verdict.LACK).map(Finding::subject).toList();
    }
}
