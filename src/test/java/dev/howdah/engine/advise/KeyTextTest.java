package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.IndexDef;
import dev.howdah.engine.twin.SizeModel;
import dev.howdah.testing.Servers;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Definitions as servers write them, beside proposals as plans spell them. */
class KeyTextTest {
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX ON t (((a + b) * c))", "CREATE INDEX ON t (lower(note), a DESC)", "CREATE INDEX ON t (a) WHERE (a + b) * c > 5 AND (b > 1 OR c > 1)",
            "CREATE INDEX ON t ((a IS NULL))", "CREATE INDEX ON t (\"Odd Name\" text_pattern_ops)", "CREATE INDEX ON t (((note || 'x') COLLATE \"C\"))",
            "CREATE INDEX ON t (b) WHERE flag", "CREATE INDEX ON t (c) WHERE note = 'a (b'");

    @Test
    void bracketsWithinAnExpressionSayWhichItIs() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (a int, b int, c int, note text, flag boolean, \"Odd Name\" text)");
        INDEXES.forEach(i -> Servers.execute(source, i));
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        long table = capsule.relations().getFirst().id();
        Catalog catalog = new Catalog(capsule, SizeModel.real(capsule));
        assertThat(exists(catalog, table, "((a + b) * c)", null)).isTrue();
        assertThat(exists(catalog, table, "(a + (b * c))", null)).isFalse();
        assertThat(exists(catalog, table, "lower(note)", null)).isTrue();
        assertThat(exists(catalog, table, "(a IS NULL)", null)).isTrue();
        assertThat(exists(catalog, table, "a", "((((a + b) * c) > 5) AND ((b > 1) OR (c > 1)))")).isTrue();
        assertThat(exists(catalog, table, "a", "((((a + b) * c) > 5) AND (b > 1)) OR (c > 1)")).isFalse();
        assertThat(exists(catalog, table, "a", "(((a + (b * c)) > 5) AND ((b > 1) OR (c > 1)))")).isFalse();
        assertThat(exists(catalog, table, "b", "flag")).isTrue();
        assertThat(exists(catalog, table, "b", "(NOT flag)")).isFalse();
        assertThat(exists(catalog, table, "c", "(note = 'a (b'::text)")).isTrue();
        IndexDef.Key odd = new IndexDef.Key("Odd Name", null, "text_pattern_ops", false, false);
        assertThat(Subsumption.exists(new IndexDef(table, "public.t", "btree", List.of(odd), List.of(), null), catalog)).isTrue();
        assertThat(Subsumption.exists(IndexDef.btree(table, "public.t", List.of("Odd Name")), catalog)).isFalse();
    }

    private static boolean exists(Catalog catalog, long table, String key, @Nullable String rows) {
        boolean column = key.length() == 1;
        IndexDef.Key k = new IndexDef.Key(column ? key : null, column ? null : key, null, false, false);
        return Subsumption.exists(new IndexDef(table, "public.t", "btree", List.of(k), List.of(), rows), catalog);
    }
}
