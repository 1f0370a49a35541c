package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database may hold that a twin cannot take as it is, and machines that cannot have a twin. */
class TwinBadInputTest {
    @TempDir
    Path temp;

    @Test
    void goesOnBesideForeignTablesOtherLanguagesAndViewsOfEachOther() {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE FOREIGN DATA WRAPPER nowhere",
                "CREATE SERVER far FOREIGN DATA WRAPPER nowhere",
                "CREATE FOREIGN TABLE away (id int, note text) SERVER far",
                "CREATE TABLE here (id int PRIMARY KEY, note text)",
                "INSERT INTO here SELECT i, 'x' FROM generate_series(1, 5000) i",
                "CREATE FUNCTION many(int) RETURNS SETOF int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN NEXT $1; END'",
                "CREATE VIEW one AS SELECT 1 AS id",
                "CREATE VIEW two AS SELECT id FROM one",
                "CREATE OR REPLACE VIEW one AS SELECT id FROM two",
                "ANALYZE here");
        Capsule capsule = TwinTest.read(source);
        assertThat(capsule.lacks()).anyMatch(l -> l.reason().contains("away"));
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            for (String sql : List.of(
                    "SELECT * FROM here WHERE id = 7",
                    "SELECT * FROM here JOIN away USING (id)",
                    "SELECT * FROM here, many(here.id) m WHERE m = random()::int")) {
                assertThat(whatIf.estimate(Query.of(sql), WhatIf.Change.NONE).cost()).as(sql).isPositive();
            }
            for (String sql : List.of("SELECT * FROM pg_temp.gone", "SELECT * FROM here QUALIFY 1", "SELECT * FROM one")) {
                assertThatThrownBy(() -> whatIf.estimate(Query.of(sql), WhatIf.Change.NONE)).as(sql).isInstanceOf(WhatIfException.class);
            }
            assertThat(whatIf.estimate(Query.of("SELECT * FROM here WHERE id = 7"), WhatIf.Change.NONE).used()).contains("here_pkey");
        }
    }

    /** What is sent after the statement must not end up in its comment. */
    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void takesStatementsThatEndWithAComment(int major) {
        Target source = Servers.newDatabase(major);
        Servers.execute(source, "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 20000)", "ANALYZE t");
        Query query = Query.of("SELECT * FROM t WHERE id = $1 -- of the page");
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), TwinTest.read(source), major);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            double now = whatIf.estimate(query, WhatIf.Change.NONE).cost();
            WhatIf.Change dearer = new WhatIf.Change(Set.of(), Set.of(), Map.of("random_page_cost", "400"));
            assertThat(whatIf.estimate(query, dearer).cost()).isGreaterThan(now);
            assertThat(whatIf.estimate(query, WhatIf.Change.NONE).cost()).isEqualTo(now);
            assertThat(whatIf.estimate(Query.of("DELETE FROM t -- all"), dearer).cost()).isPositive();
            assertThat(whatIf.estimate(query, WhatIf.Change.NONE).cost()).isEqualTo(now);
        }
    }

    /** On the target itself nothing runs that is only to be explained. */
    @Test
    void runsNothingThatStandsInAComment() throws SQLException {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE SEQUENCE s", "CREATE TABLE t (id int)");
        Query query = Query.of("SELECT * FROM t -- see; EXPLAIN ANALYZE SELECT nextval('s')");
        Capsule capsule = TwinTest.read(source);
        try (Connection c = Connections.open(source, SessionSpec.interactive());
                WhatIf whatIf = new StructuralWhatIf(c, 18, SizeModel.real(capsule))) {
            assertThat(whatIf.estimate(query, WhatIf.Change.NONE).cost()).isPositive();
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT is_called FROM s")) {
                r.next();
                assertThat(r.getBoolean(1)).isFalse();
            }
        }
    }

    @Test
    void saysInOneSentenceThatThereIsNoServerToStart() throws IOException {
        Capsule capsule = TwinTest.read(Servers.newDatabase());
        PgBinaries none = new PgBinaries(Files.createDirectory(temp.resolve("jars")), temp.resolve("unpacked"));
        Files.createDirectory(temp.resolve("twin"));
        assertThatThrownBy(() -> Planner.open(none, temp.resolve("twin"), capsule, null, 0))
                .isInstanceOf(ClusterException.class)
                .message()
                .contains("18")
                .doesNotContain("Exception");
        assertThat(temp.resolve("twin")).doesNotExist();
    }

    @Test
    void saysSoWhenItsFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "in the way");
        Capsule capsule = TwinTest.read(Servers.newDatabase());
        assertThatThrownBy(() -> Twin.build(Servers.binaries(), file.resolve("twin"), capsule, 18))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("twin");
    }

    @Test
    void readsCapsulesOfAnEarlierHowdah() throws IOException {
        assertThat(CapsuleFile.read(Path.of("src/test/resources/tpch/sf1.capsule")).relations()).hasSize(8);
    }
}
