package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mutated pieces of real logs: whatever comes, a report comes out. */
class LogFuzzTest {
    private static final String[] PIECES = {"\n", "\t", "\"", "\"\"", "\\", "{\"", "}", ",", "\0", "\r\n", "LOG:  ", "duration: ", " ms  ", "plan:\n", "\\u00e9", "\\uD83D",
        "$$", "'", "/*", "99999999999999999999", "2026-11-21 10:00:00.000 UTC [1] ", "#011", "\u00ff", "STATEMENT:  ", "DETAIL:  ", "%"};

    private static byte[] sample(String form) throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(LogFuzzTest.class.getResourceAsStream("/logs/postgresql-main." + form + ".gz")))) {
            return in.readNBytes(3_000_000);
        }
    }

    @Test
    void survivesThousandsOfMutatedLogs() throws IOException {
        run(3_000, 1);
    }

    /** {@code -Dhowdah.log.fuzz.rounds=} makes it shorter, {@code -Dhowdah.log.fuzz.seed=} begins elsewhere: for pieces. The seeds differ by worker. */
    @Test
    @Tag("campaign")
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void survivesAMillionMutatedLogs() throws Exception {
        int rounds = Integer.getInteger("howdah.log.fuzz.rounds", 1_000_000);
        long first = Long.getLong("howdah.log.fuzz.seed", 2);
        long start = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> halves = new ArrayList<>();
            for (int worker = 0; worker < 2; worker++) {
                long seed = first + worker;
                halves.add(workers.submit(() -> {
                    run(rounds / 2, seed);
                    return true;
                }));
            }
            for (Future<Boolean> half : halves) {
                half.get();
            }
        }
        System.out.printf(Locale.ROOT, "%d mutated logs from seed %d in %.0f s, none failed%n", rounds, first, (System.nanoTime() - start) / 1e9);
    }

    private static void run(int rounds, long seed) throws IOException {
        byte[][] samples = {sample("log"), sample("csv"), sample("json")};
        Random random = new Random(seed);
        String[] formats = {"auto", "stderr", "csv", "json", "syslog"};
        for (int i = 0; i < rounds; i++) {
            byte[] input = mutated(samples[random.nextInt(3)], random);
            LogOptions options = LogOptions.DEFAULT.withJobs(1).withFormat(formats[random.nextInt(10) < 8 ? 0 : random.nextInt(5)]);
            if (random.nextInt(4) > 0) {
                options = options.withPrefix("%m [%p] %q%u@%d/%a ");
            }
            try {
                LogReport r = Logs.report(input, options, 64 + random.nextInt(2000), 4096);
                assertThat(r.totals().calls()).isLessThanOrEqualTo(r.understood().entries());
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("round " + i + " of seed " + seed + ": " + new String(input, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    private static byte[] mutated(byte[] sample, Random random) {
        int from = random.nextInt(sample.length - 4000);
        byte[] b = Arrays.copyOfRange(sample, from, from + 200 + random.nextInt(3000));
        for (int n = random.nextInt(12); n > 0; n--) {
            int p = random.nextInt(b.length);
            switch (random.nextInt(5)) {
                case 0 -> b[p] = (byte) random.nextInt(256);
                case 1 -> b = Arrays.copyOf(b, Math.max(1, p));
                case 2 -> b = insert(b, p, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                case 3 -> b = insert(b, p, Arrays.copyOfRange(b, p, Math.min(b.length, p + random.nextInt(300))));
                default -> {
                    byte[] rest = Arrays.copyOfRange(b, Math.min(b.length, p + random.nextInt(200)), b.length);
                    b = insert(Arrays.copyOf(b, Math.max(1, p)), Math.max(1, p), rest);
                }
            }
        }
        return b;
    }

    private static byte[] insert(byte[] b, int p, byte[] piece) {
        byte[] longer = Arrays.copyOf(b, b.length + piece.length);
        System.arraycopy(b, p, longer, p + piece.length, b.length - p);
        System.arraycopy(piece, 0, longer, p, piece.length);
        return longer;
    }
}
