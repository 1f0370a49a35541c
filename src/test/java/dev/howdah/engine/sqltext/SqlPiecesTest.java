package dev.howdah.engine.sqltext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlPiecesTest {
    @Test
    void cutsAtSemicolonsThatEndStatementsOnly() {
        assertThat(SqlPieces.of("SELECT ';'; CREATE INDEX \"a;b\" ON t (x) ;; DO $$ BEGIN; END $$")).containsExactly("SELECT ';'",
                "CREATE INDEX \"a;b\" ON t (x)", "DO $$ BEGIN; END $$");
    }

    @Test
    void commentsBesideStatementsAreNone() {
        assertThat(SqlPieces.of("-- first; of all\nSELECT 1 -- one\n; /* and; */ SELECT /* two */ 2;\n-- more follow")).containsExactly("SELECT 1", "SELECT /* two */ 2");
        assertThat(SqlPieces.of("-- nothing;\n;")).isEmpty();
    }
}
