package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code 2026-11-21 13:11:28.488 UTC} at memory speed: the minute and the zone are worked out once and remembered.
 * A zone is an offset ({@code +0530}, {@code -03}), or an abbreviation. Of an abbreviation that several countries share the
 * server's log_timezone decides, when it is known. One instance serves one thread.
 */
final class Stamp {
    private static final long BAD = Entry.NO_TIME;
    private static final Map<String, Integer> MINUTES = known();

    private final @Nullable ZoneId zone;
    private long date;
    private long clock;
    private long minute = BAD;
    private long zoneWord;
    private int zoneMinutes;
    private boolean byRules;
    private final Map<String, Integer> zones = new HashMap<>();
    private final TreeSet<String> unknown = new TreeSet<>();

    /** Where the last stamp read ends. */
    int end;

    Stamp(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    private static Map<String, Integer> known() {
        Map<String, Integer> m = new HashMap<>();
        String[] names = ("UTC 0 GMT 0 UCT 0 Z 0 WET 0 WEST 60 BST 60 CET 60 CEST 120 MET 60 MEST 120 EET 120 EEST 180 MSK 180 TRT 180"
                + " GST 240 PKT 300 IST 330 NPT 345 ICT 420 WIB 420 HKT 480 SGT 480 AWST 480 PHT 480 JST 540 KST 540 ACST 570"
                + " AEST 600 ACDT 630 AEDT 660 NZST 720 NZDT 780 BRT -180 ART -180 NST -210 NDT -150 AST -240 ADT -180 EST -300"
                + " EDT -240 CST -360 CDT -300 MST -420 MDT -360 PST -480 PDT -420 AKST -540 AKDT -480 HST -600 SAST 120 CAT 120"
                + " EAT 180 WAT 60 IDT 180").split(" ");
        for (int i = 0; i < names.length; i += 2) {
            m.put(names[i], Integer.valueOf(names[i + 1]));
        }
        return Map.copyOf(m);
    }

    /** Reads a stamp at {@code p}. @return microseconds since 1970 in UTC, or {@link Entry#NO_TIME}; {@link #end} is set */
    long read(byte[] b, int p, int to) {
        if (p + 19 > to || b[p + 4] != '-' || b[p + 10] != ' ' || b[p + 13] != ':' || b[p + 16] != ':') {
            return BAD;
        }
        long first = (long) Swar.LONG.get(b, p);
        long second = (long) Swar.LONG.get(b, p + 8);
        if (first != date || second != clock || minute == BAD) {
            long found = minuteOf(b, p);
            if (found == BAD) {
                return BAD;
            }
            date = first;
            clock = second;
            minute = found;
        }
        int seconds = two(b, p + 17);
        if (seconds < 0 || seconds > 60) {
            return BAD;
        }
        int q = p + 19;
        long micros = seconds * 1_000_000L;
        if (q < to && b[q] == '.') {
            long unit = 100_000;
            for (q++; q < to && b[q] >= '0' && b[q] <= '9'; q++) {
                micros += unit * (b[q] - '0');
                unit /= 10;
            }
        }
        if (q + 1 < to && b[q] == ' ' && isZone(b[q + 1])) {
            int from = q + 1;
            q = zoneEnd(b, from, to);
            zoneAt(b, from, q);
        } else {
            zoneMinutes = 0;
            zoneWord = 0;
            byRules = zone != null;
        }
        end = q;
        return (minute - offset(minute)) * 60_000_000L + micros;
    }

    private long offset(long localMinute) {
        if (!byRules || zone == null) {
            return zoneMinutes;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(localMinute * 60, 0, ZoneOffset.UTC);
        return zone.getRules().getOffset(local).getTotalSeconds() / 60;
    }

    private static boolean isZone(byte c) {
        return isLetter(c) || c == '+' || c == '-';
    }

    private static boolean isLetter(byte c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** An offset is a sign and digits, an abbreviation letters: what follows may be a sign of the prefix and a number. */
    private static int zoneEnd(byte[] b, int from, int to) {
        int p = from + 1;
        boolean letters = isLetter(b[from]);
        while (p < to && (letters ? isLetter(b[p]) : b[p] >= '0' && b[p] <= '9')) {
            p++;
        }
        return p;
    }

    private void zoneAt(byte[] b, int from, int to) {
        long word = (long) to - from;
        for (int p = from; p < to; p++) {
            word = word * 131 + b[p];
        }
        if (word == zoneWord) {
            return;
        }
        zoneWord = word;
        String name = new String(b, from, Math.min(to - from, 64), StandardCharsets.ISO_8859_1);
        Integer minutes = zones.get(name);
        byRules = false;
        if (minutes == null) {
            minutes = minutesOf(name);
            if (zones.size() < 1000) {
                zones.put(name, minutes);
            }
        }
        if (minutes == Integer.MIN_VALUE) {
            byRules = zone != null;
            zoneMinutes = 0;
            if (zone == null && unknown.size() < 20) {
                unknown.add(name);
            }
        } else {
            zoneMinutes = minutes;
        }
    }

    private Integer minutesOf(String name) {
        char c = name.charAt(0);
        if (c == '+' || c == '-') {
            String digits = name.substring(1);
            try {
                int n = Integer.parseInt(digits);
                int minutes = digits.length() <= 2 ? n * 60 : n / 100 * 60 + n % 100;
                return c == '-' ? -minutes : minutes;
            } catch (NumberFormatException e) {
                return Integer.MIN_VALUE;
            }
        }
        Integer listed = MINUTES.get(name);
        if (zone != null && !"UTC".equals(name) && !"GMT".equals(name) && (listed == null || !hasOffset(zone, listed))) {
            return Integer.MIN_VALUE;
        }
        if (listed != null) {
            return listed;
        }
        try {
            int seconds = ZoneId.of(name).getRules().getStandardOffset(java.time.Instant.EPOCH).getTotalSeconds();
            return seconds / 60;
        } catch (DateTimeException e) {
            return Integer.MIN_VALUE;
        }
    }

    private static boolean hasOffset(ZoneId zone, int minutes) {
        for (int month = 1; month <= 12; month += 3) {
            if (zone.getRules().getOffset(LocalDateTime.of(2026, month, 15, 12, 0)).getTotalSeconds() == minutes * 60) {
                return true;
            }
        }
        return false;
    }

    private static long minuteOf(byte[] b, int p) {
        int century = two(b, p);
        int year = two(b, p + 2);
        int month = two(b, p + 5);
        int day = two(b, p + 8);
        int hour = two(b, p + 11);
        int minute = two(b, p + 14);
        if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0
                || minute > 59 || b[p + 7] != '-') {
            return BAD;
        }
        try {
            return LocalDateTime.of(century * 100 + year, month, day, hour, minute).toEpochSecond(ZoneOffset.UTC) / 60;
        } catch (DateTimeException e) {
            return BAD;
        }
    }

    private static int two(byte[] b, int p) {
        int tens = b[p] - '0';
        int ones = b[p + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
    }

    /** Abbreviations that no rule knew and that were taken for UTC. */
    TreeSet<String> unknownZones() {
        return unknown;
    }
}
