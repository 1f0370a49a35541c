package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.sqltext.SqlPieces;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinFolder;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every advice, on tables, indexes and statements by chance: the limits are kept, nothing is proposed twice or again,
 * the planner says what the advice says, and its statements run on a real server and leave it as before. Many more seeds:
 * {@code mvn test -Dtest=AdvicePropertyTest -Dtest.excluded=}, with {@code -Dadvice.rounds=500} or {@code -Dadvice.seed=77} for one.
 */
class AdvicePropertyTest {
    private static final int ASKED = 80;
    private static final double WORSE = 1.1;
    private static final String INDEXES = "SELECT pg_get_indexdef(i.indexrelid) || ' valid ' || i.indisvalid || ' child of ' || coalesce(h.inhparent::regclass::text, '')"
            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid"
            + " WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1";

    /** Indexes whose work another index of the table does: same method, operators, rows, and a key that begins with theirs. */
    private static final String COVERED = "SELECT n.indexrelid::regclass::text FROM pg_index n JOIN pg_class nc ON nc.oid = n.indexrelid"
            + " JOIN pg_index o ON o.indrelid = n.indrelid AND o.indexrelid <> n.indexrelid JOIN pg_class oc ON oc.oid = o.indexrelid AND oc.relam = nc.relam"
            + " WHERE n.indexprs IS NULL AND o.indexprs IS NULL AND n.indpred::text IS NOT DISTINCT FROM o.indpred::text"
            + " AND n.indnkeyatts <= o.indnkeyatts"
            + " AND (SELECT bool_and(n.indkey[k] = o.indkey[k] AND n.indclass[k] = o.indclass[k] AND n.indcollation[k] = o.indcollation[k]"
            + " AND n.indoption[k] = o.indoption[k]) FROM generate_series(0, n.indnkeyatts - 1) k)"
            + " AND n.indkey::int2[] <@ o.indkey::int2[]";

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {3, 304})
    void holds(long seed) throws IOException {
        check(seed);
    }

    @Test
    @Tag("campaign")
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void holdsForManySeeds() throws IOException {
        Long given = Long.getLong("advice.seed");
        long first = given != null ? given : System.nanoTime() % 1_000_000_000;
        int rounds = Integer.getInteger("advice.rounds", given != null ? 1 : 40);
        List<String> failed = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (long seed = first; seed < first + rounds; seed++) {
            try {
                lines.add(check(seed));
            } catch (AssertionError | RuntimeException e) {
                failed.add("seed " + seed + ": " + e);
            }
        }
        Files.write(Path.of("target/advice-property.txt"), lines);
        assertThat(failed).as(rounds + " seeds from " + first).isEmpty();
    }

    /** What was advised, in a line. */
    private String check(long seed) throws IOException {
        ChanceSchema chance = new ChanceSchema(seed);
        Target source = Servers.newDatabase();
        Servers.execute(source, chance.script().toArray(String[]::new));
        Capsule capsule = busy(new CapsuleReader(InstantSource.system()).read(Servers.db(source)), chance);
        Workload workload = chance.workload();
        AdviceOptions options = chance.options();
        SoftAssertions soft = new SoftAssertions();
        String line;
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), capsule, 18);
                TwinWhatIf whatIf = new TwinWhatIf(twin)) {
            IndexAdvice advice = new Advisor(capsule, whatIf, 1).advise(workload, options, p -> {}, () -> whatIf.calls() > ASKED);
            limits(advice, options, workload, soft);
            costs(workload, whatIf, advice, soft);
            scripts(source, advice, soft);
            line = String.format("seed %d: %d proposals, %d drops, %d not planned, cost %.3f of now, %d dearer", seed, advice.proposals().size(), advice.drops().size(),
                    advice.unplanned().size(), advice.figures().relativeCost(), advice.effects().stream().filter(IndexAdvice.Effect::worse).count());
        }
        try {
            soft.assertAll();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ", " + options + "\n" + chance + "\n" + e.getMessage(), e);
        }
        return line;
    }

    private static void limits(IndexAdvice advice, AdviceOptions options, Workload workload, SoftAssertions soft) {
        soft.assertThat(advice.proposals()).hasSizeLessThanOrEqualTo(options.maxIndexes());
        soft.assertThat(advice.proposals().stream().mapToLong(IndexAdvice.Proposal::bytes).sum()).isEqualTo(advice.figures().bytes())
                .isLessThanOrEqualTo(options.budget());
        soft.assertThat(advice.figures().after()).isLessThanOrEqualTo(advice.figures().before() * (1 + 1e-9));
        soft.assertThat(advice.proposals()).allMatch(p -> p.index().keys().size() <= options.maxWidth());
        soft.assertThat(advice.proposals()).allMatch(p -> options.include() || p.index().include().isEmpty());
        soft.assertThat(advice.proposals()).allMatch(p -> p.gain() > 0, "is worth something");
        Set<String> told = new HashSet<>();
        advice.effects().forEach(e -> told.add(e.id()));
        advice.unplanned().forEach(u -> {
            soft.assertThat(u.reason()).isNotBlank();
            soft.assertThat(told.add(u.id())).as("told once: " + u.text()).isTrue();
        });
        soft.assertThat(told).containsExactlyInAnyOrderElementsOf(workload.items().stream().map(Workload.Item::id).toList());
        soft.assertThat(advice.unplanned()).allMatch(u -> u.text().contains("nonsense"));
    }

    /** What a planner says that has all proposals, and that has lost what is to go. */
    private static void costs(Workload workload, WhatIf whatIf, IndexAdvice advice, SoftAssertions soft) {
        Set<Integer> on = new HashSet<>();
        whatIf.add(advice.proposals().stream().map(IndexAdvice.Proposal::index).toList()).forEach(h -> on.add(h.handle()));
        Set<String> dropped = new HashSet<>(advice.drops().stream().map(IndexAdvice.Drop::index).toList());
        Map<String, Workload.Item> items = new HashMap<>();
        workload.items().forEach(i -> items.put(i.id(), i));
        List<Workload.Item> planned = new ArrayList<>();
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (IndexAdvice.Effect e : advice.effects()) {
            Workload.Item item = java.util.Objects.requireNonNull(items.get(e.id()));
            double now = whatIf.estimate(item.query(), WhatIf.Change.NONE).cost();
            double then = whatIf.estimate(item.query(), WhatIf.Change.add(on)).cost();
            double without = whatIf.estimate(item.query(), new WhatIf.Change(on, dropped, Map.of())).cost();
            soft.assertThat(e.before()).as(e.text()).isBetween(now * 0.9999 - 0.01, now * 1.0001 + 0.01);
            soft.assertThat(e.after()).as(e.text()).isBetween(then * 0.9999 - 0.01, then * 1.0001 + 0.01);
            soft.assertThat(then <= now * WORSE * 1.0001 || e.worse()).as("dearer and not said: " + e.text()).isTrue();
            soft.assertThat(without).as("after drops: " + e.text()).isLessThanOrEqualTo(Math.max(then * WORSE, then + 2));
            planned.add(item);
            before.add(now);
            after.add(then);
        }
        double[] costs = before.stream().mapToDouble(Double::doubleValue).toArray();
        double[] weights = Workload.weights(planned, costs, workload.measured());
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (after.get(i) - before.get(i));
        }
        soft.assertThat(sum).as("workload").isLessThanOrEqualTo(1e-9 * advice.figures().before() + 1e-9);
    }

    /** As people paste them, one after another, on the server from which all came. */
    private static void scripts(Target source, IndexAdvice advice, SoftAssertions soft) {
        List<String> start = ask(source, INDEXES);
        List<String> covered = ask(source, COVERED);
        for (IndexAdvice.Proposal p : advice.proposals()) {
            run(source, p.create(), soft);
        }
        List<String> made = ask(source, INDEXES);
        soft.assertThat(made).containsAll(start).noneMatch(i -> i.contains("valid false"));
        soft.assertThat(made.size() - start.size()).isGreaterThanOrEqualTo(advice.proposals().size());
        List<String> redundant = ask(source, COVERED);
        redundant.removeAll(covered);
        List<String> replaced = advice.drops().stream().map(d -> d.index().replaceFirst("^public\\.", "")).toList();
        redundant.removeAll(replaced);
        soft.assertThat(redundant.stream().filter(r -> start.stream().noneMatch(s -> s.contains(" " + r + " ")))).as("redundant").isEmpty();
        for (IndexAdvice.Drop d : advice.drops()) {
            run(source, d.drop(), soft);
        }
        for (IndexAdvice.Drop d : advice.drops()) {
            run(source, d.recreate(), soft);
        }
        List<IndexAdvice.Proposal> back = new ArrayList<>(advice.proposals());
        Collections.reverse(back);
        back.forEach(p -> run(source, p.undo(), soft));
        soft.assertThat(ask(source, INDEXES)).as("as before").isEqualTo(start);
    }

    private static void run(Target source, String script, SoftAssertions soft) {
        for (String one : SqlPieces.of(script)) {
            try {
                Servers.execute(source, one);
            } catch (RuntimeException e) {
                soft.fail(one, e);
            }
        }
    }

    private static List<String> ask(Target source, String sql) {
        return Servers.db(source).withConnection(c -> {
            List<String> rows = new ArrayList<>();
            try (var s = c.createStatement();
                    var r = s.executeQuery(sql)) {
                while (r.next()) {
                    rows.add(r.getString(1));
                }
            }
            return rows;
        });
    }

    /** Counters of an hour in which rows were written as chance has it, instead of those of the filling. */
    private static Capsule busy(Capsule c, ChanceSchema chance) {
        Capsule.Source s = c.source();
        Capsule.Source hour = new Capsule.Source(s.versionNum(), s.version(), s.database(), s.encoding(), s.collate(), s.ctype(), s.provider(), s.locale(),
                s.blockSize(), 3600, null);
        List<Capsule.Relation> relations = c.relations().stream().map(r -> {
            long[] n = chance.traffic();
            return new Capsule.Relation(r.id(), r.schema(), r.name(), r.kind(), r.pages(), r.tuples(), r.allVisible(), r.bytes(), r.options(), r.partitionKey(),
                    r.partitionBound(), r.parents(), r.definition(), r.readable(), r.rowSecurity(), r.hasRules(), n[0], n[1], n[2], n[3]);
        }).toList();
        return new Capsule(c.format(), c.readAt(), hour, c.settings(), c.extensions(), c.items(), relations, c.columns(), c.constraints(), c.indexes(),
                c.statistics(), c.extended(), c.extendedData(), List.of(), c.lacks());
    }
}
