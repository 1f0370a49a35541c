package dev.howdah.engine.fleet;

import dev.howdah.engine.profile.Counters;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.profile.StatementInterval;
import dev.howdah.engine.profile.StatementKey;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.Level;
import dev.howdah.engine.store.Recording;
import dev.howdah.engine.store.StatementLine;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums up what statements did by the minute and by ten minutes, and records the greatest with their texts. Belongs to the sampler's thread. */
final class StatementRecorder {
    private static final int BY_TIME = 40;
    private static final int BY_CALLS = 10;

    private final Recording recording;
    private final StatementTexts texts;
    private final List<Sum> sums = List.of(new Sum(Level.MIDDLE), new Sum(Level.COARSE));
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable StatementSnapshot before;
    private @Nullable Instant beforeAt;

    /** A stretch of time that is over, and waits for texts. */
    private record Waiting(Instant from, Instant to, Level level, Map<StatementKey, Counters> uses) {}

    /** What is being summed up. */
    private static final class Sum {
        private final Level level;
        private final Map<StatementKey, Counters> uses = new HashMap<>();
        private @Nullable Instant from;

        Sum(Level level) {
            this.level = level;
        }

        private long slot(Instant at) {
            return Math.floorDiv(at.getEpochSecond(), level.snapshotEvery());
        }
    }

    StatementRecorder(Recording recording, StatementTexts texts) {
        this.recording = recording;
        this.texts = texts;
    }

    void accept(Reading<StatementSnapshot> reading) {
        if (!(reading instanceof Reading.Value<StatementSnapshot> now)) {
            return;
        }
        StatementSnapshot last = before;
        Instant from = beforeAt;
        before = now.value();
        beforeAt = now.at();
        if (last == null || from == null || !now.value().at().isAfter(last.at()) || !now.at().isAfter(from)) {
            return;
        }
        StatementInterval interval = StatementInterval.between(last, now.value());
        if (interval.breaks().contains(StatementInterval.Break.RESET)) {
            recording.annotate(now.at(), Annotation.Kind.RESET, Text.of("store.statements-reset"), "");
        }
        sums.forEach(s -> add(s, from, now.at(), interval));
    }

    private void add(Sum sum, Instant from, Instant to, StatementInterval interval) {
        if (sum.from == null) {
            sum.from = from;
        }
        interval.uses().forEach((k, c) -> sum.uses.merge(k, c, Counters::plus));
        if (sum.slot(to) == sum.slot(sum.from)) {
            return;
        }
        Map<StatementKey, Counters> greatest = greatest(sum.uses);
        waiting.add(new Waiting(sum.from, to, sum.level, greatest));
        texts.want(greatest.keySet().stream().map(StatementKey::queryId).collect(Collectors.toSet()));
        sum.from = to;
        sum.uses.clear();
    }

    private static Map<StatementKey, Counters> greatest(Map<StatementKey, Counters> uses) {
        Set<StatementKey> chosen = new HashSet<>(top(uses, Measure.EXEC_MS, BY_TIME));
        chosen.addAll(top(uses, Measure.CALLS, BY_CALLS));
        return uses.entrySet().stream().filter(e -> chosen.contains(e.getKey())).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<StatementKey> top(Map<StatementKey, Counters> uses, Measure by, int limit) {
        return uses.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<StatementKey, Counters> e) -> e.getValue().get(by)).reversed())
                .limit(limit).map(Map.Entry::getKey).toList();
    }

    /** Texts came, or could not be read: what waits is recorded with what is known. */
    void texts(Reading<Map<Long, String>> reading) {
        Map<Long, String> found = reading instanceof Reading.Value<Map<Long, String>> v ? v.value() : Map.of();
        for (Waiting w : waiting) {
            List<StatementLine> lines = w.uses().entrySet().stream()
                    .map(e -> line(e.getKey(), e.getValue(), found.get(e.getKey().queryId())))
                    .toList();
            recording.statements(w.from(), w.to(), w.level(), lines);
        }
        waiting.clear();
    }

    private static StatementLine line(StatementKey k, Counters c, @Nullable String text) {
        return new StatementLine(k.userId(), k.databaseId(), k.queryId(), k.toplevel(), text, c.toArray());
    }
}
