package dev.howdah.engine.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Figures that Howdah has of itself, its pool and its cache, each as it was at the end of a step. Immutable.
 *
 * @param step seconds between two
 * @param steps name to value; null where nobody looked
 */
public record Gauges(Instant from, int step, List<@Nullable Map<String, Double>> steps) {
    private static final String HEAD = "gauges";
    private static final long NOISE = -1L << 36;
    private static final double GREAT = 1e6;
    /** Steps for which a look may stand in. */
    private static final int NEAR = 3;

    /** The end of the last step. */
    Instant to() {
        return from.plusSeconds((long) step * steps.size());
    }

    /** As it was at a moment or shortly before, within this stretch; empty when nobody had looked. */
    public Map<String, Double> at(Instant at) {
        long index = Math.min(steps.size() - 1, Math.floorDiv(at.getEpochSecond() - from.getEpochSecond(), step));
        for (int i = (int) index; i >= Math.max(0, index - NEAR); i--) {
            Map<String, Double> found = steps.get(i);
            if (found != null) {
                return found;
            }
        }
        return Map.of();
    }

    /** Names once for all, values name by name, each as its difference to the one before: what stands still takes no room. */
    Snapshots.Packed pack() {
        TreeSet<String> names = new TreeSet<>();
        steps.forEach(s -> names.addAll(s == null ? List.of() : s.keySet()));
        Map<Long, String> texts = new LinkedHashMap<>();
        long text = Long.parseLong(Snapshots.number(HEAD + "\n" + String.join("\n", names), texts));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(text);
            out.writeLong(from.getEpochSecond());
            out.writeInt(step);
            out.writeInt(steps.size());
            for (String name : names) {
                long before = 0;
                for (Map<String, Double> s : steps) {
                    long bits = bits(s == null ? Double.NaN : s.getOrDefault(name, Double.NaN));
                    out.writeLong(bits ^ before);
                    before = bits;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Snapshots.Packed(Snapshots.deflated(bytes.toByteArray()), texts);
    }

    /** Whole numbers and great ones stay as they are; of others the first five digits are kept: those behind are noise, and do not compress. */
    private static long bits(double value) {
        long bits = Double.doubleToLongBits(value);
        return value == Math.rint(value) || !(Math.abs(value) < GREAT) ? bits : bits & NOISE;
    }

    /** The number of the text with a body's names, which stands first: the rest is not unpacked. */
    static long names(byte[] body) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(body)))) {
            return in.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param texts by number; without the one that has the names, which is not kept for ever, nothing is known: null */
    static @Nullable Gauges unpack(byte[] body, LongFunction<@Nullable String> texts) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Snapshots.inflated(body)))) {
            String text = texts.apply(in.readLong());
            if (text == null || !text.startsWith(HEAD)) {
                return null;
            }
            List<String> names = text.lines().skip(1).toList();
            Instant from = Instant.ofEpochSecond(in.readLong());
            int step = in.readInt();
            int n = in.readInt();
            List<Map<String, Double>> steps = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                steps.add(new TreeMap<>());
            }
            for (String name : names) {
                long bits = 0;
                for (Map<String, Double> s : steps) {
                    bits ^= in.readLong();
                    if (!Double.isNaN(Double.longBitsToDouble(bits))) {
                        s.put(name, Double.longBitsToDouble(bits));
                    }
                }
            }
            List<@Nullable Map<String, Double>> known = new ArrayList<>();
            steps.forEach(s -> known.add(s.isEmpty() ? null : s));
            return new Gauges(from, step, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects looks into stretches of one level. Not thread-safe. */
    static final class Maker {
        private final Level level;
        private @Nullable Map<String, Double> @Nullable [] steps;
        private long slot = Long.MIN_VALUE;

        Maker(Level level) {
            this.level = level;
        }

        Level level() {
            return level;
        }

        /** Takes a look; gives the stretch before it when that is over. Of several looks within a step the last one stands. */
        @Nullable Gauges add(Instant at, Map<String, Double> now) {
            long fresh = Math.floorDiv(at.getEpochSecond(), level.block());
            Gauges over = fresh == slot ? null : end();
            Map<String, Double>[] open = open(fresh);
            open[(int) (at.getEpochSecond() - fresh * level.block()) / level.step()] = now;
            return over;
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
        private Map<String, Double>[] open(long fresh) {
            Map<String, Double>[] known = steps;
            if (known == null) {
                known = new Map[level.block() / level.step()];
                steps = known;
                slot = fresh;
            }
            return known;
        }

        /** What was begun; null when there is nothing. */
        @Nullable Gauges end() {
            Map<String, Double>[] known = steps;
            steps = null;
            if (known == null) {
                return null;
            }
            List<@Nullable Map<String, Double>> all = new ArrayList<>(Arrays.asList(known));
            while (all.getLast() == null) {
                all.removeLast();
            }
            return new Gauges(Instant.ofEpochSecond(slot * level.block()), level.step(), all);
        }
    }
}
