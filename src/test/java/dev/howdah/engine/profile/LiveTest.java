package dev.howdah.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.engine.activity.ActiveProcess;
import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.sample.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
    private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void listsWhatRunsTooLong() {
        List<LiveStatement> live = LiveStatement.over(ProfilerLimits.DEFAULT,
                List.of(session(1, "active", 0.05, 7), session(2, "active", 0.3, 8), session(3, "active", 9.0, 9), session(4, "idle", 99.0, 9)),
                List.of(new Blocking(3, new int[] {2, 2, 0}, 8.0, "relation", "ShareLock", "t", null)));
        assertThat(live).extracting(l -> l.session().pid()).containsExactly(3, 2);
        assertThat(live.getFirst().critical()).isTrue();
        assertThat(live.getFirst().blockers()).containsExactly(2, 0);
        assertThat(live.getLast().critical()).isFalse();
    }

    @Test
    void countsProcessesThatWaitForNothingAsCpu() {
        WaitProfile profile = new WaitProfile();
        for (int i = 0; i < 20; i++) {
            profile.accept(value(T.plusSeconds(i), List.of(process(1, null, null, 7), process(2, "IO", "DataFileRead", 7), process(3, "Lock", "tuple", 8))));
        }
        assertThat(profile.looks(T, T.plusSeconds(19))).isEqualTo(20);
        List<WaitProfile.Share> top = profile.top(WaitProfile.By.STATEMENT, T, T.plusSeconds(19), k -> true, 10);
        assertThat(top.getFirst().name()).isEqualTo("7");
        assertThat(top.getFirst().samples()[WaitClass.CPU.ordinal()]).isEqualTo(20);
        assertThat(top.getFirst().total()).isEqualTo(40);
        assertThat(profile.top(WaitProfile.By.EVENT, T, T.plusSeconds(19), k -> k.queryId() == 8, 10)).singleElement()
                .satisfies(s -> assertThat(s.name()).isEqualTo("Lock: tuple"));
        assertThat(profile.series(WaitClass.LOCK).last()).isEqualTo(1);
    }

    @Test
    void gradesWhatLooksLikeOneQueryARow() {
        StatementKey list = key(1);
        StatementKey item = key(2);
        StatementKey other = key(3);
        Map<Long, String> texts = Map.of(1L, "SELECT id FROM orders WHERE day = $1", 2L, "SELECT name, price FROM items WHERE items.id = $1",
                3L, "SELECT count(*) FROM orders");
        List<StatementInterval> steady = new ArrayList<>();
        List<StatementInterval> uneven = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            steady.add(interval(i, Map.of(list, use(10, 370, 20), item, use(370, 370, 37), other, use(500, 500, 5))));
            int n = 1 + i % 4;
            uneven.add(interval(i, Map.of(list, use(10 * n, 370 * n, 20), item, use(370 * n, 370 * n, 37), other, use(500, 500, 5))));
        }
        Repeats repeats = new Repeats();
        NPlusOneFinder finder = new NPlusOneFinder(repeats);
        NPlusOne low = finder.find(steady, texts, Set.of()).getFirst();
        assertThat(low.confidence()).isEqualTo(NPlusOne.Confidence.LOW);
        assertThat(low.parent()).isEqualTo(list);
        assertThat(low.child()).isEqualTo(item);
        assertThat(low.perCall()).isCloseTo(37, within(1e-9));
        assertThat(low.rewrite()).isEqualTo("SELECT items.id, name, price FROM items WHERE items.id = ANY ($1)");
        assertThat(finder.find(uneven, texts, Set.of()).getFirst().confidence()).isEqualTo(NPlusOne.Confidence.MEDIUM);

        for (int i = 0; i < 5; i++) {
            repeats.accept(value(T.plusSeconds(i), List.of(session(1, "idle in transaction", 0.2, 2, 10.0 + i))));
        }
        assertThat(repeats.of(2)).isEqualTo(4);
        NPlusOne high = finder.find(uneven, texts, Set.of()).getFirst();
        assertThat(high.confidence()).isEqualTo(NPlusOne.Confidence.HIGH);
        assertThat(high.msPerMinute()).isCloseTo(37.0 * 8 / 80 * 60, within(1e-6));

        Mutes mutes = new Mutes(folder.resolve("sub").resolve("mutes"));
        mutes.mute(high.id(), "a -> b");
        assertThat(mutes.all()).containsExactly(new Mutes.Muted(high.id(), "a -> b"));
        assertThat(finder.find(uneven, texts, mutes.ids())).isEmpty();
        mutes.unmute(high.id());
        assertThat(finder.find(uneven, texts, mutes.ids())).hasSize(1);
    }

    @Test
    void findsNoPatternInStatementsThatMerelyRunOften() {
        Map<Long, String> texts = Map.of(1L, "SELECT id FROM orders WHERE day = $1", 2L, "SELECT * FROM users WHERE id = $1");
        List<StatementInterval> in = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            in.add(interval(i, Map.of(key(1), use(10, 20, 20), key(2), use(900, 900, 9))));
        }
        assertThat(new NPlusOneFinder(new Repeats()).find(in, texts, Set.of())).isEmpty();
    }

    private static StatementInterval interval(int i, Map<StatementKey, Counters> uses) {
        return new StatementInterval(T.plusSeconds(10L * i), T.plusSeconds(10L * i + 10), new HashMap<>(uses), 0, List.of());
    }

    private static StatementKey key(long id) {
        return new StatementKey(10, 5, id, true);
    }

    private static Counters use(double calls, double rows, double ms) {
        double[] values = new double[Measure.COUNT];
        values[Measure.CALLS.ordinal()] = calls;
        values[Measure.ROWS.ordinal()] = rows;
        values[Measure.EXEC_MS.ordinal()] = ms;
        return new Counters(values);
    }

    private static ActiveProcess process(int pid, String type, String event, long query) {
        return new ActiveProcess(pid, T, "client backend", "db", "u", "app", type, event, query, T, T);
    }

    private static Session session(int pid, String state, double statement, long query) {
        return session(pid, state, statement, query, 1.0);
    }

    private static Session session(int pid, String state, double statement, long query, double transaction) {
        return new Session(pid, null, "client backend", "db", "u", "app", null, null, T, state, null, null, 100.0, transaction, statement, statement,
                null, null, query, "SELECT 1");
    }

    private static <V> Reading<V> value(Instant at, V value) {
        return new Reading.Value<>(at, value, Duration.ZERO, List.of());
    }
}
