package dev.howdah.engine.cache;

import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server's caches say, in sentences. Every figure is of the window between two looks, never since the beginning of time. */
public final class BufferFindings {
    private static final double LOW_RATIO = 0.90;
    private static final double MANY_EVICTIONS = 1_000;

    private BufferFindings() {}

    /** @param worth a look, or only worth knowing */
    public record Finding(boolean worth, String text) {}

    /** What was seen at one moment; parts that this server or role does not show are null or empty. */
    public record Look(
            List<BufferCache.Database> databases,
            List<BufferCache.Io> io,
            BufferCache.@Nullable Summary summary,
            BufferCache.@Nullable Writes writes) {}

    /** @param seconds between the two looks, above zero */
    public static List<Finding> between(Look before, Look now, double seconds) {
        List<Finding> all = new ArrayList<>();
        ratios(all, before, now);
        pressure(all, before, now, seconds);
        writes(all, before, now);
        BufferCache.Summary s = now.summary();
        if (s != null && s.all() > 0 && s.unused() > s.all() / 4) {
            all.add(new Finding(false, Text.of("buffers.unused", percent(s.unused() / (double) s.all()))));
        }
        return all;
    }

    private static void ratios(List<Finding> all, Look before, Look now) {
        for (BufferCache.Database d : now.databases()) {
            BufferCache.Database b = before.databases().stream().filter(x -> x.name().equals(d.name())).findFirst().orElse(null);
            if (b == null || d.hits() < b.hits() || d.reads() < b.reads()) {
                continue;
            }
            double ratio = HitRatio.ratio(d.hits() - b.hits(), d.reads() - b.reads());
            if (ratio < LOW_RATIO) {
                all.add(new Finding(true, Text.of("buffers.low-ratio", d.name(), percent(ratio), d.reads() - b.reads())));
            }
            if (d.tempBytes() - b.tempBytes() > 64L << 20) {
                all.add(new Finding(true, Text.of("buffers.temp", d.name(), (d.tempBytes() - b.tempBytes()) >> 20, d.tempFiles() - b.tempFiles())));
            }
        }
    }

    private static void pressure(List<Finding> all, Look before, Look now, double seconds) {
        double evictions = (sum(now, "normal", BufferCache.Io::evictions) - sum(before, "normal", BufferCache.Io::evictions)) / seconds;
        if (evictions > MANY_EVICTIONS) {
            all.add(new Finding(true, Text.of("buffers.evictions", Math.round(evictions))));
        }
        long fsyncs = clients(now, BufferCache.Io::fsyncs) - clients(before, BufferCache.Io::fsyncs);
        if (fsyncs > 0) {
            all.add(new Finding(true, Text.of("buffers.client-fsyncs", fsyncs)));
        }
    }

    private static void writes(List<Finding> all, Look before, Look now) {
        BufferCache.Writes b = before.writes();
        BufferCache.Writes n = now.writes();
        if (b == null || n == null || n.byCheckpoint() < b.byCheckpoint() || n.byWriter() < b.byWriter()) {
            return;
        }
        if (n.byClients() != null && b.byClients() != null) {
            long clients = n.byClients() - b.byClients();
            long total = clients + n.byCheckpoint() - b.byCheckpoint() + n.byWriter() - b.byWriter();
            if (clients > 1_000 && clients > total / 2) {
                all.add(new Finding(true, Text.of("buffers.client-writes", percent(clients / (double) total))));
            }
        }
        if (n.requested() - b.requested() > Math.max(1, n.timed() - b.timed())) {
            all.add(new Finding(true, Text.of("buffers.requested-checkpoints", n.requested() - b.requested(), n.timed() - b.timed())));
        }
        if (n.walBuffersFull() > b.walBuffersFull()) {
            all.add(new Finding(true, Text.of("buffers.wal-full", n.walBuffersFull() - b.walBuffersFull())));
        }
    }

    private interface Figure {
        @Nullable Long of(BufferCache.Io io);
    }

    private static long sum(Look look, String context, Figure figure) {
        return look.io().stream().filter(i -> i.context().equals(context)).mapToLong(i -> value(figure.of(i))).sum();
    }

    private static long clients(Look look, Figure figure) {
        return look.io().stream()
                .filter(i -> i.backendType().equals("client backend") && i.object().equals("relation"))
                .mapToLong(i -> value(figure.of(i))).sum();
    }

    private static long value(@Nullable Long v) {
        return v == null ? 0 : v;
    }

    private static String percent(double share) {
        return Share.text(share, 1);
    }
}
