package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.twin.SizeModel;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinFolder;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the advice on every schema, however long it searched. */
class JudgeTest {
    private static final double WORSE = 1.10;
    /** So often it may ask; no clock ends it. */
    private static final int ASKED = 120;

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"films", "shop", "events", "star"})
    void isWithoutRedundancyAndTellsWhoLoses(String name) throws IOException {
        Judge judge = Judge.of(name);
        AdviceOptions options = new AdviceOptions(300L << 20, 12, 3, true, Duration.ofHours(1));
        try (Twin twin = Twin.build(Servers.binaries(), TwinFolder.create(temp), judge.capsule(), 18);
                TwinWhatIf whatIf = new TwinWhatIf(twin)) {
            assertThat(twin.lacks()).isEmpty();
            IndexAdvice advice = new Advisor(judge.capsule(), whatIf, 1).advise(judge.workload(), options, p -> {}, () -> whatIf.calls() > ASKED);
            holds(judge, advice, options);
            isWhatThePlannerSays(judge, whatIf, advice);
        }
    }

    private static void holds(Judge judge, IndexAdvice advice, AdviceOptions options) {
        SoftAssertions soft = new SoftAssertions();
        Catalog catalog = new Catalog(judge.capsule(), SizeModel.real(judge.capsule()));
        soft.assertThat(advice.unplanned()).isEmpty();
        soft.assertThat(advice.proposals()).isNotEmpty().hasSizeLessThanOrEqualTo(options.maxIndexes());
        soft.assertThat(advice.figures().bytes()).isLessThanOrEqualTo(options.budget());
        soft.assertThat(advice.figures().after()).isLessThan(advice.figures().before());
        for (IndexAdvice.Proposal a : advice.proposals()) {
            soft.assertThat(advice.proposals()).as("redundant beside another").noneMatch(b -> Subsumption.of(b.index(), a.index()));
            soft.assertThat(Subsumption.exists(a.index(), catalog)).as("exists: " + a.create()).isFalse();
            soft.assertThat(a.gain()).as("needless: " + a.create()).isPositive();
            soft.assertThat(a.statements()).as("unused: " + a.create()).isNotEmpty();
        }
        for (IndexAdvice.Effect e : advice.effects()) {
            soft.assertThat(e.after() <= e.before() * WORSE || e.worse()).as(e.text()).isTrue();
        }
        soft.assertAll();
    }

    /** The told costs are those of a planner that has all proposals and none of what goes. */
    private static void isWhatThePlannerSays(Judge judge, WhatIf whatIf, IndexAdvice advice) {
        Set<Integer> on = new HashSet<>();
        whatIf.add(advice.proposals().stream().map(IndexAdvice.Proposal::index).toList()).forEach(h -> on.add(h.handle()));
        Set<String> dropped = new HashSet<>(advice.drops().stream().map(IndexAdvice.Drop::index).toList());
        SoftAssertions soft = new SoftAssertions();
        for (Workload.Item item : judge.workload().items()) {
            IndexAdvice.Effect effect = advice.effects().stream().filter(e -> e.id().equals(item.id())).findFirst().orElseThrow();
            double all = whatIf.estimate(item.query(), WhatIf.Change.add(on)).cost();
            double without = whatIf.estimate(item.query(), new WhatIf.Change(on, dropped, Map.of())).cost();
            soft.assertThat(effect.after()).as(item.query().text()).isBetween(all * 0.999 - 0.01, all * 1.001 + 0.01);
            soft.assertThat(without).as("after drops: " + item.query().text()).isLessThanOrEqualTo(Math.max(all * WORSE, all + 2));
        }
        soft.assertAll();
    }
}
