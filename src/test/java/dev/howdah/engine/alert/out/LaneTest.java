package dev.howdah.engine.alert.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.testing.Await;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final OutputSpec SPEC = new OutputSpec.Command(OutputSpec.Routing.of("ops", Severity.WARNING), List.of("page"), Duration.ofSeconds(1));
    private static final Lane.Pacing QUICK = new Lane.Pacing(Duration.ZERO, Duration.ZERO, 3, Duration.ofMillis(1));
    private final List<Message> sent = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    private Lane lane(Output output, Lane.Pacing pacing) {
        return new Lane(SPEC, output, pacing, InstantSource.system());
    }

    private void put(Lane lane, String sentence) {
        lane.put(Notices.of(sentence), problem -> done.add(sentence + ": " + problem));
    }

    @Test
    void aStormIsOneMessage() {
        CountDownLatch open = new CountDownLatch(1);
        try (Lane lane = lane(m -> {
            sent.add(m);
            open.await();
        }, QUICK)) {
            put(lane, "first");
            Await.until("the first is being sent", () -> sent.size() == 1);
            for (int i = 0; i < 120; i++) {
                put(lane, "n" + i);
            }
            open.countDown();
            Await.until("all are done", () -> done.size() == 121);
        }
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).notices()).hasSize(Message.MOST);
        assertThat(sent.get(1).more()).isEqualTo(120 - Message.MOST);
        assertThat(sent.get(1).subject()).contains("119 more");
    }

    @Test
    void anOutputThatHangsDelaysNoOtherAndNobodyWhoPuts() {
        CountDownLatch never = new CountDownLatch(1);
        try (Lane hangs = lane(m -> never.await(), QUICK);
                Lane works = lane(sent::add, QUICK)) {
            for (int i = 0; i < 3_000; i++) {
                put(hangs, "n" + i);
            }
            put(works, "fine");
            Await.until("the other has it", () -> sent.size() == 1);
            assertThat(hangs.state().dropped()).isPositive();
            assertThat(hangs.state().waiting()).isLessThanOrEqualTo(1_000);
            never.countDown();
        }
    }

    @Test
    void triesAgainWithTheSameMessage() {
        AtomicInteger calls = new AtomicInteger();
        List<Object> ids = new CopyOnWriteArrayList<>();
        try (Lane lane = lane(m -> {
            ids.add(m.id());
            if (calls.incrementAndGet() < 3) {
                throw new OutputException("not now", true);
            }
        }, QUICK)) {
            put(lane, "a");
            Await.until("delivered", () -> !done.isEmpty());
            assertThat(done).containsExactly("a: null");
            assertThat(ids).hasSize(3);
            assertThat(ids.stream().distinct()).hasSize(1);
            assertThat(lane.state().problem()).isNull();
            assertThat(lane.state().sentAt()).isNotNull();
        }
    }

    @Test
    void givesUpAndSaysWhy() {
        AtomicInteger calls = new AtomicInteger();
        try (Lane lane = lane(m -> {
            calls.incrementAndGet();
            throw new OutputException("away", true);
        }, QUICK)) {
            put(lane, "a");
            Await.until("given up", () -> !done.isEmpty());
            assertThat(done).containsExactly("a: away");
            assertThat(calls).hasValue(3);
            assertThat(lane.state().problem()).isEqualTo("away");
        }
    }

    @Test
    void whatCannotGetBetterIsNotTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        try (Lane lane = lane(m -> {
            calls.incrementAndGet();
            throw new OutputException("no such program", false);
        }, QUICK)) {
            put(lane, "a");
            Await.until("given up", () -> !done.isEmpty());
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void survivesAnOutputThatBreaks() {
        AtomicInteger calls = new AtomicInteger();
        try (Lane lane = lane(m -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a fault");
            }
            sent.add(m);
        }, QUICK)) {
            put(lane, "a");
            Await.until("the first failed", () -> !done.isEmpty());
            put(lane, "b");
            Await.until("the second was sent", () -> sent.size() == 1);
        }
    }

    @Test
    void tellsTheWorstFirstAndWhatIsOverLast() {
        List<Notice> all = new ArrayList<>(List.of(Notices.of(Notice.Kind.RESOLVED, Severity.CRITICAL, "over"),
                Notices.of(Notice.Kind.FIRED, Severity.WARNING, "warned"), Notices.of("bad")));
        Message m = Message.of(all, 0);
        assertThat(m.notices().stream().map(Notice::sentence)).containsExactly("bad", "warned", "over");
        assertThat(m.subject()).startsWith("Critical").contains("orders", "2 more");
    }

    @Test
    void aSubjectHasOneLine() {
        Message m = Message.of(List.of(Notices.of("name\r\nBcc: x@y.z\u0000 of a table")), 0);
        assertThat(m.subject()).doesNotContain("\r", "\n", "\u0000").contains("Bcc");
        assertThat(m.json()).contains("\"sentence\"").doesNotContain("\n");
    }

    @Test
    void anOutputIsTheSameInAnotherProcessAndSaysNotWhere() {
        try (Lane a = lane(sent::add, QUICK); Lane b = lane(sent::add, QUICK)) {
            assertThat(a.key()).isEqualTo(b.key()).doesNotContain("page");
        }
    }
}
