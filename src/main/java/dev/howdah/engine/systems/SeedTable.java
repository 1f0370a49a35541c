package dev.howdah.engine.systems;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The rows of one table, each made from its number alone, so that a seed can start anywhere and always makes the same rows.
 *
 * @param identity the columns by which a row is known to be there already
 * @param minimal rows of the smallest seed
 * @param perScale further rows for each step of scale
 */
public record SeedTable(
        String name, List<String> columns, List<String> identity, long minimal, long perScale, RowMaker maker) {

    /** Makes one row. */
    @FunctionalInterface
    public interface RowMaker {
        /**
         * @param number from 1
         * @param random the same stream for the same seed, table and number
         * @return a value for each column; numbers, strings, booleans, temporal values or null
         */
        Object[] row(long number, RandomGenerator random, SeedSpec spec);
    }

    /** Rows at a scale of 0 or more. */
    public long rows(int scale) {
        return minimal + perScale * scale;
    }

    Object[] row(long number, SeedSpec spec) {
        long mixed = mix(spec.seed() * 31 + name.hashCode()) ^ mix(number);
        return maker.row(number, new java.util.SplittableRandom(mixed), spec);
    }

    // The finaliser of MurmurHash3: neighbouring numbers must not give neighbouring streams.
    private static long mix(long z) {
        long a = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return b ^ (b >>> 33);
    }
}
