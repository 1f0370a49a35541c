package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Jvm;
import dev.howdah.testing.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Times of building and asking: {@code mvn test -Dtest=TwinBench -Dtest.excluded=}; the lines stand in target/twin-bench.txt. A missed
 * target is printed, it is no failure. {@code -Dtwin.tables=100,1000} takes other numbers of tables.
 */
@Tag("campaign")
class TwinBench {
    private static final int TABLES = 1000;
    private static final int ROUNDS = 3;
    private static final int ASKED = 1000;
    private static final double TARGET_SECONDS = 3;
    private static final double TARGET_MS = 0.3;
    private static final long FAR = 100_000_000;

    @TempDir
    Path temp;

    private final List<String> lines = new ArrayList<>();

    @Test
    void buildsManyTablesAndAsks() throws IOException {
        Target source = source();
        long start = System.nanoTime();
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        say("catalogue reads of %d tables and %d indexes: %.2f s", capsule.relations().size(), capsule.indexes().size(), seconds(start));
        try {
            asks(capsule);
            for (String tables : System.getProperty("twin.tables", "100,1000,10000").split(",", -1)) {
                builds(of(capsule, Integer.parseInt(tables)));
            }
        } finally {
            Files.write(Path.of("target/twin-bench.txt"), lines);
        }
    }

    private void builds(Capsule capsule) throws IOException {
        Path file = temp.resolve("tables.capsule");
        CapsuleFile.write(capsule, file);
        int tables = capsule.relations().size();
        int rounds = tables > TABLES ? 1 : ROUNDS;
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            cold.add(cold(file));
            long start = System.nanoTime();
            try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), capsule, Servers.NEWEST)) {
                warm.add(seconds(start));
                assertThat(twin.lacks()).isEmpty();
                start = System.nanoTime();
                twin.refresh(capsule.masked());
                again.add(seconds(start));
            }
        }
        String target = tables == TABLES ? String.format(Locale.ROOT, " (target %.0f s: %s)", TARGET_SECONDS, met(median(cold), TARGET_SECONDS)) : "";
        say("twin of %d tables and %d indexes, medians of %d: %.2f s as the first thing of a JVM%s, %.2f s later on, %.2f s beside a running server",
                tables, capsule.indexes().size(), rounds, median(cold), target, median(warm), median(again));
    }

    private double cold(Path file) throws IOException {
        Process jvm = Jvm.start(TwinBuildMain.class, file.toString(), temp.toString());
        try (BufferedReader out = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            String[] told = out.lines().toList().getLast().split(" ", -1);
            assertThat(told[1]).isEqualTo("0");
            return Double.parseDouble(told[0]);
        }
    }

    private void asks(Capsule capsule) throws IOException {
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), capsule, Servers.NEWEST);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            Capsule.Relation table = capsule.relations().stream().filter(r -> r.name().equals("t7")).findFirst().orElseThrow();
            List<WhatIf.Change> changes = whatIf.add(List.of(
                            IndexDef.btree(table.id(), table.qualified(), List.of("b")),
                            IndexDef.btree(table.id(), table.qualified(), List.of("b", "c")))).stream()
                    .map(h -> WhatIf.Change.add(List.of(h.handle())))
                    .toList();
            asks("an index on or off in turn", whatIf, List.of(WhatIf.Change.NONE, changes.getFirst()), true);
            asks("another index each time", whatIf, changes, false);
        }
    }

    private void asks(String what, WhatIf whatIf, List<WhatIf.Change> changes, boolean target) {
        Query query = Query.of("SELECT * FROM t7 WHERE b = $1 AND a > 3");
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < ASKED; i++) {
                whatIf.estimate(query, changes.get(i % changes.size()));
            }
            rounds.add(seconds(start) * 1000 / ASKED);
        }
        String met = target ? String.format(Locale.ROOT, " (target %.1f ms: %s)", TARGET_MS, met(median(rounds), TARGET_MS)) : "";
        say("what-if, %s: median of %d rounds %.3f ms%s, best %.3f ms, %.0f a second", what, rounds.size(), median(rounds), met,
                rounds.stream().min(Double::compare).orElseThrow(), 1000 / median(rounds));
    }

    private static Target source() {
        Target source = Servers.newDatabase();
        Servers.execute(source, """
                DO $$ BEGIN FOR t IN 1..%d LOOP
                    EXECUTE format('CREATE TABLE t%%s (id bigint PRIMARY KEY, a int, b int, c text, d timestamptz, e numeric)', t);
                    EXECUTE format('INSERT INTO t%%s SELECT i, i %%%% 7, i, md5(i::text), now(), i FROM generate_series(1, 50) i', t);
                    EXECUTE format('CREATE INDEX ON t%%s (a); CREATE INDEX ON t%%1$s (b, a); CREATE INDEX ON t%%1$s (c); CREATE INDEX ON t%%1$s (d)', t);
                    IF t %% 100 = 0 THEN COMMIT; END IF;
                END LOOP; END $$""".formatted(TABLES), "ANALYZE");
        return source;
    }

    /** The same with so many tables: the first ones, or all of them several times. */
    private static Capsule of(Capsule c, int tables) {
        List<Capsule.Relation> relations = copies(tables).mapToObj(k -> c.relations().stream().limit(tables).map(r -> copy(r, k))).flatMap(r -> r).toList();
        Set<Long> ids = relations.stream().map(Capsule.Relation::id).collect(Collectors.toSet());
        return new Capsule(c.format(), c.readAt(), c.source(), c.settings(), c.extensions(), c.items(), relations,
                all(tables, k -> c.columns().stream().filter(x -> ids.contains(x.tableId())).map(x -> copy(x, k))),
                all(tables, k -> c.constraints().stream().filter(x -> ids.contains(x.tableId())).map(x -> copy(x, k))),
                all(tables, k -> c.indexes().stream().filter(x -> ids.contains(x.tableId())).map(x -> copy(x, k))),
                all(tables, k -> c.statistics().stream().filter(x -> ids.contains(x.relationId())).map(x -> copy(x, k))),
                c.extended(), c.extendedData(), c.statements(), c.lacks());
    }

    private static IntStream copies(int tables) {
        return IntStream.range(0, Math.max(1, tables / TABLES));
    }

    private static <T> List<T> all(int tables, java.util.function.IntFunction<Stream<T>> copy) {
        return copies(tables).mapToObj(copy).flatMap(s -> s).toList();
    }

    private static Capsule.Relation copy(Capsule.Relation r, int k) {
        return new Capsule.Relation(r.id() + k * FAR, r.schema(), r.name() + (k == 0 ? "" : "_" + k), r.kind(), r.pages(), r.tuples(), r.allVisible(), r.bytes(),
                r.options(), r.partitionKey(), r.partitionBound(), r.parents(), r.definition(), r.readable(), r.rowSecurity(), r.hasRules(),
                r.inserted(), r.updated(), r.hotUpdated(), r.deleted());
    }

    private static Capsule.Column copy(Capsule.Column c, int k) {
        return new Capsule.Column(c.tableId() + k * FAR, c.number(), c.name(), c.type(), c.length(), c.align(), c.notNull(), c.dropped(), c.generated(),
                c.identity(), c.defaultValue(), c.collation());
    }

    private static Capsule.Constraint copy(Capsule.Constraint c, int k) {
        Long index = c.indexId();
        return new Capsule.Constraint(c.tableId() + k * FAR, c.name(), c.kind(), c.definition(), index == null ? null : index + k * FAR, c.derived(),
                c.referencedId(), c.columns(), c.onDelete());
    }

    private static Capsule.Index copy(Capsule.Index i, int k) {
        return new Capsule.Index(i.id() + k * FAR, i.tableId() + k * FAR, i.schema(), i.name() + (k == 0 ? "" : "_" + k), i.method(), i.definition(), i.isUnique(),
                i.isPrimary(), i.isValid(), i.isClustered(), i.isReplicaIdentity(), i.partitioned(), i.parentId(), i.pages(), i.tuples(), i.bytes(),
                i.columns(), i.keyColumns(), i.options(), i.classes(), i.collations(), i.predicate(), i.hasExpressions(), i.scans());
    }

    private static Capsule.ColumnStats copy(Capsule.ColumnStats s, int k) {
        return new Capsule.ColumnStats(s.relationId() + k * FAR, s.number(), s.inherited(), s.nullFrac(), s.avgWidth(), s.nDistinct(), s.mostCommonVals(),
                s.mostCommonFreqs(), s.histogramBounds(), s.correlation(), s.mostCommonElems(), s.mostCommonElemFreqs(), s.elemCountHistogram(),
                s.rangeLengthHistogram(), s.rangeEmptyFrac(), s.rangeBoundsHistogram());
    }

    private static String met(double figure, double target) {
        return figure <= target ? "met" : "missed";
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void say(String line, Object... figures) {
        lines.add(String.format(Locale.ROOT, line, figures));
        org.slf4j.LoggerFactory.getLogger(TwinBench.class).info(lines.getLast());
    }
}
