package dev.howdah.engine.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;

/**
 * A share in per cent as people read it. What is not all of it is never rounded up to 100 and what is more than nothing never down to
 * 0: further digits are told instead, three behind the point at most, and what is nearer still is 99.999 or {@code <0.001}. Stateless.
 */
public final class Share {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final BigDecimal NEARLY_ALL = new BigDecimal("99.999");
    private static final int MOST_DECIMALS = 3;
    private static final int SIGNIFICANT = 3;

    private Share() {}

    /** Without the sign, three significant digits: 98.7, 99.97, 0.03. @param share 1 is all of it, not NaN */
    public static String number(double share) {
        if (Double.isInfinite(share)) {
            return share > 0 ? "∞" : "−∞";
        }
        BigDecimal percent = percent(share);
        BigDecimal rounded = percent.round(new MathContext(SIGNIFICANT, RoundingMode.HALF_UP));
        BigDecimal told = told(percent, rounded.scale() > MOST_DECIMALS ? rounded.setScale(MOST_DECIMALS, RoundingMode.HALF_UP) : rounded);
        return told.signum() == 0 ? none(percent) : text(told.stripTrailingZeros());
    }

    /** With the sign and so many decimals, more only where it must: 98.7 %, 99.97 %; a dash for NaN. @param share 1 is all of it */
    public static String text(double share, int decimals) {
        if (!Double.isFinite(share)) {
            return Double.isNaN(share) ? "–" : number(share) + " %";
        }
        BigDecimal percent = percent(share);
        BigDecimal told = told(percent, percent.setScale(decimals, RoundingMode.HALF_UP));
        return (told.signum() == 0 && percent.signum() != 0 ? none(percent) : text(told)) + " %";
    }

    private static BigDecimal percent(double share) {
        return new BigDecimal(share).movePointRight(2);
    }

    /** The rounded value, or one with so many more decimals that it is neither all nor nothing; zero when there is none. */
    private static BigDecimal told(BigDecimal percent, BigDecimal rounded) {
        BigDecimal told = rounded;
        for (int scale = Math.max(1, rounded.scale() + 1); lies(percent, told) && scale <= MOST_DECIMALS; scale++) {
            told = percent.setScale(scale, RoundingMode.HALF_UP);
        }
        return !lies(percent, told) ? told : percent.compareTo(BigDecimal.ONE) > 0 ? NEARLY_ALL : BigDecimal.ZERO;
    }

    private static boolean lies(BigDecimal percent, BigDecimal told) {
        return (told.signum() == 0 && percent.signum() != 0) || (told.compareTo(ALL) >= 0 && percent.compareTo(ALL) < 0);
    }

    private static String none(BigDecimal percent) {
        String least = BigDecimal.ONE.movePointLeft(MOST_DECIMALS).toPlainString().replace('.', point());
        return percent.signum() == 0 ? "0" : percent.signum() > 0 ? "<" + least : ">−" + least;
    }

    private static String text(BigDecimal value) {
        return value.toPlainString().replace('-', '−').replace('.', point());
    }

    private static char point() {
        return DecimalFormatSymbols.getInstance(Text.locale()).getDecimalSeparator();
    }
}
