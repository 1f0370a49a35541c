package dev.howdah.engine.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hour-by-hour histogram. */
final class Hours {
    private static final long HOUR = 3_600_000_000L;
    private static final int MOST = 100_000;

    private final TreeMap<Long, long[]> hours = new TreeMap<>();
    private long recentHour = Long.MIN_VALUE;
    private long[] recent = new long[6];

    private long[] at(long time) {
        long hour = Math.floorDiv(time, HOUR);
        if (hour != recentHour) {
            if (hours.size() >= MOST) {
                hour = hours.lastKey();
            }
            recent = hours.computeIfAbsent(hour, h -> new long[6]);
            recentHour = hour;
        }
        return recent;
    }

    void call(long time, long micros) {
        if (time != Entry.NO_TIME) {
            long[] hour = at(time);
            hour[0]++;
            hour[1] += micros;
            hour[2] = Math.max(hour[2], micros);
        }
    }

    void error(long time) {
        add(time, 3, 1);
    }

    void connection(long time) {
        add(time, 4, 1);
    }

    void tempBytes(long time, long bytes) {
        add(time, 5, bytes);
    }

    private void add(long time, int what, long amount) {
        if (time != Entry.NO_TIME) {
            at(time)[what] += amount;
        }
    }

    List<LogReport.Hour> report() {
        List<LogReport.Hour> list = new ArrayList<>();
        for (Map.Entry<Long, long[]> e : hours.entrySet()) {
            long[] h = e.getValue();
            list.add(new LogReport.Hour(Instant.ofEpochSecond(e.getKey() * 3600), h[0], Names.ms(h[1]), Names.ms(h[2]), h[3], h[4], h[5]));
        }
        return list;
    }
}
