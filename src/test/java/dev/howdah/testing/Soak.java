package dev.howdah.testing;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is left of a program that goes round and round for long. */
public final class Soak {
    private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");

    private Soak() {}

    /** @param heap megabytes after a collection */
    public record Mark(double heap, int threads, int files) {}

    public static Mark mark() {
        System.gc();
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        String[] files = new File("/proc/self/fd").list();
        return new Mark(used / 1048576.0, ManagementFactory.getThreadMXBean().getThreadCount(), files == null ? 0 : files.length);
    }

    /** Of the straight line with the least squares, a step. */
    public static double slope(double[] values) {
        double meanX = (values.length - 1) / 2.0;
        double meanY = Arrays.stream(values).average().orElse(0);
        double up = 0;
        double down = 0;
        for (int i = 0; i < values.length; i++) {
            up += (i - meanX) * (values[i] - meanY);
            down += (i - meanX) * (i - meanX);
        }
        return down == 0 ? 0 : up / down;
    }

    /** How many of each class are reachable. */
    public static Map<String, Long> instances() {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram", new Object[] {new String[0]}, new String[] {String[].class.getName()});
            Map<String, Long> all = new TreeMap<>();
            for (Matcher m = LINE.matcher(String.valueOf(text)); m.find();) {
                all.merge(m.group(2), Long.valueOf(m.group(1)), Long::sum);
            }
            return all;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes of which there are more than before, those with most first. */
    public static List<String> grown(Map<String, Long> before, Map<String, Long> now, int most) {
        return now.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> e) -> before.getOrDefault(e.getKey(), 0L) - e.getValue()))
                .limit(most)
                .map(e -> "%+d %s (%d)".formatted(e.getValue() - before.getOrDefault(e.getKey(), 0L), e.getKey(), e.getValue()))
                .toList();
    }
}
