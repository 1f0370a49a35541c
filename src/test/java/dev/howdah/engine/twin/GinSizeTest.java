package dev.howdah.engine.twin;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Expected sizes of GIN indexes on arrays, documents, texts and tsvector beside really built ones, with the statistics that ANALYZE
 * makes by default. The larger tables and the figures: {@code mvn test -Dtest=GinSizeTest -Dtest.excluded=} writes target/gin-sizes.txt.
 */
class GinSizeTest {
    private static final String WORD = "substr(translate(md5((floor(3000 * random() ^ 3))::int::text), '0123456789', 'ghijklmnop'), 1, 3 + (i + k) % 6)";

    /** Column and type, its value in row i, the operator class. */
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("few int[]", "ARRAY[i % 40, 1000 + i % 700]");
        COLUMNS.put("words text[]", "ARRAY['word' || i % 1500, 'tag' || i % 90, CASE WHEN i % 3 = 0 THEN 'x' END]");
        COLUMNS.put("falling text[]", "(SELECT array_agg('w' || floor(20000 * random() ^ 4)) FROM generate_series(1, 5 + i % 2) k)");
        COLUMNS.put("single int[]", "ARRAY[i, i % 50]");
        COLUMNS.put("flat jsonb", "jsonb_build_object('k', floor(5000 * random()), 'j', i)");
        COLUMNS.put("kinds jsonb", "jsonb_build_object('kind', floor(5 * random()), 'user', floor(800 * random()), 'ok', random() < 0.5, 'city', 'City ' || floor(60 * random()))");
        COLUMNS.put("deep jsonb", "jsonb_build_object('a', jsonb_build_object('b', md5(i::text), 'c', floor(30 * random())), 'tags', jsonb_build_array('t' || floor(20 * random()), 'u' || floor(33 * random())))");
        COLUMNS.put("code text", "md5(i::text)");
        COLUMNS.put("mail text", "'user' || i || '@' || CASE WHEN i % 3 = 0 THEN 'example.org' ELSE 'mail.example.com' END");
        COLUMNS.put("prose text", "(SELECT string_agg(" + WORD + ", ' ') FROM generate_series(1, 12 + i % 3) k)");
        COLUMNS.put("title text", "(SELECT string_agg(" + WORD + ", ' ') FROM generate_series(1, 2 + i % 2) k)");
    }

    private record Sized(String index, double real, double told, double least, double most, SizeModel.Basis basis) {
        double error() {
            return Math.abs(told - real) / real;
        }
    }

    @Test
    void holdTheSizeThatIsBuiltBetweenThem() {
        List<Sized> all = new ArrayList<>();
        check(12_000, all);
        hold(all);
    }

    @Test
    @Tag("campaign")
    void holdTheSizeOfLargerTables() throws IOException {
        List<Sized> all = new ArrayList<>();
        try {
            for (int rows : new int[] {20_000, 60_000}) {
                check(rows, all);
            }
        } finally {
            List<String> lines = new ArrayList<>();
            all.forEach(s -> lines.add(String.format("%-45s %9.0f kB, told %9.0f (%+.0f %%), %.0f to %.0f, %s", s.index(), s.real() / 1024, s.told() / 1024,
                    100 * (s.told() / s.real() - 1), s.least() / 1024, s.most() / 1024, s.basis())));
            for (SizeModel.Basis basis : SizeModel.Basis.values()) {
                double[] errors = all.stream().filter(s -> s.basis() == basis).mapToDouble(Sized::error).sorted().toArray();
                if (errors.length > 0) {
                    lines.add(String.format("%s: %d, median error %.0f %%, maximum %.0f %%", basis, errors.length, 100 * errors[errors.length / 2],
                            100 * errors[errors.length - 1]));
                }
            }
            Files.write(Path.of("target/gin-sizes.txt"), lines);
        }
        hold(all);
    }

    private static void check(int rows, List<Sized> all) {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE EXTENSION pg_trgm", "SELECT setseed(0.5)", "CREATE TABLE g (" + String.join(", ", COLUMNS.keySet()) + ", lexemes tsvector)",
                "INSERT INTO g SELECT " + String.join(", ", COLUMNS.values()) + " FROM generate_series(1, " + rows + ") i",
                "UPDATE g SET lexemes = to_tsvector('simple', prose)", "VACUUM FULL g", "ANALYZE g");
        Capsule capsule = TwinTest.read(source);
        SizeModel sizes = SizeModel.real(capsule);
        Capsule.Relation t = capsule.relations().stream().filter(r -> r.name().equals("g")).findFirst().orElseThrow();
        List<String> indexes = new ArrayList<>(List.of("lexemes", "flat jsonb_path_ops", "deep jsonb_path_ops"));
        COLUMNS.keySet().forEach(c -> indexes.add(c.endsWith(" text") ? c.replace(" text", " public.gin_trgm_ops") : c.split(" ", 2)[0]));
        for (String index : indexes) {
            String[] key = index.split(" ", 2);
            IndexDef def = new IndexDef(t.id(), t.qualified(), "gin", List.of(new IndexDef.Key(key[0], null, key.length > 1 ? key[1] : null, false, false)), List.of(), null);
            Servers.execute(source, "DROP INDEX IF EXISTS really", "CREATE INDEX really ON g USING gin (" + index + ")");
            Sized s = new Sized(rows + " " + index, size(source), sizes.of(def, 1).bytes(), sizes.bytes(def, 0.1), sizes.bytes(def, 10), sizes.basis(def));
            all.add(s);
        }
    }

    private static void hold(List<Sized> all) {
        SoftAssertions soft = new SoftAssertions();
        for (Sized s : all) {
            soft.assertThat(s.real()).as(s.toString()).isBetween(s.least() * 0.85 - 24_576, s.most() * 1.15 + 24_576);
            soft.assertThat(s.told()).as(s.toString()).isBetween(s.least(), s.most());
            if (s.basis() == SizeModel.Basis.KNOWN) {
                soft.assertThat(s.told()).as(s.toString()).isBetween(s.real() * 0.85 - 24_576, s.real() * 1.15 + 24_576);
            }
        }
        soft.assertAll();
    }

    private static double size(Target source) {
        return Servers.db(source).withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT pg_relation_size('really')")) {
                r.next();
                return r.getDouble(1);
            }
        });
    }
}
