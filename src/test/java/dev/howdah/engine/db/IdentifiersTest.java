package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Servers;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quoting is right when the server itself reads back the very name, whatever it is. */
class IdentifiersTest {
    private static final List<String> HOSTILE = List.of(
            "plain", "Mixed Case", "select", "user", "with\"quote", "\"", "\"\"", "new\nline", "tab\t", "semi;colon", "--comment", "/*c*/",
            "emoji🐘", "‏עברית", "‮evil", "a.b", "'single'", "back\\slash", "$1", "%s", " ", "end ", "ünïcödé", "\u0001", "é", "1st",
            "_ok", "a$b", ":param", "?", "{brace}");

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void hostileNamesComeBackAsTheyAre(int major) {
        Db db = Servers.db(Servers.newDatabase(major));
        db.execute("CREATE SCHEMA " + Identifiers.quote("s \"x\""));
        for (String name : HOSTILE) {
            db.execute("CREATE TABLE " + Identifiers.quote("s \"x\"", name) + " (" + Identifiers.quote(name) + " int)");
        }
        assertThat(db.<List<String>, RuntimeException>call(
                        h -> h.createQuery("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = :s::regnamespace")
                                .bind("s", Identifiers.quote("s \"x\""))
                                .mapTo(String.class)
                                .list()))
                .containsExactlyInAnyOrderElementsOf(HOSTILE);
    }

    @Test
    void quotesAsLittleAsTheServerDoes() {
        Db db = Servers.db(Servers.newDatabase());
        Map<String, String> quoted = db.call(h -> h.createQuery(
                        "SELECT w, quote_ident(w) FROM (SELECT word FROM pg_get_keywords() UNION SELECT unnest(:more)) AS x (w)")
                .bindArray("more", String.class, HOSTILE)
                .reduceResultSet(new java.util.TreeMap<String, String>(), (all, rs, ctx) -> {
                    all.put(rs.getString(1), rs.getString(2));
                    return all;
                }));
        assertThat(quoted).hasSizeGreaterThan(400).allSatisfy((word, byServer) -> assertThat(Identifiers.quote(word)).isEqualTo(byServer));
    }

    @Test
    void literalsComeBackAsTheyAre() {
        Db db = Servers.db(Servers.newDatabase());
        Arbitrary<String> texts = Arbitraries.strings().withChars("ab'\\\"\n;$%:?é").ofMaxLength(12);
        List<String> all = new java.util.ArrayList<>(texts.list().ofSize(100).sample());
        all.addAll(HOSTILE);
        for (String strict : List.of("on", "off")) {
            db.withConnection(c -> {
                try (var s = c.createStatement()) {
                    s.execute("SET standard_conforming_strings = " + strict);
                    for (String text : all) {
                        s.setEscapeProcessing(false);
                        try (var rs = s.executeQuery("SELECT " + Identifiers.literal(text))) {
                            rs.next();
                            assertThat(rs.getString(1)).isEqualTo(text);
                        }
                    }
                }
                return 0;
            });
        }
    }
}
