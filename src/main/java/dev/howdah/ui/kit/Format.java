package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures, times and texts as people read them. */
public final class Format {
    static final List<String> METRIC = List.of("", "k", "M", "G", "T", "P", "E");
    static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final int SIGNIFICANT = 3;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d LLL HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Format() {}

    /** Three significant digits, whole numbers whole: 0.0123, 1.23, 12.3, 123; what is not nothing is never 0. */
    static String digits(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(SIGNIFICANT, RoundingMode.HALF_UP));
        BigDecimal plain = rounded.scale() > 3 ? rounded.setScale(3, RoundingMode.HALF_UP) : rounded;
        String text = plain.signum() == 0 ? value == 0 ? "0" : value > 0 ? "<0.001" : ">-0.001" : plain.stripTrailingZeros().toPlainString();
        return text.replace('-', '−').replace('.', symbols().getDecimalSeparator());
    }

    private static DecimalFormatSymbols symbols() {
        return DecimalFormatSymbols.getInstance(Text.locale());
    }

    static Figure scaled(double value, double step, List<String> prefixes, String suffix) {
        int power = 0;
        double v = value;
        // 999.5 would be rounded to a fourth digit: it belongs to the next power
        while (Math.abs(v) >= (step == 1000 ? 999.5 : 1023.5) && power < prefixes.size() - 1) {
            v /= step;
            power++;
        }
        String number = (power == 0 && v == Math.rint(v)) || Math.abs(v) >= 999.5 ? digits4(v) : digits(v);
        return new Figure(number, prefixes.get(power) + suffix);
    }

    private static String digits4(double value) {
        return Double.isInfinite(value) ? digits(value) : String.valueOf(Math.round(value)).replace('-', '−');
    }

    /** A time in milliseconds as a figure: 340 µs, 12.3 ms, 3.12 s; from a minute on as {@link #duration}. */
    static Figure time(double millis) {
        double abs = Math.abs(millis);
        if (abs >= 60_000 - 50) {
            return new Figure(duration(millis), "");
        }
        if (abs >= 999.5) {
            return new Figure(digits(millis / 1000), "s");
        }
        return abs >= 0.9995 || millis == 0 ? new Figure(digits(millis), "ms") : new Figure(digits(millis * 1000), "µs");
    }

    /** 340 ms, 3.12 s, 4 m 12 s, 3 h 12 m, 5 d 3 h. */
    public static String duration(Duration d) {
        return duration(d.toNanos() / 1e6);
    }

    private static String duration(double millis) {
        if (Math.abs(millis) < 60_000 - 50) {
            return time(millis).text();
        }
        String sign = millis < 0 ? "−" : "";
        long s = Math.round(Math.abs(millis) / 1000);
        if (s < 3600) {
            return sign + two(s / 60, "m", s % 60, "s");
        }
        return sign + (s < 86_400 ? two(s / 3600, "h", s % 3600 / 60, "m") : two(s / 86_400, "d", s % 86_400 / 3600, "h"));
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return small == 0 ? big + "\u202f" + bigUnit : big + "\u202f" + bigUnit + " " + small + "\u202f" + smallUnit;
    }

    /** All digits, grouped by thousands, at most six behind the point. */
    public static String exact(double value) {
        return new DecimalFormat("#,##0.######", symbols()).format(value);
    }

    /** A count in full: 1,284. */
    public static String count(long value) {
        return exact(value);
    }

    /** The local time of day. */
    public static String clock(Instant at) {
        return CLOCK.format(at.atZone(ZoneId.systemDefault()));
    }

    /** The local date and time. */
    public static String dateTime(Instant at) {
        return FULL.format(at.atZone(ZoneId.systemDefault()));
    }

    /** The local day and time as people say it: 21 Nov 14:03:10. */
    public static String moment(Instant at) {
        return MOMENT.withLocale(Text.names()).format(at.atZone(ZoneId.systemDefault()));
    }

    /** For tooltips: the same moment in UTC. */
    public static String utc(Instant at) {
        return FULL.format(at.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** One line of a text of any shape: line breaks and other controls become single spaces, direction marks are dropped. */
    public static String oneLine(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), 512));
        boolean gap = false;
        for (int i = 0; i < text.length() && line.length() < 500; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                gap = !line.isEmpty();
            } else if (Character.getType(c) != Character.FORMAT || c == 0x200D) {
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.appendCodePoint(c);
            }
        }
        return line.toString();
    }
}
