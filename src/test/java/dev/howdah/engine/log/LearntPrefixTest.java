package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of known truth under prefixes put together at random, read without being told the prefix. */
class LearntPrefixTest {
    private static final int SOME = 12;

    @Test
    void neverTellsWrongFiguresInSilence() {
        assertThat(run(1, SOME).silent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<%t> (%p) %v/%x %e %q[%u:%d] %a@%r ", "%m [%p] %q[%u:%d] %a@%r ", "%m-%p %u/%d/%a|", "%t/%p/%l %h %d %u %a: ", "%m %q%a %r %d %u [%p:%l] ",
        "%m [%p] %q%b %i %u %d ", "[%-12u] [%12d] %m %5p ", "%Q %x %p %l %m %u@%d "})
    void learnsPrefixesThatOnlyAllLinesTogetherTell(String prefix) {
        RandomPrefix log = new RandomPrefix(7, prefix);
        LogReport r = Logs.report(log.text.toString());
        assertThat(found(r)).as(r.source().prefix()).isEqualTo(log.truth);
    }

    /** Prints the shares; {@code -Dhowdah.log.prefixes=} changes how many, {@code -Dhowdah.log.seed=} which. */
    @Test
    @Tag("campaign")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void readsThousandsOfPrefixes() {
        Outcome o = run(Integer.getInteger("howdah.log.seed", 1_000), Integer.getInteger("howdah.log.prefixes", 1_000));
        System.out.printf("prefixes not given: of %d logs with connections %d exact, of %d without %d; of the others %d say so, %d are wrong in silence%n%s%n%s%n",
                o.all[0], o.exact[0], o.all[1], o.exact[1], o.said.size(), o.silent.size(), String.join("\n", o.silent), String.join("\n", o.said));
    }

    /** The first figure of each pair is of logs that tell of connections, the second of those that do not. */
    private record Outcome(int[] all, int[] exact, List<String> said, List<String> silent) {}

    private static Outcome run(int first, int many) {
        Outcome o = new Outcome(new int[2], new int[2], new ArrayList<>(), new ArrayList<>());
        for (int seed = first; seed < first + many; seed++) {
            RandomPrefix log = new RandomPrefix(seed);
            LogReport r = Logs.report(log.text.toString());
            Map<String, String> found = found(r);
            int kind = log.connections ? 0 : 1;
            o.all[kind]++;
            if (found.equals(log.truth)) {
                o.exact[kind]++;
                continue;
            }
            boolean given = found(Logs.report(log.text.toString(), LogOptions.DEFAULT.withTop(0).withPrefix(log.prefix))).equals(log.truth);
            (said(r) ? o.said : o.silent).add(seed + (log.connections ? " connections" : "") + (log.odd ? " odd" : "") + (given ? "" : " wrong when given too") + " ["
                    + log.prefix + "] learnt [" + r.source().prefix() + "] " + difference(log.truth, found));
        }
        return o;
    }

    private static boolean said(LogReport r) {
        return r.understood().share() < 0.9 || r.notes().stream().anyMatch(n -> n.key().equals("log.doubt"));
    }

    private static String difference(Map<String, String> truth, Map<String, String> found) {
        List<String> wrong = new ArrayList<>();
        truth.forEach((k, v) -> {
            if (!v.equals(found.get(k))) {
                wrong.add(k + " " + found.get(k) + " not " + v);
            }
        });
        found.keySet().stream().filter(k -> !truth.containsKey(k)).forEach(k -> wrong.add(k + " more"));
        return wrong.subList(0, Math.min(3, wrong.size())).toString();
    }

    private static Map<String, String> found(LogReport r) {
        Map<String, long[]> sums = new TreeMap<>();
        r.users().forEach(s -> put(sums, "user " + s.name(), s));
        r.databases().forEach(s -> put(sums, "database " + s.name(), s));
        r.applications().forEach(s -> put(sums, "application " + s.name(), s));
        r.statements().stream().filter(s -> s.calls() > 0).forEach(s -> put(sums, "statement " + s.text().substring(0, 6), new LogReport.Share("", s.calls(), s.totalMs())));
        long errors = r.statements().stream().mapToLong(LogReport.Statement::errors).sum();
        if (errors > 0) {
            sums.put("errors", new long[] {errors, 0});
        }
        Map<String, String> found = new TreeMap<>();
        sums.forEach((k, v) -> found.put(k, v[0] + " x " + v[1]));
        return found;
    }

    private static void put(Map<String, long[]> sums, String key, LogReport.Share share) {
        long[] sum = sums.computeIfAbsent(key, k -> new long[2]);
        sum[0] += share.calls();
        sum[1] += Math.round(share.totalMs() * 1000);
    }
}
