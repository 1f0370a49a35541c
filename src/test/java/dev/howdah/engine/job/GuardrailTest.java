package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardrailTest {
    private final Target target = Servers.newDatabase();

    @Test
    void refusesProductionEvenWithMarkerAndName() {
        mark(true);
        assertThatThrownBy(() -> guard(Environment.PRODUCTION).require(target.database())).hasMessageContaining("production");
    }

    @Test
    void refusesWithoutTheMarkerAndWithOneThatSaysNo() {
        assertThatThrownBy(() -> guard(Environment.SANDBOX).require(target.database())).hasMessageContaining("disposable");
        mark(false);
        assertThatThrownBy(() -> guard(Environment.DEVELOPMENT).require(target.database())).hasMessageContaining("disposable");
    }

    @Test
    void refusesAViewThatPretendsToBeTheMarker() {
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE VIEW howdah.marker AS SELECT true AS disposable");
        assertThatThrownBy(() -> guard(Environment.SANDBOX).require("")).hasMessageContaining("disposable");
    }

    @Test
    void wantsTheNameTypedOutsideTheSandboxOnly() {
        mark(true);
        assertThatCode(() -> guard(Environment.SANDBOX).require("")).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard(Environment.DEVELOPMENT).require("")).hasMessageContaining("--yes-destroy " + target.database());
        assertThatThrownBy(() -> guard(Environment.STAGING).require("other")).hasMessageContaining("\"other\"");
        assertThatCode(() -> guard(Environment.STAGING).require(target.database())).doesNotThrowAnyException();
    }

    @Test
    void previewNamesObjectsCascadesAndSessions() throws SQLException {
        Servers.execute(target, "CREATE SCHEMA a", "CREATE SCHEMA b", "CREATE TABLE a.t (id int PRIMARY KEY)",
                "INSERT INTO a.t SELECT generate_series(1, 50)", "CREATE TABLE b.child (id int REFERENCES a.t)",
                "CREATE VIEW b.v AS SELECT * FROM a.t", "ANALYZE a.t");
        try (Connection other = Connections.open(target, SessionSpec.interactive())) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT * FROM a.t");
            BlastRadius radius = guard(Environment.SANDBOX).blastRadius(List.of("a"));
            assertThat(radius.rows()).isEqualTo(50);
            assertThat(radius.items()).extracting(BlastRadius.Item::name).contains("a.t");
            assertThat(radius.cascades()).extracting(BlastRadius.Cascade::name).containsExactlyInAnyOrder("child_id_fkey", "b.v");
            assertThat(radius.cut()).hasSize(1);
        }
    }

    private Guardrail guard(Environment environment) {
        return new Guardrail(Servers.db(target.withEnvironment(environment)));
    }

    private void mark(boolean disposable) {
        Servers.execute(target, "CREATE SCHEMA IF NOT EXISTS howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (" + disposable + ")");
    }
}
